"""Plots as SVG: figures with their intervals, and lines. Every shape carries its meaning without its colour."""

from collections.abc import Callable, Sequence
from html import escape

from evals.models import Figure
from evals.report.markup import Html, clean, number, tag

_ROW = 26
_LABELS = 210
_WIDTH = 720
_RIGHT = 64
_SIDE = 320
_MARGIN = 64


def plottable(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that share the scale from -1 to 1: no milliseconds, no counts."""
    return [f for f in figures if all(v is not None and -1 <= v <= 1 for v in (f.value, f.low, f.high))]


def interval_plot(figures: Sequence[Figure], name: str) -> Html:
    """Return a row for each figure: a dot (a ring where less is better) on the line of its interval."""
    lowest = min([0.0, *(f.low or 0.0 for f in figures)])
    start = -1.0 if lowest < 0 else 0.0
    height = _ROW * len(figures) + 34

    def at(value: float) -> float:
        return _LABELS + (value - start) / (1 - start) * (_WIDTH - _LABELS - _RIGHT)

    ticks = [start + (1 - start) * step / 4 for step in range(5)]
    grid = "".join(_tick(at(value), height - 24, value) for value in ticks)
    rows = "".join(_row(figure, _ROW * i + _ROW / 2, at) for i, figure in enumerate(figures))
    described = "; ".join(_in_words(figure) for figure in figures)
    title = "Figures with their 95% intervals"
    return _svg(name, title, described, _WIDTH, height, grid + rows)


def line_plot(points: Sequence[tuple[float, float]], x: str, y: str, name: str, diagonal: bool = False) -> Html:
    """Return a line through the points, each marked, on axes from 0 to 1 (or to the largest value); a dashed diagonal on request."""
    wide, high = (max([1.0, *(p[axis] for p in points)]) if axis == 0 or diagonal else _top(points) for axis in (0, 1))

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return _MARGIN + point[0] / wide * _SIDE, 16 + (1 - point[1] / high) * _SIDE

    axes = "".join(_grid(step / 4, wide, high) for step in range(5))
    if diagonal:
        (a, b), (c, d) = place((0, 0)), place((1, 1))
        axes += f'<line class="same" x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}"/>'
    spots = [place(point) for point in points]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in spots)
    dots = "".join(f'<circle class="dot" cx="{a:.1f}" cy="{b:.1f}" r="3.5"/>' for a, b in _spread(spots))
    bottom = 16 + _SIDE
    labels = (
        f'<text x="{_MARGIN + _SIDE / 2}" y="{bottom + 40}" text-anchor="middle">{escape(x)}</text>'
        f'<text transform="translate(14 {16 + _SIDE / 2}) rotate(-90)" text-anchor="middle">{escape(y)}</text>'
    )
    drawn = axes + f'<polyline class="line" points="{path}"/>' + dots + labels
    return _svg(name, f"{y} by {x}", _ends(points, x, y), _MARGIN + _SIDE + 24, bottom + 52, drawn)


def _svg(name: str, title: str, described: str, width: float, height: float, inside: str) -> Html:
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", described, id=f"{name}-desc"),
        Html(inside),
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
    )


def _tick(x: float, bottom: float, value: float) -> str:
    line = f'<line class="grid" x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{bottom:.1f}"/>'
    return f'{line}<text x="{x:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{value:g}</text>'


def _row(figure: Figure, y: float, at: Callable[[float], float]) -> str:
    low, value, high = (at(v or 0.0) for v in (figure.low, figure.value, figure.high))
    kind = "dot" if figure.better == "higher" else "ring"
    ends = "".join(f'<line class="line" x1="{x:.1f}" y1="{y - 5}" x2="{x:.1f}" y2="{y + 5}"/>' for x in (low, high))
    return (
        f'<text x="{_LABELS - 14}" y="{y + 5}" text-anchor="end">{escape(clean(figure.name))}</text>'
        f'<line class="line" x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}"/>{ends}'
        f'<circle class="{kind}" cx="{value:.1f}" cy="{y}" r="5"/>'
        f'<text x="{_WIDTH - 4}" y="{y + 5}" text-anchor="end">{figure.value:.3f}</text>'
    )


def _grid(share: float, wide: float, high: float) -> str:
    x, y, bottom = _MARGIN + share * _SIDE, 16 + (1 - share) * _SIDE, 16 + _SIDE
    return (
        f'<line class="grid" x1="{x}" y1="16" x2="{x}" y2="{bottom}"/>'
        f'<line class="grid" x1="{_MARGIN}" y1="{y}" x2="{_MARGIN + _SIDE}" y2="{y}"/>'
        f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{share * wide:.3g}</text>'
        f'<text x="{_MARGIN - 6}" y="{y + 5}" text-anchor="end">{share * high:.2g}</text>'
    )


def _top(points: Sequence[tuple[float, float]]) -> float:
    """Return the end of the upright axis: a little above the largest value, so that small risks can be seen."""
    largest = max([y for _, y in points], default=0.0)
    return next((top for top in (0.05, 0.1, 0.2, 0.4, 0.6, 1.0) if largest <= top), largest)


def _spread(spots: list[tuple[float, float]], most: int = 40) -> list[tuple[float, float]]:
    return spots if len(spots) <= most else spots[:: -(-len(spots) // most)]


def _in_words(f: Figure) -> str:
    return f"{f.name} {f.value:.3f}, interval {f.low:.3f} to {f.high:.3f}"


def _ends(points: Sequence[tuple[float, float]], x: str, y: str) -> str:
    if not points:
        return "No points."
    (a, b), (c, d) = points[0], points[-1]
    first, last = (f"{y} {number(v)} at {x} {number(u)}" for u, v in ((a, b), (c, d)))
    return f"{len(points)} points, from {first} to {last}; all are in the table below."
