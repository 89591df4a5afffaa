"""What the styles of a Word document say of a paragraph or a run."""

from collections.abc import Iterator
from typing import Any

from corpus.files.colours import WHITE, Colour, look_alike, read_colour
from corpus.files.containers import attribute, child, local, whole_number
from corpus.files.docx_numbering import DEEPEST_LIST

_OFF = frozenset({"0", "false", "off", "none"})
_TINY = 3
"""Half points: type of one and a half points or less cannot be read."""
_SQUEEZED = frozenset({"1", "2", "3", "4", "5"})
"""Letters of five per cent of their width or less cannot be read."""
_VANISHING = ("vanish", "specVanish")
_WHITE_THEMES = frozenset({"background1", "light1", "bg1", "lt1"})
_PLAIN_TABLES = frozenset({"tablegrid", "tablenormal", "normaltable"})
_HIGHLIGHTS: dict[str, Colour] = {
    "black": (0, 0, 0),
    "darkblue": (0, 0, 128),
    "darkgray": (128, 128, 128),
    "lightgray": (192, 192, 192),
    "darkgreen": (0, 128, 0),
    "darkred": (128, 0, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
}
_MOST_STYLES_DEEP = 20


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
        return number if number != "0" else None, min(whole_number(level), DEEPEST_LIST)

    def paper_of(self, paragraph: Any, paper: Colour | None) -> Colour | None:
        """The colour the paragraph stands on: its own or what is under it. None where nobody can say."""
        for holder in (paragraph, *self._chain(self.style_of(paragraph))):
            shading = child(holder, "pPr", "shd")
            if shading is not None:
                return _shade(shading, paper)
        return paper

    def paper_of_table(self, table: Any, paper: Colour | None) -> Colour | None:
        """The colour under the cells. A style of the table may colour rows and columns in ways of its own: None."""
        style = attribute(child(table, "tblPr", "tblStyle"), "val")
        plain = style is None or style.lower().replace(" ", "") in _PLAIN_TABLES
        return _shade(child(table, "tblPr", "shd"), paper) if plain else None

    def paper_of_cell(self, cell: Any, paper: Colour | None) -> Colour | None:
        """The colour of a table's cell."""
        return _shade(child(cell, "tcPr", "shd"), paper)

    def is_hidden(self, run: Any, style: str | None, paper: Colour | None) -> bool:
        """Whether a run is hidden, too small to read, or of the colour it stands on."""
        properties = list(self._run_properties(run, style))
        if any(_first(properties, key, lambda e: _is_on(attribute(e, "val") or "1")) for key in _VANISHING):
            return True
        if whole_number(_value(properties, "sz"), _TINY + 1) <= _TINY or _value(properties, "w") in _SQUEEZED:
            return True
        if any(child(p, "textFill", "noFill") is not None for p in properties):
            return True
        for holder in properties:
            mark = (attribute(child(holder, "highlight"), "val") or "").lower()
            paper = _HIGHLIGHTS.get(mark, read_colour(mark)) if mark not in ("", "none") else paper
            if mark or child(holder, "shd") is not None:
                paper = paper if mark else _shade(child(holder, "shd"), paper)
                break
        return look_alike(self._colour(properties), paper)

    def _colour(self, properties: list[Any]) -> Colour | None:
        """The colour of a run's letters; None for the automatic one, which is always seen, and for unknown ones."""
        colour = next((c for p in properties if (c := child(p, "color")) is not None), None)
        if (attribute(colour, "themeColor") or "").lower() in _WHITE_THEMES and not attribute(colour, "themeShade"):
            return WHITE
        value = (attribute(colour, "val") or "").lower()
        return None if value in ("", "auto") else read_colour(value)

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


def _value(properties: list[Any], key: str) -> str:
    """What the nearest holder gives as the value of a property."""
    return next((v for p in properties if (v := attribute(child(p, key), "val"))), "")


def _shade(shading: Any, paper: Colour | None) -> Colour | None:
    """The colour of a shading over paper; None for a theme's or a pattern's."""
    if shading is None:
        return paper
    if attribute(shading, "themeFill") or (attribute(shading, "val") or "clear") not in ("clear", "nil"):
        return None
    fill = (attribute(shading, "fill") or "").lower()
    return paper if fill in ("", "auto") else read_colour(fill)
