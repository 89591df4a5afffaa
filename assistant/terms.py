"""Which lines of the glossary a question asks for, and which it only touches."""

import re
from collections.abc import Iterable

from assistant.passages import Unit

_DEFINES = re.compile(
    r"^\W*(?:(?:hi|hello|please|so|and|ok)\W+)*(?:what(?: is|'s|s| are|'re| does| do)|define|explain|meaning of"
    r"|what is meant by)\s+(?:the (?:term|word)s? |meaning of )?"
    r"(?P<terms>.+?)(?:\s+(?:mean|stand for|means))?$"
)
_DIFFERS = re.compile(
    r"\bdifferen(?:ce|t) (?:between|from)\s+(?P<terms>.+)$|^\W*(?P<pair>[^.?!]{2,60}? (?:v|vs"
    r"|versus)\b\.? [^.?!]{2,60})$"
)
_APART = re.compile(r"\s+(?:and|from|v|vs|versus|or|to)\b\.?\s+|,\s*")
_SECTION = re.compile(r"\b(?:s\.? ?|section )(\d{1,3}[a-z]?)\b")
_NO_WORDS_AT_END = re.compile(r"(?<!\W)\W+$")
_LONGEST, _LONGEST_QUESTION = 50, 300
"""Characters of the longest term, and of the longest question that is read for terms."""


def terms_asked_for(question: str, lines: Iterable[Unit]) -> list[Unit]:
    """Return the glossary's lines on the terms that a question asks to define or to tell apart, or consists of.

    None when it asks anything else, or is longer than 300 characters. A plural, small letters and "s47" for "section 47" are the same
    term. A section without a line of its own is found where another names it.
    """
    if len(question) > _LONGEST_QUESTION:
        return []
    wanted = _asked(_NO_WORDS_AT_END.sub("", _plain(question)))
    held = list(lines)
    found = [next((u for u in held if _is(u, term)), None) or _naming(term, held) for term in wanted]
    if not found or any(unit is None for unit in found):
        return []
    return list(dict.fromkeys(unit for unit in found if unit))


def terms_touched(question: str, lines: Iterable[Unit]) -> list[Unit]:
    """Return the lines on abbreviations, and on sections of an Act, that stand anywhere in a question, in the glossary's order."""
    words = set(re.findall(r"[\w&-]+", question))
    plain = _plain(question)
    return [
        u
        for u in lines
        if _is_short(u, words) or (_term(u).startswith("section ") and re.search(rf"\b{re.escape(_term(u))}\b", plain))
    ]


def _asked(plain: str) -> list[str]:
    """Return the terms asked for: those of a definition or a difference, else the whole of a message of up to three words."""
    differs = _DIFFERS.search(plain)
    if differs:
        sides = [side for side in _APART.split(differs["terms"] or differs["pair"]) if side]
        first = _SECTION.search(sides[0]) if sides else None
        return [f"section {s}" if first and s.isdigit() else _bare(s) for s in sides]
    defines = _DEFINES.match(plain)
    if defines:
        return [_bare(defines["terms"])]
    return [_bare(plain)] if len(plain.split()) <= 3 else []


def _plain(text: str) -> str:
    return _SECTION.sub(r"section \1", text.lower().replace("\u2019", "'"))


def _bare(words: str) -> str:
    return _single(re.sub(r"^(?:an?|the)\s+", "", words.strip(" ?.!\"'\u201c\u201d")))


def _single(term: str) -> str:
    """Return a term in the singular, as far as a rule can tell."""
    if term.endswith("ies") and len(term) > 5:
        return term[:-3] + "y"
    return term[:-1] if term.endswith("s") and not term.endswith(("ss", "us", "is")) and len(term) > 3 else term


def _term(unit: Unit) -> str:
    return unit.text[:_LONGEST].partition(":")[0].lower().replace("\u2019", "'")


def _is(unit: Unit, term: str) -> bool:
    return ":" in unit.text[:_LONGEST] and term in (_single(_term(unit)), *map(_single, _term(unit).split(" or ")))


def _naming(term: str, lines: Iterable[Unit]) -> Unit | None:
    """Return the first line that names a section which has no line of its own."""
    if not term.startswith("section "):
        return None
    return next((u for u in lines if re.search(rf"\b{re.escape(term)}\b", u.text.lower())), None)


def _is_short(unit: Unit, words: set[str]) -> bool:
    term = unit.text[:_LONGEST].partition(":")[0]
    return len(term) > 1 and term[:2].isupper() and (term in words or f"{term}s" in words)
