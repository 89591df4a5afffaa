"""The corpus to a lexicon: what places, subjects and short forms it knows, and under which names."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.queries.capitals import lower_words, text_of
from assistant.queries.glossary import glossary_lines, short_forms
from assistant.queries.models import GlossaryTerm, Lexicon
from assistant.queries.place_names import places_named
from assistant.queries.topic_names import GLOSSARY, topics_named
from assistant.queries.words import FUNCTION_WORDS, words_of
from corpus.models import Document

_TO_A_ROW = 12
_OWN_WORDS = "Regrip's own words"


def extract_lexicon(documents: Sequence[Document]) -> Lexicon:
    """Return the lexicon of `documents`; the same documents give the same lexicon, in any order."""
    documents = sorted(documents, key=lambda d: d.info.id)
    lower = {word for document in documents for word in lower_words(text_of(document))}
    places = places_named(documents, lower)
    glossary = [line for d in documents if d.info.kind == GLOSSARY for line in _own_lines(d)]
    shorts = short_forms(glossary)
    topics = topics_named(documents, glossary, shorts, places)
    return Lexicon(
        names=tuple(places + topics),
        glossary=tuple(GlossaryTerm(short=s, long=long, cased=s.lower() in lower) for s, long in shorts),
        subject_words=tuple(sorted(_subject_words(documents, glossary))),
        known_words=tuple(_rows(sorted(_all_words(documents)))),
        codes=tuple(sorted(set(_codes(documents)))),
        source_kinds=tuple(sorted({d.info.kind for d in documents})),
    )


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write the lexicon as JSON, a name a line, so that a change can be read."""
    rows = {
        key: [json.dumps(row, ensure_ascii=False) for row in value]
        for key, value in lexicon.model_dump(mode="json").items()
    }
    parts = [f" {json.dumps(key)}: [\n  " + ",\n  ".join(lines) + "\n ]" for key, lines in rows.items()]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _all_words(documents: Sequence[Document]) -> set[str]:
    texts = [f"{d.info.title} {text_of(d)} {' '.join(h for s in d.sections for h in s.heading)}" for d in documents]
    return {word.form for text in texts for word in words_of(text) if word.form.isalpha()}


def _rows(words: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(words), _TO_A_ROW):
        yield " ".join(words[first : first + _TO_A_ROW])


def _codes(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        if document.info.stage:
            yield from re.findall(r"^[^\S\n]*[-*]\s+([A-Z]{2}\d{1,2}):", text_of(document), re.MULTILINE)


def _own_lines(document: Document) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        if section.heading[-1:] != (_OWN_WORDS,):
            yield from glossary_lines(section.text)


def _subject_words(documents: Iterable[Document], glossary: Sequence[tuple[str, str]]) -> set[str]:
    """Words of titles, of headings that few documents share, and of glossary terms."""
    headings = Counter(h for d in documents for h in {h for s in d.sections for h in s.heading})
    texts = [d.info.title for d in documents] + [h for h, n in headings.items() if n <= 3] + [t for t, _ in glossary]
    return {
        w.form
        for text in texts
        for w in words_of(text)
        if w.form not in FUNCTION_WORDS and w.form.isalpha() and len(w.form) > 2
    }
