"""Headers and footers that run through a PDF: lines near the edge that come again at the same height."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from corpus.files.pdf_page import Line, Page

_NUMBER = re.compile(r"\d+")
_MARGIN, _OUTER_MARGIN = 0.125, 0.085
"""Shares of the page's height in which a running line stands; the outer part needs fewer repeats."""
_MOST_LINES = 6


@dataclass(slots=True, eq=False)
class _Edge:
    """A line near the top or bottom of a page, `distance` points from that edge."""

    page: Page
    index: int
    at_top: bool
    distance: float

    @property
    def line(self) -> Line:
        return self.page.lines[self.index]


def running_lines(pages: list[Page]) -> dict[int, set[int]]:
    """Return, for each page number, the positions in `page.lines` of headers and footers that repeat.

    Such a line has the same words at the same height on two pages of a short document and three of a longer one; a
    number that counts with the pages may differ. Nothing else stands between it and the edge.
    """
    edges = [edge for page in pages for edge in _edges(page)]
    ahead = _numbering(edges)
    places: dict[tuple[str, bool, int], set[int]] = {}
    for edge in edges:
        for key in _keys(edge, ahead):
            places.setdefault((key, edge.at_top, round(edge.distance / 6)), set()).add(edge.page.number)
    found: dict[int, set[int]] = {}
    for page in pages:
        own = [edge for edge in edges if edge.page is page]
        repeated = [edge for edge in own if _repeats(edge, ahead, places, pages)]
        found[page.number] = {edge.index for edge in repeated if _is_outermost(edge, own, repeated)}
    return found


def _edges(page: Page) -> Iterator[_Edge]:
    by_height = sorted(range(len(page.lines)), key=lambda i: page.lines[i].baseline)
    for at_top, outer in ((False, by_height[:_MOST_LINES]), (True, by_height[::-1][:_MOST_LINES])):
        for index in outer:
            baseline = page.lines[index].baseline
            distance = page.height - baseline if at_top else baseline
            if distance < _MARGIN * page.height:
                yield _Edge(page, index, at_top, distance)


def _numbering(edges: list[_Edge]) -> int:
    """How far printed page numbers run ahead of the count of pages."""
    numbers = ((edge, n) for edge in edges for n in _NUMBER.findall(edge.line.text)[:4] if len(n) < 6)
    ahead = Counter(int(n) - edge.page.number for edge, n in numbers)
    return ahead.most_common(1)[0][0] if ahead else 0


def _keys(edge: _Edge, ahead: int) -> set[str]:
    """The line's words with the page's number left open, first or last: on the last page 'page 3 of 3' has it twice."""
    text = " ".join(edge.line.text.lower().split())
    printed = str(edge.page.number + ahead)
    matches = [m for m in _NUMBER.finditer(text) if m[0] == printed]
    return {text} | {f"{text[: m.start()]}#{text[m.end() :]}" for m in (matches[:1] + matches[-1:])}


def _repeats(edge: _Edge, ahead: int, places: dict[tuple[str, bool, int], set[int]], pages: list[Page]) -> bool:
    height = round(edge.distance / 6)
    outer = edge.distance < _OUTER_MARGIN * edge.page.height
    needed = 2 if len(pages) <= 3 else 3 if outer else max(3, ceil(0.4 * len(pages)))
    for key in _keys(edge, ahead):
        on = set().union(*(places.get((key, edge.at_top, height + step), set()) for step in (-1, 0, 1)))
        if len(on) >= needed:
            return True
    return False


def _is_outermost(edge: _Edge, own: list[_Edge], repeated: list[_Edge]) -> bool:
    """Whether most of the line's row repeats, and of every row between it and the edge of the page."""
    rows: dict[int, list[_Edge]] = {}
    for other in own:
        if other.at_top == edge.at_top and other.distance < edge.distance + 2:
            rows.setdefault(round(other.distance / 2), []).append(other)
    return all(2 * sum(piece in repeated for piece in row) >= len(row) for row in rows.values())
