"""Clean text: hidden characters out, personal data covered, lengths kept so that quotes can be checked."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.columns import cells_under
from corpus.names import COVER, people_in
from corpus.personal import COLUMNS, PATTERNS

_DIGIT = re.compile(r"\d")
_PARTING = ("|", "\t", ", ")
_KEEP = {"\n", "\t", "\r"}


@dataclass(frozen=True)
class CleanText:
    """Text fit to be stored and read, with what was done to it in words."""

    text: str
    warnings: tuple[str, ...]


def clean(text: str) -> CleanText:
    """Return `text` without hidden characters and with personal data covered by blocks of the same length.

    Text with neither comes back unchanged, so offsets into it are offsets into what the user typed.
    """
    shown = drop_hidden(text)
    warnings = ["Hidden characters were removed from the text."] if shown != text else []
    covered, kinds = cover_personal(shown)
    if kinds:
        warnings.append(f"Personal data was covered before the text was used or kept: {', '.join(kinds)}.")
    return CleanText(covered, tuple(warnings))


def drop_hidden(text: str) -> str:
    """Return `text` without format characters (zero-width, direction marks) and with other control characters as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs", "Cn", "Co"):
        return ""
    return " " if category == "Cc" and character not in _KEEP else character


def cover_personal(text: str) -> tuple[str, list[str]]:
    """Return `text` with personal data covered, same length, and the kinds found."""
    kinds = []
    for kind, pattern in PATTERNS:
        text, count = pattern.subn(_blocks, text)
        if count:
            kinds.append(kind)
    for kind, head in COLUMNS if any(sign in text for sign in _PARTING) else ():
        if cells := [(a, b) for a, b in cells_under(text, head) if _DIGIT.search(text, a, b)]:
            kinds.append(kind)
            text = _covered(text, cells)
    if people := list(people_in(text)):
        kinds.append("name")
        text = _covered(text, people)
    return text, list(dict.fromkeys(kinds))


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = COVER * (end - start)
    return "".join(characters)


def _blocks(match: re.Match[str]) -> str:
    group = 1 if match.re.groups else 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + COVER * (end - start) + match[0][end:]


def folded(text: str) -> str:
    """Return `text` in lower case with look-alike letters and compatibility forms folded, for matching only."""
    return unicodedata.normalize("NFKC", text).lower().translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u03bf\u03b1\u2019\u2018\u201c\u201d",
    "aeopcyxisoa''\"\"",
)
