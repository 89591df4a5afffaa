"""`python -m evals.benchmarks`: write `docs/benchmarks.md` from the committed runs, so that no figure is typed by hand."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from evals.catalogue import all_sets
from evals.evaluation import get_evaluation
from evals.models import Figure
from evals.peers.tables import peers_section
from evals.runs import COMMITTED, RunFolder

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PEERS = Path(__file__).parent / "peers.yaml"
_TIMES = ("p50_ms", "p95_ms")
INTRODUCTION = """# Benchmarks

Every figure on this page comes from a run that is committed in `evals/results/`, with its settings, versions and the score of each
case. `python -m evals.benchmarks` writes the page. Each figure stands with its 95% interval (bootstrap over cases, or over
conversations, plans and dossiers as a whole) and the number of cases behind it.

Read them with these limits in mind. Our own sets were written by people who had not seen the assistant, but for Regrip, and the rules that
judge answers are rules, not readers. Test halves are for reporting; development halves were looked at, so their figures flatter.
Times are from a shared machine with two cores. How the sets came about and where they are weak stands on their cards in `evals/sets/`.
"""


class Peer(BaseModel):
    """A figure of someone else's system on the same set, with where it is from, or why there is none."""

    model_config = ConfigDict(extra="forbid")

    sets: tuple[str, ...]
    system: str
    figures: dict[str, float] = {}
    source: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or with `--check` return 1 when it is not what the committed runs give."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    options = parser.parse_args(arguments)
    text = page()
    if options.check:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page(committed: Path = COMMITTED) -> str:
    """Return the page's text: a section for each set, with every committed run of it, then the newest comparison with peers."""
    peers = [Peer.model_validate(row) for row in yaml.safe_load(PEERS.read_text(encoding="utf-8"))]
    sections = []
    for name, chosen in all_sets().items():
        runs = [RunFolder(path.parent) for path in sorted(committed.glob(f"{name}*/run.json"))]
        own = [run for run in runs if run.info.set == name and run.info.finished]
        if own:
            about = [peer for peer in peers if name in peer.sets]
            sections.append(_section(name, chosen.card.title, chosen.half.use, own, about))
    compared = peers_section(committed / "peers")
    return "\n".join([INTRODUCTION, *sections, *([compared] if compared else [])])


def _section(name: str, title: str, use: str, runs: Sequence[RunFolder], peers: Sequence[Peer]) -> str:
    evaluation = get_evaluation(runs[0].info.evaluation)
    figures = [{f.name: f for f in run.figures.figures if f.value is not None} for run in runs]
    names = [m for m in evaluation.measures if any(m.name in own for own in figures)]
    with_figures = [peer for peer in peers if peer.figures]
    heads = [run.info.model for run in runs] + [peer.system for peer in with_figures]
    lines = [f"## {title}: `{name}`", "", f"Use: {use}.", "", f"| measure | {' | '.join(heads)} | cases |"]
    lines.append("| --- " * (len(heads) + 2) + "|")
    for measure in names:
        cells = [_cell(own.get(measure.name)) for own in figures]
        cells += [f"{p.figures[measure.name]:.3f}" if measure.name in p.figures else "" for p in with_figures]
        cases = max(own[measure.name].cases for own in figures if measure.name in own)
        lines.append(f"| {measure.shown_as or measure.name} (`{measure.name}`) | {' | '.join(cells)} | {cases} |")
    return "\n".join([*lines, "", *(f"- {line}" for line in _notes(runs, peers)), ""])


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    digits = 0 if figure.name in _TIMES else 3
    between = f" [{figure.low:.{digits}f}, {figure.high:.{digits}f}]" if figure.low is not None else ""
    return f"{figure.value:.{digits}f}{between}"


def _notes(runs: Sequence[RunFolder], peers: Sequence[Peer]) -> Iterator[str]:
    for run in runs:
        info = run.info
        versions = ", ".join(
            f"{k} {info.versions[k]}" for k in ("commit", "index", "stage_model") if k in info.versions
        )
        yield f"{info.model}: `{info.command}`, {info.started[:10]}, {versions}"
    for peer in peers:
        yield f"{peer.system}: {peer.source}"


if __name__ == "__main__":
    sys.exit(main())
