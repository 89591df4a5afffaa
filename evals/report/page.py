"""The report as one page of HTML: it asks for nothing from outside and shows everything without JavaScript."""

import base64
import hashlib
from collections.abc import Iterator

from evals.models import Figure
from evals.report.data import Entry, ReportData
from evals.report.markup import Html, definitions, join, measured, number, region, table, table_row, tag
from evals.report.style import SCRIPT, STYLE
from evals.report.svg import interval_plot, plottable
from evals.report.tables import in_words, table_section
from evals.report.worst import anchor, article

_SHORT = 160
_SECTIONS = {
    "about": "What was run",
    "figures": "Figures",
    "kinds": "Figures by kind",
    "tables": "Tables and curves",
    "worst": "The lowest scores",
    "results": "All results",
}


def page(data: ReportData) -> str:
    """Return the whole page."""
    title = f"Evaluation of {data.info.set}"
    bodies = {
        "about": _about(data),
        "figures": _figures(data),
        "kinds": _kinds(data),
        "tables": join(table_section(name, value) for name, value in data.figures.tables.items()),
        "worst": _worst(data),
        "results": _results(data),
    }
    shown = {key: body for key, body in bodies.items() if body}
    links = tag("ul", *(tag("li", tag("a", _SECTIONS[key], href=f"#{key}")) for key in shown))
    sections = [
        tag("section", tag("h2", _SECTIONS[key], id=f"{key}-title"), body, id=key, aria_labelledby=f"{key}-title")
        for key, body in shown.items()
    ]
    lead = tag("p", f"{len(data.entries)} results of {data.info.evaluation}, model {data.info.model}.", class_="lead")
    header = tag("header", tag("h1", title), lead, tag("nav", links, aria_label="Sections"))
    main = tag("main", *sections, id="main", tabindex="-1")
    footer = tag("footer", tag("p", f"Made by Regrip from {data.path.name}."))
    skip = tag("a", "Skip to the report", href="#main", class_="skip")
    body = tag("body", skip, header, main, footer, tag("script", Html(SCRIPT)))
    return f'<!doctype html>\n<html lang="en-GB">{_head(title)}{body}</html>\n'


def _head(title: str) -> Html:
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    rules = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"
    return tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{rules}"><link rel="icon" href="data:,">'),
        tag("title", title),
        tag("style", Html(STYLE)),
    )


def _about(data: ReportData) -> Html:
    info = data.info
    facts = {
        "Set": info.set,
        "Version of the set": info.set_sha256[:16],
        "Evaluation": f"{info.evaluation}, scoring version {info.scoring}",
        "Model": info.model,
        "Cases": "all" if info.limit is None else f"{info.limit} drawn with seed {info.seed}",
        "Command": tag("code", info.command),
        "Started": info.started,
        "Finished": info.finished or "not finished",
    }
    versions = table("Versions", ["Part", "Version"], info.versions.items())
    machine = table("Machine", ["Part", "Value"], info.machine.items())
    return join((definitions(facts.items()), tag("div", versions, machine, class_="beside")))


def _figures(data: ReportData) -> Html:
    figures = data.figures.figures
    rows = [[f.name, *_value(f), f.cases, _aim(f), data.about.get(f.name, "")] for f in figures]
    columns = ["Figure", "Value", "95% interval", "Cases", "Better", "What it is"]
    parts = [table("Figures of the whole set", columns, rows)]
    if drawn := plottable(figures):
        said = (
            "Each line is the 95% interval (bootstrap over cases); the dot is the value, a ring where lower is better."
        )
        plot = region("Plot of the figures", interval_plot(drawn, "figures-plot"))
        parts.insert(0, tag("figure", plot, tag("figcaption", said)))
    return join(parts)


def _value(figure: Figure) -> tuple[object, str]:
    if figure.value is None:
        return "-", "no case has it"
    return measured(figure.value), "-" if figure.low is None or figure.high is None else _between(figure)


def _between(figure: Figure) -> str:
    return f"{measured(figure.low or 0.0)} to {measured(figure.high or 0.0)}"


