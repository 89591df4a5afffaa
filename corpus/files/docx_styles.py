"""What the styles of a Word document say of a paragraph or a run."""

from collections.abc import Iterator
from typing import Any

from corpus.files.colours import is_white
from corpus.files.containers import attribute, child, local, whole_number
from corpus.files.docx_numbering import DEEPEST_LIST

_OFF = frozenset({"0", "false", "off", "none"})
_TINY = 3
"""Half points: type of one and a half points or less cannot be read."""
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
