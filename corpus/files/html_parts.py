"""Which parts of a web page are its text: neither hidden nor furniture (menus, footers, buttons, scripts)."""

import re
from typing import Any

from corpus.files.containers import local
from corpus.files.html_styles import Styles

_NEVER = frozenset(
    "script style template noscript head svg math iframe object embed canvas audio video select option datalist button input textarea "
    "map dialog portal".split()
)
_FRAME = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset(
    {"navigation", "contentinfo", "banner", "search", "complementary", "menu", "menubar", "dialog", "alert"}
)
_NOISE = frozenset(
    "cookie cookies breadcrumb breadcrumbs menu navbar nav navigation sidebar footer masthead share sharing social related newsletter "
    "subscribe advert adverts advertisement popup modal skip skiplink pagination pager toolbar banner".split()
)
_UNSEEN = frozenset(
    {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "govuk-visually-hidden", "hidden", "d-none"}
)
_TOKENS = re.compile(r"[a-z]+")
_MOST_OF_THE_PAGE, _LEAST_OF_THE_PAGE = 0.4, 0.1


class Visibility:
    """What the page hides by attributes, by style and by its own simple style rules."""

    def __init__(self, root: Any) -> None:
        self._styles = Styles(root)
        self._sizes = _text_sizes(root)
        self._most = _MOST_OF_THE_PAGE * self._sizes[root]

    def is_hidden(self, element: Any) -> bool:
        """Whether a browser shows none of the element."""
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        classes = set((element.get("class") or "").split())
        return bool(classes & _UNSEEN) or self._styles.hides(element)

    def is_furniture(self, element: Any, main_only: bool) -> bool:
        """Whether the element is no text of the page's own: scripts and buttons, and menus and footers if `main_only`."""
        tag = local(element)
        if tag in _NEVER:
            return True
        if not main_only or tag in {"html", "body", "main", "article"}:
            return False
        if tag in _FRAME or (tag == "header" and _is_page_header(element)) or element.get("role") in _ROLES:
            return self._is_small(element)
        words = set(_TOKENS.findall(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
        return (
            bool(words & _NOISE)
            and tag in {"div", "section", "ul", "ol", "p", "table", "form"}
            and self._is_small(element)
        )

    def main_part(self, root: Any) -> Any:
        """The element that holds the page's main text."""
        body = next(root.iter("body"), root)
        marked = [e for e in body.iter() if local(e) == "main" or (local(e) and e.get("role") == "main")]
        articles = list(body.iter("article"))
        for candidates in (marked, articles if len(articles) == 1 else []):
            largest = max(candidates, key=self._sizes.__getitem__, default=None)
            if largest is not None and self._sizes[largest] > _LEAST_OF_THE_PAGE * self._sizes[body]:
                return largest
        return body

    def is_menu(self, element: Any) -> bool:
        """Whether a list is nothing but short links, as menus are."""
        links = [" ".join("".join(a.itertext()).split()) for a in element.iter("a")]
        if len(links) < 4 or sum(len(link.split()) for link in links) > 6 * len(links):
            return False
        return sum(len(link.replace(" ", "")) for link in links) > 0.85 * self._sizes.get(element, 0)

    def _is_small(self, element: Any) -> bool:
        return self._sizes.get(element, 0) < self._most


def _is_page_header(element: Any) -> bool:
    """A header inside an article heads the article; any other heads the page."""
    return not any(local(above) in {"article", "main", "section"} for above in element.iterancestors())


def _text_sizes(root: Any) -> dict[Any, int]:
    """How many letters stand in each element, counted once from the leaves up."""
    order = list(root.iter())
    sizes = dict.fromkeys(order, 0)
    for element in reversed(order):
        if local(element) not in _NEVER:
            sizes[element] += _letters(element.text)
        above = element.getparent()
        if above is not None and above in sizes:
            sizes[above] += (sizes[element] if local(element) not in _NEVER else 0) + _letters(element.tail)
    return sizes


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
