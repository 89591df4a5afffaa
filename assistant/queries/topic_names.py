"""The subjects of the corpus under the names that people use: glossary terms, responses, topics, documents, bodies, studies."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.queries.capitals import CALENDAR, LONG_RUN, RUN, inside_sentences, lower_words, text_of
from assistant.queries.models import Name
from assistant.queries.place_names import ABOUT_PLACES
from assistant.queries.words import FUNCTION_WORDS, normal
from corpus.models import Document
from corpus.vocabulary import STAGE_NAMES

GLOSSARY = "glossary"
_FEWEST = 4
"""Mentions in the corpus from which a capitalised name counts."""
_EVERYWHERE = 0.12
"""Share of documents from which a name stands for the field rather than for a subject: Ofsted, England."""
_PART = 0.8
"""Share of a name's mentions within a longer name from which it counts as a part of that one."""
_ALONE = 0.75
"""Share of a word's mentions, alone or within a name, from which the word alone stands for the name: a compact."""


def topics_named(
    documents: Sequence[Document],
    glossary: Sequence[tuple[str, str]],
    shorts: Sequence[tuple[str, str]],
    places: Sequence[Name],
) -> list[Name]:
    """Return the subjects of `documents`, in order of their names.

    `glossary` holds its terms with their explanations, `shorts` short forms with what they stand for. Of two subjects with one name
    the first found stays: terms before responses and topics, these before titles, and names that only stand in texts last.
    """
    texts = [text_of(document) for document in documents]
    taken = {form for place in places for form in place.forms} | {normal(name) for name in STAGE_NAMES.values()}
    plain = [f" {normal(text)} " for text in texts]
    known: dict[str, Name] = {}
    for name, *others in _named(documents, glossary, shorts, places, "\n".join(texts)):
        forms = tuple(dict.fromkeys(filter(None, map(normal, (name, *others)))))
        if forms and not _is_taken(forms[0], taken):
            share = sum(f" {forms[0]} " in text for text in plain) / len(plain)
            known.setdefault(forms[0], Name(name=name, kind="topic", forms=forms, strong=share < _EVERYWHERE))
    held = " ".join(known).split()
    for name in _proper_names(texts):
        form = normal(name)
        if form not in held and not _is_taken(form, taken):
            share = sum(f" {form} " in text for text in plain) / len(plain)
            known.setdefault(form, Name(name=name, kind="topic", forms=(form,), strong=share < _EVERYWHERE))
    return sorted(known.values(), key=lambda n: n.forms)


def _named(
    documents: Sequence[Document],
    glossary: Sequence[tuple[str, str]],
    shorts: Sequence[tuple[str, str]],
    places: Sequence[Name],
    whole: str,
) -> Iterator[tuple[str, ...]]:
    """Yield names with what else the same thing is called."""
    for long in dict.fromkeys(long for _, long in shorts):
        yield (long, *(short for short, other in shorts if other == long))
    short = {short for short, _ in shorts}
    yield from ((term,) for term, _ in glossary if term not in short)
    yield from ((name, *_shorter(name, whole)) for name in _named_by_ids(documents))
    yield from ((name,) for name in _title_heads(documents, {place.name for place in places}))


def _is_taken(form: str, taken: set[str]) -> bool:
    """Return whether a name is a place's or a stage's, or several places in a row."""
    return form in taken or all(part in taken for part in form.split(" and "))


def _named_by_ids(documents: Sequence[Document]) -> Iterator[str]:
    """The ids of response cards and topic pages of up to three words are what people call them; "or" parts two names."""
    for document in documents:
        prefix, _, rest = document.info.id.partition("-")
        if prefix in ("response", "topic"):
            for name in rest.replace("-", " ").split(" or "):
                if len(name.split()) <= 3 and not set(name.split()) & {"and", "is", "in"}:
                    yield name


def _shorter(name: str, whole: str) -> Iterator[str]:
    """What else a name goes by: without a first adjective (practice audit), by its last word (compact), in another form (restructuring).

    Words and forms are taken where the corpus has them in that sense.
    """
    words = name.split()
    if set(words) & FUNCTION_WORDS:
        return
    if len(words) < 2:
        others = (name.removesuffix("e") + ending for ending in ("ing", "ed"))
        yield from (other for other in others if name.endswith("e") and re.search(rf"\b{re.escape(other)}\b", whole))
        return
    if len(words) == 3:
        yield " ".join(words[1:])
    before = [m[1].lower() for m in re.finditer(rf"([\w'\u2019-]+)\s+{re.escape(words[-1])}s?\b", whole)]
    own = sum(word in FUNCTION_WORDS or word in words for word in before)
    if words[-1].isalpha() and len(before) >= _FEWEST and own >= _ALONE * len(before):
        yield words[-1]


def _title_heads(documents: Sequence[Document], places: set[str]) -> Iterator[str]:
    """What stands before a title's colon, without a year; a name that begins with a place also without the place."""
    titles = [document.info.title for document in documents]
    for document in documents:
        info = document.info
        head, colon, _ = info.title.partition(":")
        head = re.sub(r"(?<!\s)\s++\d{4}$", "", head)
        if not colon or info.stage or info.kind in (*ABOUT_PLACES, GLOSSARY) or not _is_name(head):
            continue
        if sum(title.startswith(head) for title in titles) > 1:
            continue
        first, _, rest = head.partition(" ")
        if first in places and rest:
            yield rest
        yield head


def _is_name(head: str) -> bool:
    return len(head.split()) <= 5 and not re.search(r"\d|\bquestion\b|\bServices?$", head)


def _proper_names(texts: Sequence[str]) -> list[str]:
    """Return capitalised names that stand inside sentences often enough; one that nearly always is part of a longer is left to that."""
    counts = Counter(name for text in texts for run in (RUN, LONG_RUN) for name in inside_sentences(text, run))
    plain = {word for text in texts for word in lower_words(text)}
    often = {
        name: count
        for name, count in counts.items()
        if count >= _FEWEST and not set(name.lower().split()) & CALENDAR and name.lower() not in plain
    }
    return [name for name in often if not any(_is_part(name, longer, often) for longer in often)]


def _is_part(name: str, longer: str, often: dict[str, int]) -> bool:
    return name != longer and f" {name} " in f" {longer} " and often[longer] >= _PART * often[name]
