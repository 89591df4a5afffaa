"""The tables that an evaluation keeps beside its figures, whatever their shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.vocabulary import OUTCOMES
from evals.report.markup import Html, join, region, show, table, table_row, tag
from evals.report.svg import line_plot

_CURVES = {
    "risk_coverage": ("Risk by coverage", ("coverage",), ("risk", "error"), False),
    "reliability": (
        "Reliability",
        ("stated", "confidence", "predicted", "probability"),
        ("accuracy", "right", "observed"),
        True,
    ),
}
"""Tables drawn as lines: heading, columns that may lie on the x axis and on the y axis, and whether the diagonal is drawn."""
_SAYS = {
    "risk_coverage": "The share of wrong answers among the surest, for each share of cases answered. Lower is better.",
    "reliability": "How often the system is right for each chance it gives itself. The dashed line is a perfectly honest system.",
}


def table_section(name: str, value: Any) -> Html:
    """Return the heading and content of one of the tables."""
    if name == "confusion":
        return join((tag("h3", "Confusion"), _confusion(value)))
    rows = as_rows(value)
    if name in _CURVES and (curve := _curve(name, rows)):
        return curve
    return join((tag("h3", in_words(name)), _plain(in_words(name), rows)))


def in_words(name: str) -> str:
    """Return the name of a table or column for a reader."""
    plain = name.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def as_rows(value: Any) -> list[dict[str, Any]]:
    """Return a table as rows: lists of dicts as they are, columns of lists turned, anything else as name and value."""
    if isinstance(value, Mapping):
        held = list(value.values())
        if held and all(isinstance(v, list) for v in held) and len({len(v) for v in held}) == 1:
            return [dict(zip(value, row, strict=True)) for row in zip(*held, strict=True)]
        if held and all(isinstance(v, Mapping) for v in held):
            return [{"name": key, **row} for key, row in value.items()]
        return [{"name": key, "value": v} for key, v in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [dict(row) if isinstance(row, Mapping) else {"value": row} for row in value]
    return [{"value": value}]


def _plain(caption: str, rows: list[dict[str, Any]]) -> Html:
    if not rows:
        return tag("p", "Nothing was counted.")
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return table(
        f"{caption}, {len(rows)} rows",
        [in_words(str(c)) for c in columns],
        [[row.get(c, "") for c in columns] for row in rows],
    )


def _curve(name: str, rows: list[dict[str, Any]]) -> Html | None:
    """Return the table as a plot with its numbers below, None when it lacks two columns of numbers."""
    heading, wide, high, diagonal = _CURVES[name]
    x, y = _column(rows, wide, 0), _column(rows, high, 1)
    if x is None or y is None:
        return None
    points = [(float(row[x]), float(row[y])) for row in rows if _numeric(row.get(x)) and _numeric(row.get(y))]
    drawn = line_plot(points, in_words(x), in_words(y), name.replace("_", "-"), diagonal)
    figure = tag("figure", region(heading, drawn), tag("figcaption", _SAYS[name]))
    numbers = tag("details", tag("summary", f"{heading}: the numbers"), _plain(heading, rows))
    return join((tag("h3", heading), figure, numbers))


def _column(rows: list[dict[str, Any]], names: Sequence[str], position: int) -> str | None:
    held = [key for key in (rows[0] if rows else {}) if any(_numeric(row.get(key)) for row in rows)]
    named = [key for key in held if key in names]
    return named[0] if named else held[position] if len(held) > position else None


def _numeric(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _confusion(value: Any) -> Html:
    rows, columns, counts = matrix(value)
    right = sum(counts[i][columns.index(label)] for i, label in enumerate(rows) if label in columns)
    total = sum(sum(row) for row in counts)
    said = (
        f"Rows are what the case expects, columns what the system said. {right} of {total} agree (in bold, marked ✓)."
    )
    body = [
        table_row([in_words(label), *(_count(n, label == c) for c, n in zip(columns, own, strict=True))])
        for label, own in zip(rows, counts, strict=True)
    ]
    return table(said, ["Expected", *(in_words(c) for c in columns)], body, class_="matrix")


def _count(n: int, same: bool) -> object:
    return tag("b", show(n), " ✓") if same else n


def matrix(value: Any) -> tuple[list[str], list[str], list[list[int]]]:
    """Return (row labels, column labels, counts) of a confusion matrix kept in any of the usual ways.

    These are `{labels, counts}`, `{expected: {said: count}}`, rows of dicts whose first value is the label, and bare rows of
    counts, which are in the order of the outcomes.
    """
    if isinstance(value, Mapping) and "labels" in value:
        counts = next(v for key, v in value.items() if key != "labels")
        return list(value["labels"]), list(value["labels"]), [list(row) for row in counts]
    if isinstance(value, Mapping):
        columns = list(dict.fromkeys([*value, *(said for row in value.values() for said in row)]))
        return list(value), columns, [[row.get(c, 0) for c in columns] for row in value.values()]
    if value and isinstance(value[0], Mapping):
        first, *columns = list(dict.fromkeys(key for row in value for key in row))
        return [str(row[first]) for row in value], columns, [[row.get(c, 0) for c in columns] for row in value]
    labels: list[str] = [*OUTCOMES] if len(value) == len(OUTCOMES) else [str(i) for i in range(len(value))]
    return labels, labels, [list(row) for row in value]