def _aim(figure: Figure) -> str:
    return "lower ▼" if figure.better == "lower" else "higher ▲"


def _kinds(data: ReportData) -> Html | None:
    by_kind = data.figures.by_kind
    if not by_kind:
        return None
    names = list(dict.fromkeys(figure.name for own in by_kind.values() for figure in own))
    found = {(kind, figure.name): figure for kind, own in by_kind.items() for figure in own}
    rows = [[name, *(_kind_cell(found.get((kind, name))) for kind in by_kind)] for name in names]
    return table("Value, 95% interval and cases for each kind", ["Figure", *map(in_words, by_kind)], rows)


def _kind_cell(figure: Figure | None) -> object:
    if figure is None or figure.value is None:
        return ""
    return join((measured(figure.value), tag("span", f"{_between(figure)}; {figure.cases} cases", class_="under")))


def _worst(data: ReportData) -> Html | None:
    if not data.worst:
        return None
    said = f"The {len(data.worst)} results with the lowest mean score, lowest first; ties by id."
    parts = [tag("p", said)]
    if not data.kept_outputs:
        again = join(("Answers and passages were not kept with this run. To make them again: ", _code(data), "."))
        parts.append(tag("p", again, class_="notice"))
    links = [
        tag("li", tag("a", e.result.id, href=f"#{anchor(i)}"), f": {short(e)}") for i, e in enumerate(data.worst, 1)
    ]
    parts.append(tag("ol", *links, class_="list"))
    parts += [article(entry, i, data.kept_outputs) for i, entry in enumerate(data.worst, start=1)]
    return join(parts)


def _code(data: ReportData) -> Html:
    return tag("code", data.info.command)


def _results(data: ReportData) -> Html:
    wrong = sum(entry.wrong for entry in data.entries)
    said = f"{wrong} of {len(data.entries)} are wrong: a score of 0 or less, or one that may never fail below 1."
    places = {(entry.case, entry.result.id): i for i, entry in enumerate(data.worst, start=1)}
    rows = [_result(entry, places.get((entry.case, entry.result.id))) for entry in data.entries]
    columns = ["Result", "Kind", "Question", "Mean", "Standing", "Scores below 1"]
    return join((tag("p", said), _filter(data), table("All results", columns, rows, id="all-results")))


def _filter(data: ReportData) -> Html:
    """Return the filter, which the script brings out: without it, all rows are shown and there is nothing to filter with."""
    options = [tag("option", "All kinds", value="*"), *(tag("option", k or "(none)", value=k) for k in data.kinds)]
    kinds = tag("div", tag("label", "Kind", for_="filter-kind"), " ", tag("select", *options, id="filter-kind"))
    wrong = tag("label", Html('<input type="checkbox" id="filter-wrong"> '), "Only wrong")
    count = tag("p", role="status", id="filter-count")
    return tag("form", kinds, wrong, count, id="filter", aria_label="Filter the results", hidden="")


def _result(entry: Entry, place: int | None) -> Html:
    result = entry.result
    name: object = tag("a", result.id, href=f"#{anchor(place)}") if place else result.id
    mean = "-" if entry.mean is None else measured(entry.mean)
    cells = [name, result.kind, short(entry), mean, _standing(entry), ", ".join(_low(entry))]
    return table_row(cells, data_kind=result.kind, data_wrong=str(entry.wrong).lower())


def _standing(entry: Entry) -> object:
    if entry.wrong:
        return tag("b", "✗ wrong", class_="bad")
    if entry.mean is None:
        return "not judged"
    return "◐ in part" if any(_low(entry)) else "✓ right"


def short(entry: Entry) -> str:
    """Return the beginning of what is shown of a result."""
    shown = entry.result.shown
    return shown if len(shown) <= _SHORT else shown[:_SHORT].rstrip() + "…"


def _low(entry: Entry) -> Iterator[str]:
    for score in entry.result.scores:
        if score.value < 1:
            yield f"{score.name} {number(score.value)}"
