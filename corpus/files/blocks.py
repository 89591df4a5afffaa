"""What readers take and give: a source, blocks of text, an extract; and text without what nobody can see."""

import re
import unicodedata
from dataclasses import dataclass, field

from corpus.files.models import FileSection
from corpus.marks import few_marks

WORDS_IN_A_PLACE = 150
"""Paragraphs and rows that have no heading above them are put together up to this many words under one locator."""

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_SMUGGLED = re.compile("[\U000e0000-\U000e007f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes, the name to use in messages, and the seconds that reading it may take."""

    name: str
    data: bytes
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or group of rows.

    `level` is 1 or more for a heading and 0 otherwise; `title` marks the title of the whole document.
    `place` is a locator of its own. `tight` blocks follow the one before on the next line.
    """

    text: str
    level: int = 0
    place: str = ""
    tight: bool = False
    title: bool = False


@dataclass(slots=True)
class Extract:
    """What a reader makes of a file."""

    text: str
    sections: tuple[FileSection, ...]
    title: str | None = None
    date: str | None = None
    warnings: list[str] = field(default_factory=list)


def clean(text: str) -> str:
    """Return `text` with plain spaces and line ends, composed letters, and without characters nobody can see."""
    text = _BREAKS.sub("\n", _SURROGATE.sub("", text))
    text = _SPACES.sub(" ", _SMUGGLED.sub("", _DROPPED.sub("", text)))
    return unicodedata.normalize("NFC", few_marks(text.translate(_LIGATURES)))


def has_smuggled(text: str) -> bool:
    """Return whether `text` carries invisible tag characters, which spell out words no reader sees."""
    return bool(_SMUGGLED.search(text))


def span(noun: str, first: int, last: int) -> str:
    """Return 'row 4' or 'rows 4-9'."""
    return f"{noun} {first}" if first == last else f"{noun}s {first}-{last}"
