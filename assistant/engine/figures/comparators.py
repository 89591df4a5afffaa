"""The national figure beside a user's own: which year's, and how the two lie to one another in words. Never a stage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.engine.figures.dates import year_of
from assistant.engine.figures.measures import MEASURES
from assistant.engine.figures.quantities import find_quantities
from assistant.models import Comparator, FigureUnit, Measure

COMPARATORS_PAGE = "national-comparators"
"""The page that holds the comparators of years which no source is named after."""
_ABOUT, _LITTLE, _CLEAR = 0.05, 0.2, 0.6
"""Distances from the national figure, as a share of it, up to which a figure is about the same, a little and clearly apart."""
_SUFFIXES: dict[FigureUnit, str] = {"per cent": "%", "per 10,000": " per 10,000"}
_AS_AT = re.compile(r"(?P<period>year to )?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+)")
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class NationalSeries:
    """One measure's national figures by year, oldest first, and what is known of them."""

    values: Mapping[int, str | float | int]
    """As the rubric writes them: 13.0, 67, "about one in four"."""
    unit: FigureUnit
    as_at: str
    unverified: frozenset[int]
    sources: tuple[str, ...]
    local_range: str | None = None

    @property
    def newest(self) -> int:
        """The last year that is held."""
        return max(self.values)

    def of_year(self, year: int | None) -> tuple[int, Comparator] | None:
        """Return (year, comparator): of that year, of the newest for none or a later one, None for a year not held."""
        chosen = self.newest if year is None or year > self.newest else year
        return (chosen, self._comparator(chosen)) if chosen in self.values else None

    def _comparator(self, year: int) -> Comparator:
        written = self.values[year]
        value = find_quantities(written)[0].value if isinstance(written, str) else float(written)
        said = written if isinstance(written, str) else f"{written}{_SUFFIXES.get(self.unit, '')}"
        own = [source for source in self.sources if source.endswith(f"-{year}")]
        return Comparator(
            text=f"{said} in England {_when(self.as_at, year)}",
            value=value,
            unit=self.unit,
            date=_iso(self.as_at, year),
            sources=list(self.sources),
            document_id=own[0] if own and year not in self.unverified else COMPARATORS_PAGE,
        )


def national_series(rubric: Mapping[str, Any]) -> dict[Measure, NationalSeries]:
    """Return the national figures that the rubric file of the model holds, by measure; none where it was made without them."""
    rows = {row["measure"]: row for row in rubric.get("comparators", ())}
    return {
        measure: _series(rows[info.comparator], info.unit)
        for measure, info in MEASURES.items()
        if info.comparator in rows
    }


def _series(row: Mapping[str, Any], unit: FigureUnit) -> NationalSeries:
    values = {int(year): value for year, value in row["values"].items()}
    unverified = frozenset(int(year) for year in row["unverified"])
    return NationalSeries(values, unit, row["as_at"], unverified, tuple(row["sources"]), row["local_range"])


def difference(value: float, low: float | None, high: float | None, shown: str, comparator: Comparator) -> str:
    """Return how a figure lies to the national one: "31% against 14.2% in England at 30 September 2025: far above it."."""
    if low is not None and high is not None and low < comparator.value < high:
        return f"{shown} against {comparator.text}: both below and above it."
    nearest = value if low is None or high is None else min((low, high), key=lambda end: abs(end - comparator.value))
    apart = abs(nearest - comparator.value) / comparator.value
    side = "above" if nearest > comparator.value else "below"
    words = f"far {side} it"
    for limit, said in ((_ABOUT, "about the same as it"), (_LITTLE, f"a little {side} it"), (_CLEAR, f"{side} it")):
        if apart <= limit:
            words = said
            break
    return f"{shown} against {comparator.text}: {words}."


def side_of(difference: str) -> str:
    """Return the last words of what `difference` gave: "far above it"."""
    return difference.rpartition(": ")[2].rstrip(".")


def shown_value(value: float, low: float | None, high: float | None, unit: FigureUnit, rounded: bool = False) -> str:
    """Return a figure as it is written in a sentence; `rounded` for one said as a fraction."""
    if low is not None and high is not None:
        return f"{_with_unit(low, unit)} to {_with_unit(high, unit)}"
    if rounded:
        return f"about {_with_unit(round(value), unit)}"
    bound = "over " if low is not None else "under " if high is not None else ""
    return bound + _with_unit(value, unit)


def newest_year(series: Mapping[Measure, NationalSeries], measure: Measure) -> int | None:
    """Return the year from which on a figure of `measure` is one of now: that of the newest national figure."""
    if measure in series:
        return series[measure].newest
    return max((each.newest for each in series.values()), default=None)


def is_of_the_past(date: str | None, series: Mapping[Measure, NationalSeries], measure: Measure) -> bool:
    """Return whether a dated figure is older than the newest national one."""
    year, newest = year_of(date), newest_year(series, measure)
    return year is not None and newest is not None and year < newest


def _with_unit(value: float, unit: FigureUnit) -> str:
    number = f"{value:,.1f}".removesuffix(".0")
    return f"£{number} a month" if unit == "pounds a month" else number + _SUFFIXES.get(unit, "")


def _when(as_at: str, year: int) -> str:
    return f"in the {as_at} {year}" if as_at.startswith("year") else f"at {as_at} {year}"


def _iso(as_at: str, year: int) -> str:
    match = _AS_AT.fullmatch(as_at)
    return f"{year}-{_MONTHS.index(match['month']) + 1:02}-{int(match['day']):02}" if match else str(year)
