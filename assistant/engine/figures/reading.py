"""Figures said in texts, each with its place, its national comparator and the words for the difference.

They stand beside the assessment and never enter it: a number is a sign to explain, not a cut-off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.engine.figures.comparators import (
    NationalSeries,
    difference,
    is_of_the_past,
    national_series,
    shown_value,
)
from assistant.engine.figures.context import is_foreign, is_real, read_scope, speaks_of_now
from assistant.engine.figures.counts import find_counts
from assistant.engine.figures.dates import read_date, year_of
from assistant.engine.figures.linking import link_sentence
from assistant.engine.figures.measures import MEASURES
from assistant.engine.figures.spans import Link
from assistant.engine.texts import Sentence, SourceText
from assistant.models import Comparator, Figure, Measure, SaidFor

A_SIGN = "A sign to explain, not a cut-off."
_MAY_HOLD_A_NUMBER = re.compile(
    r"\d|%|\b(?:half|thirds?|quarters?|fifths?|tenths?|no|director|hundred|ten|eleven|twelve|\w+teen|twent\w+|thirt\w+|fort\w+|fift\w+|sixt\w+|sevent\w+|eight\w+|ninet\w+|two|three|four|five|six"
    r"|seven|eight|nine|one)\b",
    re.IGNORECASE,
)
_YEARLY = ("turnover", "sickness_absence", "directors")
_UNCOUNTED = ("hypothetical", "negated")


def read_figures(texts: Sequence[SourceText], sentences: Sequence[Sentence], rubric: Mapping[str, Any]) -> list[Figure]:
    """Return the figures said in `sentences`, which are cut from `texts`, in order; what is said twice comes once.

    What the user took back is left out. The national figures are those of the model's rubric file.
    """
    series = national_series(rubric)
    dates = {source.name: source.date for source in texts}
    found: dict[tuple[object, ...], Figure] = {}
    for sentence, link in list(_links(sentences)):
        figure = _figure(sentence, link, dates.get(sentence.source), series)
        if figure is not None:
            key = (figure.measure, figure.value, figure.low, figure.high, figure.said_for, figure.date)
            found.setdefault(key, figure)
    return list(found.values())


def _links(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Link]]:
    """Yield each sentence's links; a later sentence may still add to the last one: "That is up from 18%.".

    A sentence without any, said again, is not read again: papers of one service repeat themselves.
    """
    last: tuple[int, Link] | None = None
    without = set[str]()
    for i, sentence in enumerate(sentences):
        if sentence.standing in _UNCOUNTED or not _MAY_HOLD_A_NUMBER.search(sentence.text):
            continue
        carried = last[1] if last and last[0] == i - 1 and sentences[i - 1].source == sentence.source else None
        if carried is None and sentence.text in without:
            continue
        links, counts = link_sentence(sentence.text, carried), list(find_counts(sentence.text))
        if links:
            last = (i, links[-1])
        elif not counts:
            without.add(sentence.text)
        yield from ((sentence, link) for link in (*links, *counts))


def _figure(
    sentence: Sentence, link: Link, written: str | None, series: Mapping[Measure, NationalSeries]
) -> Figure | None:
    """Return the figure of a link, None where it is not asserted or is of another trade. `written` is the text's own date."""
    if not is_real(link.context) or (link.measure != "strategy_meetings" and is_foreign(link.context)):
        return None
    heading = "" if speaks_of_now(link.context) else link.context.heading
    date = read_date(link.context.after, link.context.lead, heading) or written
    said_for = _said_for(sentence, link, date, series)
    quantity, unit = link.quantity, MEASURES[link.measure].unit
    shown = shown_value(quantity.value, quantity.low, quantity.high, unit, quantity.kind == "share")
    end = link.end + _closes(sentence.text, link)
    comparator, unverified = _comparator(said_for, link.measure, date, series)
    return Figure(
        quote=sentence.text[link.start : end],
        source=sentence.source,
        start=sentence.start + link.start,
        end=sentence.start + end,
        measure=link.measure,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=unit,
        before=quantity.before,
        said_for=said_for,
        date=date,
        comparator=comparator,
        difference=_difference(link, said_for, shown, comparator),
        note=" ".join(_notes(link, said_for, date, comparator, unverified, series.get(link.measure))),
    )


def _closes(text: str, link: Link) -> int:
    """Return 1 where the quote would stop just short of the bracket that it opened: "turnover (9%)"."""
    quote = text[link.start : link.end]
    return int(quote.count("(") > quote.count(")") and text[link.end : link.end + 1] == ")")


def _said_for(
    sentence: Sentence, link: Link, date: str | None, series: Mapping[Measure, NationalSeries]
) -> SaidFor | None:
    said_for = read_scope(link.context, yearly=link.measure in _YEARLY)
    if said_for in ("england", "target"):
        return said_for
    if sentence.standing == "elsewhere" or said_for == "elsewhere":
        return "elsewhere"
    told = sentence.standing == "past" and not speaks_of_now(link.context)
    if said_for == "earlier" or told or is_of_the_past(date, series, link.measure):
        return "earlier"
    return "part" if said_for == "part" else None


def _comparator(
    said_for: SaidFor | None, measure: Measure, date: str | None, series: Mapping[Measure, NationalSeries]
) -> tuple[Comparator | None, bool]:
    """Return (comparator, whether Regrip has not verified it)."""
    year = year_of(date)
    if measure not in series or said_for in ("target", "elsewhere") or (said_for == "earlier" and year is None):
        return None, False
    held = series[measure].of_year(year)
    return (None, False) if held is None else (held[1], held[0] in series[measure].unverified)


def _difference(link: Link, said_for: SaidFor | None, shown: str, comparator: Comparator | None) -> str | None:
    if comparator is None:
        return None
    if said_for == "england":
        return f"{shown} for England as you give it; Regrip holds {comparator.text}."
    return difference(link.quantity.value, link.quantity.low, link.quantity.high, shown, comparator)


def _notes(
    link: Link,
    said_for: SaidFor | None,
    date: str | None,
    comparator: Comparator | None,
    unverified: bool,
    series: NationalSeries | None,
) -> Iterator[str]:
    if said_for == "target":
        yield "A target or limit, not a figure of condition."
        return
    if said_for == "elsewhere":
        yield "Said of another place: not your own figure."
        return
    if said_for == "england":
        yield "A national figure, not your own."
        return
    if said_for == "earlier":
        yield f"A figure of {date}." if date else "A figure of an earlier time, with no year: it is not compared."
    if said_for == "part":
        yield "A figure of one part of the service" + (
            "; England's is a mean of whole councils." if comparator else "."
        )
    if link.quantity.before is not None:
        rose = "Up" if link.quantity.value > link.quantity.before else "Down"
        was = shown_value(link.quantity.before, None, None, MEASURES[link.measure].unit)
        yield f"{rose} from {was}: a local trend outweighs the level."
    if series is None:
        yield "Regrip holds no national figure for this: judge it by your own trend."
    elif comparator is None and date and year_of(date) is not None:
        yield f"Regrip holds no figure for England in {year_of(date)}."
    if unverified:
        yield "Regrip has not verified the national figure."
    if series is not None and series.local_range and comparator is not None:
        yield f"Councils ranged from {series.local_range}."
    yield A_SIGN
