"""The numbers of lists and headings that Word counts and does not write down."""

from typing import Any

from corpus.files.containers import attribute, child, local, whole_number

DEEPEST_LIST = 8
"""How deep a list may stand in others."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class Numbering:
    """The numbers that Word counts for list items and headings, which are not in the text. `root` is numbering.xml."""

    def __init__(self, root: Any) -> None:
        parts = list(root) if root is not None else []
        abstract = {attribute(a, "abstractNumId"): a for a in parts if local(a) == "abstractNum"}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._shared: dict[str, str] = {}
        self._restarting = set[str]()
        for number in (n for n in parts if local(n) == "num"):
            name, shared = attribute(number, "numId") or "", attribute(child(number, "abstractNumId"), "val")
            shape = abstract.get(shared)
            levels = [v for v in (shape if shape is not None else ()) if local(v) == "lvl"]
            self._levels[name] = dict(_level(v) for v in levels)
            self._shared[name] = shared or name
            if child(number, "lvlOverride", "startOverride") is not None:
                self._restarting.add(name)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str | None, depth: int) -> str:
        """Return what stands before a list item ('- ', '  2. ', '3.1 '), or '' when it is in no list."""
        if number is None:
            return ""
        levels = self._levels.get(number, {})
        kind, pattern, start = levels.get(depth, ("bullet", "", 1))
        shared = self._shared.get(number, number)
        if number in self._restarting:
            self._restarting.remove(number)
            self._counts.pop(shared, None)
        counts = self._counts.setdefault(shared, {})
        for level in range(depth):
            counts.setdefault(level, levels.get(level, ("", "", 1))[2])
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        indent = "  " * depth
        if kind in {"bullet", "none"} or not pattern:
            return f"{indent}- "
        for level in range(depth + 1):
            shape, _, first = levels.get(level, ("decimal", "", 1))
            pattern = pattern.replace(f"%{level + 1}", _written(counts.get(level, first), shape))
        return f"{indent}{pattern} "


def _level(level: Any) -> tuple[int, tuple[str, str, int]]:
    start = attribute(child(level, "start"), "val") or "1"
    depth = attribute(level, "ilvl") or "0"
    shape = attribute(child(level, "numFmt"), "val") or "decimal"
    pattern = attribute(child(level, "lvlText"), "val") or ""
    return min(whole_number(depth), DEEPEST_LIST), (shape, pattern[:40], whole_number(start, 1))


def _written(number: int, shape: str) -> str:
    if shape in {"lowerLetter", "upperLetter"} and 0 < number <= 26:
        letter = chr(96 + number)
        return letter.upper() if shape.startswith("upper") else letter
    if shape in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text.upper() if shape.startswith("upper") else text
    return str(number)
