"""What a report shows of a run: its figures, and every result with what the system gave and whether it is wrong."""

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from evals import gates
from evals.evaluation import get_evaluation
from evals.models import CaseResult, RunFigures, RunInfo
from evals.runs import RunFolder

WORST = 20


@dataclass(frozen=True)
class Entry:
    """One result. `never` are the scores that the set's gate never lets fail."""

    case: str
    result: CaseResult
    never: tuple[str, ...] = ()

    @property
    def mean(self) -> float | None:
        """The mean of the scores, None when nothing was judged."""
        return fmean(score.value for score in self.result.scores) if self.result.scores else None

    @property
    def breaches(self) -> list[str]:
        """The scores that may never fall below 1 and do."""
        return [score.name for score in self.result.scores if score.name in self.never and score.value < 1]

    @property
    def failures(self) -> list[str]:
        """Why the result fails as a test: scores that may never fail, and the main (first) score at 0."""
        main = [score.name for score in self.result.scores[:1] if score.value == 0]
        return list(dict.fromkeys(self.breaches + main))

    @property
    def wrong(self) -> bool:
        """Whether a score is 0 or less, or one that may never fail is below 1."""
        return bool(self.breaches) or any(score.value <= 0 for score in self.result.scores)


@dataclass(frozen=True)
class ReportData:
    """A finished run as its report needs it. `about` says in a line what each figure is."""

    path: Path
    info: RunInfo
    figures: RunFigures
    about: dict[str, str]
    entries: list[Entry]
    kept_outputs: bool

    @property
    def worst(self) -> list[Entry]:
        """The results with the lowest mean score, ties by id."""
        judged = [entry for entry in self.entries if entry.mean is not None]
        return sorted(judged, key=lambda entry: (entry.mean or 0.0, entry.result.id))[:WORST]

    @property
    def kinds(self) -> list[str]:
        """The kinds of case there are."""
        return sorted({entry.result.kind for entry in self.entries})


def load(run: RunFolder) -> ReportData:
    """Return what the report of a run shows. Raises EvaluationError when the run is not finished."""
    info, figures, outputs = run.info, run.figures, run.outputs()
    never = _never(info.set)
    entries = [
        Entry(case, result.model_copy(update={"output": outputs.get(result.id, {})}), never)
        for case, result in run.results()
    ]
    return ReportData(run.path, info, figures, _about(info.evaluation), entries, bool(outputs))


def as_json(data: ReportData) -> dict[str, Any]:
    """Return the report as one object: `{folder, info, figures, worst}`."""
    return {
        "folder": str(data.path),
        "info": data.info.model_dump(mode="json"),
        "figures": data.figures.model_dump(mode="json"),
        "worst": [_worst(entry) for entry in data.worst],
    }


def _worst(entry: Entry) -> dict[str, Any]:
    judged = {"case": entry.case, "mean": entry.mean, "wrong": entry.wrong}
    return judged | entry.result.model_dump(mode="json")


def _never(name: str) -> tuple[str, ...]:
    gate = gates.read_gates().sets.get(name)
    return gate.never if gate else ()


def _about(evaluation: str) -> dict[str, str]:
    """Return what each figure is; nothing for an evaluation that this version no longer has."""
    try:
        return {measure.name: measure.shown_as for measure in get_evaluation(evaluation).measures}
    except ModuleNotFoundError:
        return {}
