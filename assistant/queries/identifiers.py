"""Codes, sections of Acts, regulations, editions and reference numbers in a text, each in one spelling."""

import re
from collections.abc import Iterator

from assistant.queries.lexicon import load_lexicon
from assistant.queries.words import normal, words_of

_CODE = re.compile(r"(?<![\w-])([A-Za-z]{2})[ -]?(\d{1,2})(?![\w%.,/-]{0,80}\d)(?!\w)")
_SECTION = re.compile(
    r"(?<![\w'\u2019])(?:sections?|sect?\.|ss?\.?)\s?(\d{1,3}[A-Z]{0,2})(?![\d.,]*\d|\w|\s?%)", re.IGNORECASE
)
_REGULATION = re.compile(r"(?<![\w'\u2019])reg(?:ulation)?s?\.?\s?(\d{1,3}[A-Z]?)(?![\d.,]*\d|\w|\s?%)", re.IGNORECASE)
_ACT = re.compile(r"\b(?:[A-Z][\w'\u2019]{1,40}\s+(?:(?:and|of|for|the)\s+)?){1,6}Act\s+(?:19|20)\d\d\b")
_PAPER = re.compile(r"\b(HC|Cmnd|Cm|CP|SI|UPRN|URN|UPN|ISBN)[ .:-]{0,2}(\d[\d/-]{1,16}\d|\d)\b")
_LONG_NUMBER = re.compile(r"(?<![\w\u00a3.,/-])(?:\d{8,12}|[A-Z]\d{11,12}[A-Z]?)(?![\w%/-]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def identifiers_in(text: str) -> tuple[str, ...]:
    """Return the identifiers in `text`, each once, in the order of their kinds: LG3, section 47, regulation 44, working together 2023."""
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[str]:
    for match in _CODE.finditer(text):
        code = f"{match[1].upper()}{match[2]}"
        if code in load_lexicon().codes and (match[1].isupper() or " " not in match[0]):
            yield code
    yield from (f"section {match[1].upper()}" for match in _SECTION.finditer(text))
    yield from (f"regulation {match[1].upper()}" for match in _REGULATION.finditer(text))
    yield from (normal(match[0]) for match in _ACT.finditer(text))
    yield from _editions(text)
    papers = list(_PAPER.finditer(text))
    yield from (f"{match[1]} {match[2]}" for match in papers)
    yield from (m[0] for m in _LONG_NUMBER.finditer(text) if not any(p.start() <= m.start() < p.end() for p in papers))


def sections_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (spelling, start, end) of the sections and regulations that `text` names."""
    for pattern, word in ((_SECTION, "section"), (_REGULATION, "regulation")):
        for match in pattern.finditer(text):
            yield f"{word} {match[1].upper()}", *match.span()


def _editions(text: str) -> Iterator[str]:
    """Yield names of documents that a year follows: Working Together 2023."""
    words = words_of(text)
    for name, first, last in load_lexicon().names_in(words):
        following = words[last : last + 1]
        if (
            name.kind == "topic"
            and name.strong
            and len(words[first:last]) > 1
            and following
            and _YEAR.fullmatch(following[0].text)
        ):
            between = text[words[last - 1].end : following[0].start]
            if between.strip(" (") == "":
                yield f"{name.forms[0]} {following[0].text}"
