"""What the styles and numbers of a Word document say of a paragraph or a run."""

from collections.abc import Iterator
from typing import Any

from corpus.files.colours import is_white
from corpus.files.containers import attribute, child, local, whole_number

_OFF = frozenset({"0", "false", "off", "none"})
_TINY = 3
"""Half points: type of one and a half points or less cannot be read."""
_MOST_STYLES_DEEP = 20
_DEEPEST_LIST = 8
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


class Styles:
    """The styles of a document. `root` is styles.xml or None."""

    def __init__(self, root: Any) -> None:
        found = [s for s in (root if root is not None else ()) if local(s) == "style"]
        self._by_id = {attribute(s, "styleId"): s for s in found}
        self._default = next(
            (
                attribute(s, "styleId")
                for s in found
                if attribute(s, "type") == "paragraph" and _is_on(attribute(s, "default"))
            ),
            None,
        )

    def style_of(self, paragraph: Any) -> str | None:
        """The id of the paragraph's style."""
        return attribute(child(paragraph, "pPr", "pStyle"), "val") or self._default

    def name_of(self, paragraph: Any) -> str:
        """The style's name in lower case; Word keeps the built-in ones in English."""
        return (attribute(child(self._by_id.get(self.style_of(paragraph)), "name"), "val") or "").lower()

    def level_of(self, paragraph: Any) -> int:
        """The level of a heading, 0 for other paragraphs."""
        for holder in (paragraph, *self._chain(self.style_of(paragraph))):
            name = (attribute(child(holder, "name"), "val") or "").lower()
            if name.startswith("heading ") and whole_number(name[8:]):
                return min(whole_number(name[8:]), 6)
            level = attribute(child(holder, "pPr", "outlineLvl"), "val")
            if level is not None:
                return whole_number(level, 9) + 1 if whole_number(level, 9) < 6 else 0
        return 0

    def list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """The id of the list the paragraph belongs to, and how deep in it."""
        number, level = None, None
        for holder in (paragraph, *self._chain(self.style_of(paragraph))):
            properties = child(holder, "pPr", "numPr")
            number = number or attribute(child(properties, "numId"), "val")
            level = level or attribute(child(properties, "ilvl"), "val")
        return number if number != "0" else None, min(whole_number(level), _DEEPEST_LIST)

    def is_shaded(self, paragraph: Any) -> bool:
        """Whether the paragraph stands on a colour."""
        return any(_has_colour(child(h, "pPr", "shd")) for h in (paragraph, *self._chain(self.style_of(paragraph))))

    def is_hidden(self, run: Any, style: str | None, shaded: bool) -> bool:
        """Whether a run is hidden, white on white paper, or too small to read."""
        properties = list(self._run_properties(run, style))
        if _first(properties, "vanish", lambda e: _is_on(attribute(e, "val") or "1")):
            return True
        size = next((s for p in properties if (s := attribute(child(p, "sz"), "val"))), "")
        if whole_number(size, _TINY + 1) <= _TINY:
            return True
        colour = next((c for p in properties if (c := attribute(child(p, "color"), "val"))), "")
        on_colour = shaded or any(_has_colour(child(p, "shd")) or child(p, "highlight") is not None for p in properties)
        return is_white(colour) and not on_colour

    def all_bold(self, paragraph: Any) -> bool:
        """Whether every run with text is bold."""
        style = self.style_of(paragraph)
        runs = [r for r in paragraph.iter() if local(r) == "r" and "".join(r.itertext()).strip()]
        return bool(runs) and all(
            _first(list(self._run_properties(r, style)), "b", lambda e: _is_on(attribute(e, "val") or "1"))
            for r in runs
        )

    def _run_properties(self, run: Any, style: str | None) -> Iterator[Any]:
        own = child(run, "rPr")
        for holder in (run, *self._chain(attribute(child(own, "rStyle"), "val")), *self._chain(style)):
            properties = child(holder, "rPr")
            if properties is not None:
                yield properties

    def _chain(self, style: str | None) -> Iterator[Any]:
        for _ in range(_MOST_STYLES_DEEP):
            found = self._by_id.get(style) if style else None
            if found is None:
                return
            yield found
            style = attribute(child(found, "basedOn"), "val")


def _is_on(value: str | None) -> bool:
    return value is not None and value.lower() not in _OFF


def _first(properties: list[Any], key: str, read: Any) -> bool:
    """What the nearest holder says of a switch; False when none does."""
    for holder in properties:
        element = child(holder, key)
        if element is not None:
            return bool(read(element))
    return False


def _has_colour(shading: Any) -> bool:
    fill = (attribute(shading, "fill") or "").lower()
    return (fill not in {"", "auto"} and not is_white(fill)) or bool(attribute(shading, "themeFill"))


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
    return min(whole_number(depth), _DEEPEST_LIST), (shape, pattern[:40], whole_number(start, 1))


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
