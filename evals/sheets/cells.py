"""How texts, lists and phrases are written in a cell, so that they come back exactly.

A backslash takes away the meaning of the separator behind it; `\\n` is a line break within an item and `\\uXXXX` a character
that a spreadsheet does not keep. Most cells have no backslash at all.
"""

import re
from collections.abc import Iterable

from evals.errors import EvaluationError
from evals.wording import Words

_LOST = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|x(?=[0-9A-Fa-f]{4}_)")
"""Characters that XML or a spreadsheet drops or changes, and the `x` of what Excel reads as a code, as in `_x000D_`."""
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)


class CellError(EvaluationError):
    """A cell does not hold what its column asks for."""


def write_text(text: str, separators: str = "") -> str:
    """Return `text` as a cell, or as an item of one in which `separators` have a meaning."""
    written = text.replace("\\", "\\\\")
    for separator in separators:
        written = written.replace(separator, "\\n" if separator == "\n" else f"\\{separator}")
    return _edges(_LOST.sub(lambda match: _code(match[0]), written))


def read_text(cell: str) -> str:
    """Return the text of a cell or item. Raises CellError."""
    bare = cell.replace("\r\n", "\n").strip()
    if (len(bare) - len(bare.rstrip("\\"))) % 2:
        raise CellError("ends in a backslash; write \\\\ for a backslash")
    return _ESCAPED.sub(_meant, bare)


def write_list(items: Iterable[str]) -> str:
    """Return words as a cell: parted by commas."""
    return ", ".join(write_text(item, ",\n") for item in items)


def read_list(cell: str) -> tuple[str, ...]:
    """Return the words of a cell; none when it is empty. Raises CellError."""
    return tuple(read_text(part) for part in split(cell, ",")) if cell.strip() else ()


def write_words(words: Words) -> str:
    """Return groups of phrases: `phrase, phrase; phrase`."""
    return "; ".join(", ".join(write_text(phrase, ",;|\n") for phrase in group) for group in words)


def read_words(cell: str) -> Words:
    """Return the groups of phrases. Raises CellError when one is empty."""
    groups = tuple(tuple(read_text(phrase) for phrase in split(group, ",")) for group in split(cell, ";"))
    if not all(phrase for group in groups for phrase in group):
        raise CellError("needs phrases: `phrase, phrase; phrase`, none of them empty")
    return groups


def lines(cell: str) -> list[str]:
    """Return the lines of a cell that hold something."""
    return [line for line in cell.split("\n") if line.strip()]


def split(text: str, separator: str) -> list[str]:
    """Return the parts of `text` between separators without a backslash before them."""
    parts, last, position = [], 0, 0
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == separator:
            parts.append(text[last:position])
            last = position + 1
        position += 1
    return [*parts, text[last:]]


def _edges(text: str) -> str:
    """Return `text` with blank characters at its ends written as codes: cells are read without those."""
    bare = text.strip()
    if not bare:
        return "".join(map(_code, text))
    start = text.index(bare)
    return "".join(map(_code, text[:start])) + bare + "".join(map(_code, text[start + len(bare) :]))


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}"


def _meant(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return "\n" if code == "n" else code
