"""The comparison as Markdown tables: for the screen, and for `docs/benchmarks.md`."""

from collections.abc import Sequence
from pathlib import Path

from evals.peers.records import FIGURES, HIGHER_IS_BETTER, PeersReport, SetReport, SystemRow

_SMALL = 0.1


def tables(report: SetReport) -> str:
    """Return the figures, then our figures divided by each peer's, then a line for each system with what to know about it."""
    measured = [row for row in report.systems if row.figures]
    parts = [_table("system", [(row.system, _shown(row.figures)) for row in measured])]
    if any(row.ratios for row in measured):
        better = ", ".join(FIGURES[name][0] for name in FIGURES if name in HIGHER_IS_BETTER)
        parts.append(f"Ours divided by each: above 1 is better for {better}, below 1 for the others.")
        ratios = [(row.system, {name: _ratio(value) for name, value in row.ratios.items()}) for row in measured[1:]]
        parts.append(_table("ours divided by", ratios))
    notes = [f"- {row.system}: {_note(row)}" for row in report.systems]
    return "\n\n".join([*parts, "\n".join(notes)])


def peers_section(folder: Path) -> str:
    """Return the section of the benchmarks page from the newest comparison in `folder`, empty when there is none."""
    files = sorted(folder.glob("*.json"))
    if not files:
        return ""
    report = PeersReport.model_validate_json(files[-1].read_bytes())
    machine = f"commit {report.machine['commit']}, Python {report.machine['python']}, {report.machine['cores']} cores"
    lines = [
        "## Beside other systems on the same machine",
        "",
        "Each system in an environment of its own, on the same passages and queries, measured from outside by one program, one after the",
        f"other. `{report.command}`, {report.date}, {machine}, load {report.load} a core at the start.",
        "How, and what is fair about it and what is not: [compare with peers](how-to/compare-with-peers.md).",
        "",
    ]
    for one in report.sets:
        size = f"{one.documents:,} documents in {one.passages:,} passages; {one.queries:,} queries"
        lines += [f"### `{one.set}`", "", f"{size}, of which {one.timed_queries} timed.", "", tables(one), ""]
    return "\n".join(lines)


def _table(title: str, rows: Sequence[tuple[str, dict[str, str]]]) -> str:
    heads = " | ".join(heading for heading, _ in FIGURES.values())
    lines = [f"| {title} | {heads} |", "| --- " * (len(FIGURES) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(cells.get(figure, '') for figure in FIGURES)} |" for name, cells in rows]
    return "\n".join(lines)


def _shown(figures: dict[str, float]) -> dict[str, str]:
    return {name: f"{value:,.{FIGURES[name][1]}f}" for name, value in figures.items()}


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= _SMALL else f"{value:.2g}"


def _note(row: SystemRow) -> str:
    if row.unavailable:
        return f"not measured, it {row.unavailable}"
    return f"{row.note}; {', '.join(f'{name} {version}' for name, version in row.versions.items())}"
