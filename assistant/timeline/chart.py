"""The line of a service as a picture that needs no colour: numbered shapes by date and stage, with a table of them beneath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from assistant.chances import percent
from assistant.rendering.names import DIRECTION_NAMES
from assistant.rendering.words import readable_date
from assistant.timeline.dates import sortable
from assistant.timeline.models import Timeline, TimelinePoint
from assistant.timeline.ticks import ticks
from corpus.hygiene import drop_hidden
from corpus.vocabulary import STAGE_NAMES, STAGES

WIDTH, ROW, LINE = 1000, 66, 24
"""Of the picture, of a stage, and of a line of the table, in pixels."""
_LEFT, _RIGHT, _TOP, _SIDE, _APART = 190, 970, 76, 24, 26
_INK, _QUIET, _RULE, _BAND, _PAPER = "#1d2433", "#4a5468", "#c9d1dd", "#f2f5f9", "#ffffff"
_FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', 'Libertinus Serif', sans-serif"
_LONGEST = 84
"""Characters of a title in the table; the picture's description has all of it."""
_KEY = "Circle: a paper that says a stage. Diamond: the line turns here. Square: a paper that says none."


@dataclass(frozen=True)
class _Mark:
    """A paper in the picture: its number from 1, its place, and whether the line turns at it."""

    number: int
    point: TimelinePoint
    x: float
    y: float
    turns: bool

    @property
    def tells(self) -> bool:
        return self.point.date is not None and self.point.outcome in STAGES


