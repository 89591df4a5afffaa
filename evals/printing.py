"""What the evaluations' commands print."""

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from evals.catalogue import EvaluationSet
    from evals.gates import Breach
    from evals.runs import RunFolder


def described(chosen: "EvaluationSet") -> dict[str, object]:
    """Return a set as `regrip eval list --json` shows it."""
    from evals.evaluation import get_evaluation

    card, half = chosen.card, chosen.half
    models = get_evaluation(card.evaluation).models
    shown = {"name": chosen.name, "cases": half.cases, "use": half.use, "evaluation": card.evaluation}
    return shown | {"models": models, "title": card.title, "licence": card.licence, "sha256": chosen.sha256}


def print_run(done: "RunFolder") -> None:
    """Print where a run is, and its figures with their intervals."""
    from evals.evaluation import get_evaluation

    evaluation = get_evaluation(done.info.evaluation)
    print(f"\n{done.info.set}: {done.path}")
    for figure in done.figures.figures:
        if figure.value is not None:
            between = f"[{figure.low:.3f}, {figure.high:.3f}]" if figure.low is not None else ""
            about = evaluation.measure(figure.name).shown_as
            print(f"  {figure.name:26} {figure.value:8.3f}  {between:18} {figure.cases:>5} cases  {about}")


def end(broken: "list[Breach]") -> None:
    """Name every broken limit on standard error and end the command with 1; nothing when none is broken."""
    for breach in broken:
        print(f"gate broken: {breach}", file=sys.stderr)
    if broken:
        raise typer.Exit(1)
