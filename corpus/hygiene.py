"""Clean text: hidden characters out, personal data covered, lengths kept so that quotes can be checked."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.columns import cells_under
from corpus.lookalikes import UNSEEN
from corpus.marks import few_marks
from corpus.names import COVER, people_in
from corpus.personal import COLUMNS, PATTERNS

_OPENS, _CLOSES, _LONGEST_COMMENT = "<!--", "-->", 20_000
_DIGIT = re.compile(r"\d")
_NOT_A_BREAK = re.compile(r"[^\n]")
_PARTING = ("|", "\t", ", ")
_KEEP = {"\n", "\t", "\r"}


@dataclass(frozen=True)
class CleanText:
    """Text fit to be stored and read, with what was done to it in words."""

    text: str
    warnings: tuple[str, ...]


def clean(text: str) -> CleanText:
    """Return `text` without hidden characters, with comments of mark-up blank and personal data covered by blocks, in the same length.

    Text with none of them comes back unchanged, so offsets into it are offsets into what the user typed.
    """
    shown = drop_hidden(text)
    warnings = ["Hidden characters were removed from the text."] if shown != text else []
    seen = _without_comments(shown) if _OPENS in shown else shown
    if seen != shown:
        warnings.append("Comments, which no reader sees, were left out of the text.")
    covered, kinds = cover_personal(seen)
    if kinds:
        warnings.append(f"Personal data was covered before the text was used or kept: {', '.join(kinds)}.")
    return CleanText(covered, tuple(warnings))


def drop_hidden(text: str) -> str:
    """Return `text` without format characters (zero-width, direction marks) and towers of accents, other control characters as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in few_marks(text))


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if character in UNSEEN:
        return ""
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


def _without_comments(text: str) -> str:
    """Return `text` with its comments blank: each from its mark to the next end mark, or to the end of the text where that is near."""
    parts, done, end = [], 0, 0
    start = text.find(_OPENS)
    while start >= 0:
        inside = start + len(_OPENS)
        if end < inside:
            end = text.find(_CLOSES, inside)
            end = len(text) if end < 0 else end
        if end - inside <= _LONGEST_COMMENT:
            close = min(end + len(_CLOSES), len(text))
            parts += [text[done:start], _NOT_A_BREAK.sub(" ", text[start:close])]
            done = inside = close
        start = text.find(_OPENS, inside)
    return "".join([*parts, text[done:]])


def _blocks(match: re.Match[str]) -> str:
    group = 1 if match.re.groups else 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + COVER * (end - start) + match[0][end:]
