"""Clean text: hidden characters out, personal data covered, lengths kept so that quotes can be checked."""

import re
import unicodedata
from dataclasses import dataclass

_KEEP = {"\n", "\t", "\r"}
_COVER = "\u2588"

_PERSONAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email address", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("telephone number", re.compile(r"(?<![\d.,£])(?:\+44\s?\(?0?\)?|\(?0)(?:\d[\s()-]?){9,10}(?!\d)")),
    ("NHS number", re.compile(r"(?i)\bNHS\s*(?:no\.?|number)?\s*:?\s*(\d{3}[\s-]?\d{3}[\s-]?\d{4})\b")),
    ("pupil number", re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b")),
    ("National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b")),
    (
        "date of birth",
        re.compile(
            r"(?i)\b(?:d\.?o\.?b\.?|born(?: on)?|date of birth)\s*:?\s*"
            r"(\d{1,2}[/.\-\s](?:\d{1,2}|[a-z]{3,9})[/.\-\s]\d{2,4})"
        ),
    ),
    (
        "case number",
        re.compile(
            r"(?i)\b(?:case|mosaic|liquidlogic|lcs|registration)\s*(?:no\.?|number|ref(?:erence)?|id)\s*:?\s*#?(\d{5,})\b"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][a-z]+\s+){1,3}(?:Road|Street|Avenue|Lane|Close|Drive|Way|Terrace|Crescent|Court)\b"
            r"(?:,?\s+[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})?"
        ),
    ),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")),
)


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
    for kind, pattern in _PERSONAL:
        text, count = pattern.subn(_blocks, text)
        if count:
            kinds.append(kind)
    return text, kinds


def _blocks(match: re.Match[str]) -> str:
    group = 1 if match.re.groups else 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + _COVER * (end - start) + match[0][end:]


def folded(text: str) -> str:
    """Return `text` in lower case with look-alike letters and compatibility forms folded, for matching only."""
    return unicodedata.normalize("NFKC", text).lower().translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u03bf\u03b1\u2019\u2018\u201c\u201d",
    "aeopcyxisoa''\"\"",
)
