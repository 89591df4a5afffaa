"""What the styles of a web page say of an element: whether it is hidden, and its colours."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.files.colours import WHITE, Colour, is_clear, look_alike, read_colour
from corpus.files.containers import local

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*(?:0?\.0\d*|0)(?![.\d])|text-indent\s*:\s*-\d{3,}"
    r"|mso-hide\s*:\s*all|(?:left|top|right|bottom|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*(?:[01](?:px)?[ ,]+){2}[01](?:px)?|clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)"
    r"|transform\s*:[^;]{0,40}scale\(\s*0(?:\.0\d*)?\s*[,)]|filter\s*:[^;]{0,40}opacity\(\s*0%?\s*\)",
    re.IGNORECASE,
)
_FLAT = re.compile(r"(?:^|[;{\s])(?:max-)?(?:height|width)\s*:\s*[01](?:px|em|rem|pt|%)?\s*(?:[;!}]|$)", re.IGNORECASE)
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:^|[;{\s])font(?:-size)?\s*:\s*(?:[a-z]+\s+){0,3}(\d++(?:\.\d++)?|\.\d++)\s*(px|pt|em|rem|%|vw|vh|mm|cm)?(?=[\s;/!}]|$)",
    re.IGNORECASE,
)
_TINY = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "vw": 0.2, "vh": 0.2, "mm": 0.5, "cm": 0.05, "": 0.0}
"""Type of this size or less cannot be read."""
_COLOUR = re.compile(r"(?:^|[;{\s])color\s*:\s*([^;}!]+)", re.IGNORECASE)
_PAPER = re.compile(r"(?:^|[;{\s])background(-color|-image)?\s*:\s*([^;}!]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"^\s*+([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?\s*$", re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{]{0,400}\{(?:[^{}]{0,4000}\{[^{}]{0,4000}\}){0,400}[^{}]{0,4000}\}")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MOST_CSS, _MOST_ABOVE = 200_000, 60


class Styles:
    """The page's own simple rules (a tag, a class, an id) and the styles on its elements."""

    def __init__(self, root: Any) -> None:
        css = "".join("".join(s.itertext()) for s in root.iter("style"))[:_MOST_CSS]
        self._rules: dict[tuple[str, str], str] = {}
        for selectors, rules in _RULE.findall(_COMMENT.sub("", _MEDIA.sub("", css))):
            for selector in selectors.split(","):
                if match := _SIMPLE.match(selector):
                    key = (match[2] or "", match[3] or (match[1] or "").lower())
                    self._rules[key] = f"{self._rules.get(key, '')};{rules}"

    def of(self, element: Any) -> str:
        """Return all that is said of an element, the nearest last."""
        said = [self._rules.get(("", local(element)), "")]
        said += [self._rules.get((".", name), "") for name in (element.get("class") or "").split()]
        said += [self._rules.get(("#", element.get("id") or ""), ""), element.get("style") or ""]
        return ";".join(part for part in said if part)

    def hides(self, element: Any) -> bool:
        """Return whether an element's own style hides it: not shown, no size, off the page, of the colour of what is under it."""
        style = self.of(element)
        return (bool(style) and is_hiding(style)) or self._is_camouflaged(element, style)

    def _is_camouflaged(self, element: Any, style: str) -> bool:
        """Whether the element sets a colour for its words, or one under them, and the two look the same."""
        colour, paper = _own_colour(element, style), _own_paper(element, style)
        if colour is None and paper is None:
            return False
        if colour == "clear":
            return True
        if paper == "unknown":
            return False
        above = list(self._above(element))
        words = colour or next((c for c, _ in above if c is not None), None)
        under = paper or next((p for _, p in above if p is not None), WHITE)
        return isinstance(words, tuple) and isinstance(under, tuple) and look_alike(words, under)

    def _above(self, element: Any) -> Iterator[tuple["Colour | str | None", "Colour | str | None"]]:
        for holder in islice(element.iterancestors(), _MOST_ABOVE):
            style = self.of(holder)
            yield _own_colour(holder, style), _own_paper(holder, style)


def _own_colour(element: Any, style: str) -> Colour | str | None:
    """The colour of the words: "clear" for one that lets all through, "unknown" for one that cannot be read, None when none is set."""
    found = _COLOUR.findall(style)
    value = found[-1] if found else (element.get("color") if local(element) == "font" else None)
    if not value or value.strip().lower() in ("inherit", "currentcolor", "initial", "unset"):
        return None
    return "clear" if is_clear(value) else read_colour(value) or "unknown"


def _own_paper(element: Any, style: str) -> Colour | str | None:
    """The colour under the words, in the same way; a picture is "unknown"."""
    found = _PAPER.findall(style)
    value = found[-1][1] if found else element.get("bgcolor")
    if not value or value.strip().lower() in ("none", "inherit", "initial", "unset") or is_clear(value):
        return None
    colours = (read_colour(part) for part in re.findall(r"(?:rgb|hsl)a?\([^()]*\)|[#\w]+", value))
    if "url(" in value or "gradient" in value:
        return "unknown"
    return next((colour for colour in colours if colour is not None), "unknown")


def is_hiding(style: str) -> bool:
    """Return whether a style hides what it is put on, whatever its colours."""
    if _HIDING.search(style) or (_CUT_OFF.search(style) and _FLAT.search(style)):
        return True
    sizes = _SIZE.findall(style)
    return bool(sizes) and float(sizes[-1][0]) <= _TINY[sizes[-1][1].lower()]
