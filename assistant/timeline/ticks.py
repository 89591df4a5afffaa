"""The dates beneath a chart: few enough to be read, and round."""

from collections.abc import Iterator
from datetime import date

_STEPS = (1, 3, 6, 12, 24, 60, 120, 240)
"""Months between two dates, the first that gives no more than _MOST."""
_MOST = 9
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def ticks(first: int, last: int) -> Iterator[tuple[date, str]]:
    """Yield firsts of months between two days, given as ordinals, each with its words; none where the days are 0."""
    if not first:
        return
    begin, end = date.fromordinal(first), date.fromordinal(last)
    low, high = 12 * begin.year + begin.month - 1, 12 * end.year + end.month - 1
    step = next((step for step in _STEPS if (high - low) / step <= _MOST), _STEPS[-1])
    for month in range(low + (-low) % step, high + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day.toordinal() <= last:
            yield day, str(day.year) if step >= 12 else f"{_NAMES[day.month - 1]} {day.year}"
