"""`python -m assistant.queries`: write `assistant/artefacts/lexicon.json` anew from the corpus."""

from assistant.queries.building import extract_lexicon, write_lexicon
from assistant.queries.lexicon import FILE
from corpus.loaders import load_corpus


def main() -> None:
    """Write the lexicon of the corpus that comes with Regrip."""
    lexicon = extract_lexicon(load_corpus())
    write_lexicon(lexicon, FILE)
    print(f"{FILE}: {len(lexicon.names)} names, {len(lexicon.glossary)} short forms")


if __name__ == "__main__":
    main()
