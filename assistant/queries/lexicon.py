"""The committed lexicon, and names looked up in a text by it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import ModelFileError
from assistant.queries.models import Lexicon, Name
from assistant.queries.words import Word, normal

FILE = Path(__file__).parent.parent / "artefacts" / "lexicon.json"


class NameIndex:
    """A lexicon made ready for looking up. Safe to share between threads: nothing of it changes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._by_form: dict[str, Name] = {}
        for name in lexicon.names:
            for form in name.forms:
                self._by_form.setdefault(form, name)
        self._reach = _longest_by_first_word(self._by_form)
        self._cased = {normal(term.short) for term in lexicon.glossary if term.cased}

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """Words, in normal form, that titles, headings and glossary terms are made of."""
        return frozenset(self.lexicon.subject_words)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """All words of the corpus, in normal form."""
        return frozenset(word for row in self.lexicon.known_words for word in row.split())

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the rubric's indicators."""
        return frozenset(self.lexicon.codes)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of document by their normal form."""
        return {normal(kind): kind for kind in self.lexicon.source_kinds}

    @cached_property
    def kind_words(self) -> frozenset[str]:
        """The words that kinds of document are called by, in normal form: review, report, guidance."""
        return frozenset(kind.split()[-1] for kind in self.kinds)

    @cached_property
    def short_forms(self) -> dict[str, list[str]]:
        """What each short form stands for, by the short form as it is written."""
        found: dict[str, list[str]] = {}
        for term in self.lexicon.glossary:
            found.setdefault(term.short, []).append(term.long)
        return found

    @cached_property
    def long_forms(self) -> dict[str, list[str]]:
        """The short forms of each term, by the term in normal form."""
        found: dict[str, list[str]] = {}
        for term in self.lexicon.glossary:
            found.setdefault(normal(term.long), []).append(term.short)
        return found

    def short_form(self, word: str) -> str | None:
        """Return the short form that `word` is, in whatever case and number, None when it is none.

        One that is also an ordinary word, or has two letters, needs its capitals.
        """
        bare = word.removesuffix("'s").removesuffix("\u2019s")
        short = self._spelt.get(bare.casefold())
        if short is None or bare == short or bare.rstrip("s").isupper():
            return short
        return None if len(short) <= 2 or normal(short) in self._cased else short

    def names_in(self, words: Sequence[Word]) -> Iterator[tuple[Name, int, int]]:
        """Yield (name, first word, one past the last) for the names among `words`, the longest at each place."""
        position = 0
        while position < len(words):
            found = self._at(words, position)
            if found is None:
                position += 1
                continue
            name, length = found
            yield name, position, position + length
            position += length

    def terms_in(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield (first word, one past the last) for the terms among `words` that have a short form."""
        for first, word in enumerate(words):
            for length in range(min(self._term_reach.get(word.form, 0), len(words) - first), 0, -1):
                if " ".join(w.form for w in words[first : first + length]) in self.long_forms:
                    yield first, first + length
                    break

    @cached_property
    def _spelt(self) -> dict[str, str]:
        return {form: short for short in self.short_forms for form in (short.casefold(), f"{short}s".casefold())}

    @cached_property
    def _term_reach(self) -> dict[str, int]:
        return _longest_by_first_word(self.long_forms)

    def _at(self, words: Sequence[Word], position: int) -> tuple[Name, int] | None:
        reach = self._reach.get(words[position].form, 0)
        for length in range(min(reach, len(words) - position), 0, -1):
            form = " ".join(word.form for word in words[position : position + length])
            name, first = self._by_form.get(form), words[position].text
            if name is None or (name.cased and not first[0].isupper()) or (form in self._cased and not first.isupper()):
                continue
            return name, length
        return None


def _longest_by_first_word(forms: Iterable[str]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for form in forms:
        words = form.split()
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    return reach


@lru_cache(maxsize=1)
def load_lexicon() -> NameIndex:
    """Return the committed lexicon. Raises ModelFileError when its file is missing or damaged."""
    try:
        return NameIndex(Lexicon.model_validate_json(FILE.read_bytes()))
    except (OSError, ValidationError) as error:
        raise ModelFileError(
            f"{FILE}: cannot be read as a lexicon; write it anew with `python -m assistant.queries`"
        ) from error