def chart_svg(timeline: Timeline, name: str = "") -> str:
    """Return the chart as SVG with title, description and table; `name` is the service's, if it is to be named."""
    title = f"Stage over time{f': {name}' if name else ''}"
    marks = _marks(timeline)
    table_top = _strip_y() + 70
    height = table_top + LINE * (len(marks) + 2)
    body = "\n".join([*_frame(timeline), *_line(marks), *map(_shape, marks), *_table(marks, table_top)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-labelledby="title desc" lang="en-GB" font-family="{_FONT}" font-size="14" fill="{_INK}">\n'
        f'<title id="title">{_text(title)}</title>\n<desc id="desc">{_text(chart_words(timeline))}</desc>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>\n'
        f"{_said(_SIDE, 32, title, size=20, bold=True)}\n{_said(_SIDE, 56, _direction(timeline), fill=_QUIET)}\n{body}\n</svg>\n"
    )


def chart_words(timeline: Timeline) -> str:
    """Return all that the chart shows, in words."""
    turns = {(turn.date, turn.to) for turn in timeline.turning_points}
    said = [_direction(timeline)]
    for number, point in enumerate(timeline.points, start=1):
        turn = " The line turns here." if (point.date, point.outcome) in turns else ""
        said.append(f"{number}. {_when(point)}: {_what(point)}; {_visible(point.title)}.{turn}")
    return " ".join(said)


def _direction(timeline: Timeline) -> str:
    return f"Direction: {DIRECTION_NAMES[timeline.direction]}. Newest stage: {STAGE_NAMES[timeline.latest_outcome]}."


def _when(point: TimelinePoint) -> str:
    return readable_date(point.date) if point.date else "no date"


def _what(point: TimelinePoint) -> str:
    if point.outcome not in STAGES:
        return "says no stage"
    return f"{STAGE_NAMES[point.outcome]}, chance {percent(point.probabilities[point.outcome])}"


def _strip_y() -> float:
    """Where papers that say no stage, or have no date, stand: beneath the stages."""
    return _TOP + ROW * len(STAGES) + 42


def _marks(timeline: Timeline) -> list[_Mark]:
    """Return the papers with their places; those that would lie on each other are set apart."""
    turns = {(turn.date, turn.to) for turn in timeline.turning_points}
    taken: list[tuple[float, float]] = []
    marks = []
    for number, point in enumerate(timeline.points, start=1):
        tells = point.date is not None and point.outcome in STAGES
        y = _stage_y(STAGES.index(point.outcome)) if tells and point.outcome in STAGES else _strip_y()
        x = _free(_across(point.date, timeline.points), [a for a, b in taken if b == y])
        taken.append((x, y))
        marks.append(_Mark(number, point, x, y, (point.date, point.outcome) in turns and tells))
    return marks


def _free(x: float, taken: Sequence[float]) -> float:
    """Return the place nearest to `x` where nothing lies, `x` itself where there is none."""
    for step in range(1, 2 * len(taken) + 3):
        place = x + _APART * (step // 2) * (1 if step % 2 else -1)
        if _LEFT + 14 <= place <= _RIGHT - 14 and all(abs(place - other) >= _APART for other in taken):
            return place
    return x


def _stage_y(stage: int) -> float:
    return _TOP + ROW * (len(STAGES) - 1 - stage + 0.5)


def _span(points: Sequence[TimelinePoint]) -> tuple[int, int]:
    days = [date.fromisoformat(day).toordinal() for point in points if (day := sortable(point.date))]
    return (min(days), max(days)) if days else (0, 0)


def _across(day: str | None, points: Sequence[TimelinePoint]) -> float:
    """Return where a date lies; without one, at the left."""
    full, (first, last) = sortable(day), _span(points)
    if full is None:
        return _LEFT + 20
    share = (date.fromisoformat(full).toordinal() - first) / (last - first) if last > first else 0.5
    return _LEFT + 20 + share * (_RIGHT - _LEFT - 60)


def _frame(timeline: Timeline) -> Iterator[str]:
    """Yield the stages as bands with their names, and the dates beneath."""
    for stage, name in enumerate(STAGES):
        top = _stage_y(stage) - ROW / 2
        fill = _BAND if stage % 2 else _PAPER
        yield f'<rect x="{_LEFT}" y="{top:g}" width="{_RIGHT - _LEFT}" height="{ROW}" fill="{fill}" stroke="{_RULE}"/>'
        yield _said(_LEFT - 12, top + ROW / 2 + 5, STAGE_NAMES[name].capitalize(), anchor="end")
    yield _said(_LEFT - 12, _strip_y() + 5, "Says no stage", anchor="end", fill=_QUIET)
    bottom = _stage_y(0) + ROW / 2
    for day, words in ticks(*_span(timeline.points)):
        x = _across(day.isoformat(), timeline.points)
        yield f'<path d="M{x:.1f} {bottom:g}v6" stroke="{_QUIET}"/>'
        yield _said(x, bottom + 20, words, anchor="middle", fill=_QUIET, size=12)


def _line(marks: Sequence[_Mark]) -> Iterator[str]:
    told = [mark for mark in marks if mark.tells]
    if len(told) > 1:
        points = " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in told)
        yield f'<polyline points="{points}" fill="none" stroke="{_QUIET}" stroke-width="2"/>'


def _shape(mark: _Mark) -> str:
    x, y = mark.x, mark.y
    if mark.turns:
        outline = f'<path d="M{x:.1f} {y - 17:.1f}l17 17l-17 17l-17 -17z" fill="{_INK}"/>'
    elif mark.tells:
        outline = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="{_PAPER}" stroke="{_INK}" stroke-width="2"/>'
    else:
        outline = f'<rect x="{x - 10:.1f}" y="{y - 10:.1f}" width="20" height="20" fill="{_PAPER}" stroke="{_INK}"/>'
    label = _said(x, y + 4, str(mark.number), anchor="middle", size=11, bold=True, fill=_PAPER if mark.turns else _INK)
    words = f"{mark.number}. {_when(mark.point)}: {_what(mark.point)}; {mark.point.title}"
    return f"<g><title>{_text(words)}</title>{outline}{label}</g>"


def _table(marks: Sequence[_Mark], top: float) -> Iterator[str]:
    """Yield the table: what a reader who cannot tell the shapes has in their place."""
    columns = (_SIDE, _SIDE + 40, _SIDE + 190, _SIDE + 420)
    yield _said(_SIDE, top - 24, _KEY, fill=_QUIET, size=12)
    rows = [("No.", "Date", "Stage and chance", "Paper")]
    rows += [(str(m.number), _when(m.point), _what(m.point), _title(m)) for m in marks]
    for number, row in enumerate(rows):
        y = top + LINE * number
        yield f'<path d="M{_SIDE} {y + 8:g}H{_RIGHT}" stroke="{_RULE}"/>'
        yield from (_said(x, y, cell, size=12, bold=number == 0) for x, cell in zip(columns, row, strict=True))


def _title(mark: _Mark) -> str:
    title = _visible(mark.point.title)
    shown = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
    return f"{shown} (turning point)" if mark.turns else shown


def _said(
    x: float, y: float, words: str, anchor: str = "start", size: int = 14, bold: bool = False, fill: str = _INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{weight}>{_text(words)}</text>'


def _visible(text: str) -> str:
    return " ".join(drop_hidden(text).split())


def _text(text: str) -> str:
    return escape(_visible(text), {'"': "&quot;"})
