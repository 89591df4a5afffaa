"""What an evaluation is: how it reads cases, runs the system on them and judges, and the figures it gives."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from evals.catalogue import EvaluationSet
from evals.errors import EvaluationError
from evals.models import CaseResult, CaseRun

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.engine import StageEngine
    from assistant.settings import Settings
    from indexes.embedders import Embedder


class Subject:
    """The system under evaluation: opened when first used, so that listing sets costs nothing."""

    def __init__(self, settings: "Settings", model: str) -> None:
        self.settings, self.model = settings, model

    @cached_property
    def assistant(self) -> "Assistant":
        """The assistant on the settings in force, which keeps no record of the cases."""
        from assistant.assistant import Assistant

        unrecorded = self.settings.record.model_copy(update={"keep": False})
        return Assistant.open(self.settings.model_copy(update={"record": unrecorded}))

    @cached_property
    def embedder(self) -> "Embedder":
        """The embedder on the settings in force."""
        from indexes.embedders import get_embedder

        return get_embedder(self.settings.embedder, self.settings.home)

    @cached_property
    def engine(self) -> "StageEngine":
        """The stage engine as it ships."""
        from assistant.engine import StageEngine, load_encoder

        return StageEngine(self.embedder, load_encoder(self.settings.home, self.settings.embedder))


@dataclass(frozen=True)
class Measure:
    """A figure over many results. `rows` gives (n, columns) with one row a result, nan where it does not apply."""

    name: str
    rows: Callable[[Sequence[CaseResult]], np.ndarray]
    statistic: Callable[[np.ndarray], float]
    better: Literal["higher", "lower"] = "higher"
    shown_as: str = ""
    """What the figure is, in one line, for the tables."""


@dataclass(frozen=True)
class Evaluation:
    """One way of measuring. `run` yields the results of each case in order; `tables` gives what plots are drawn from."""

    name: str
    scoring: int
    models: tuple[str, ...]
    """What may be measured, the default first."""
    read: Callable[[EvaluationSet], list[Any]]
    run: Callable[[Sequence[Any], EvaluationSet, Subject], Iterator[CaseRun]]
    measures: tuple[Measure, ...]
    tables: Callable[[Sequence[CaseResult]], dict[str, Any]] = lambda results: {}

    def measure(self, name: str) -> Measure:
        """Return the measure with that name. Raises EvaluationError with the names there are."""
        for measure in self.measures:
            if measure.name == name:
                return measure
        raise EvaluationError(
            f"{name!r} is no measure of {self.name}; it has {', '.join(m.name for m in self.measures)}"
        )


def get_evaluation(name: str) -> Evaluation:
    """Return the evaluation in the folder of that name."""
    found = importlib.import_module(f"evals.{name}.evaluation").EVALUATION
    assert isinstance(found, Evaluation)
    return found


def mean_of(
    name: str, shown_as: str, better: Literal["higher", "lower"] = "higher", score: str | None = None
) -> Measure:
    """Return the measure that is the mean of a score over the results that have it."""
    wanted = score or name

    def rows(results: Sequence[CaseResult]) -> np.ndarray:
        values = [result.score(wanted) for result in results]
        return np.array([[np.nan if value is None else value] for value in values], dtype=float).reshape(-1, 1)

    return Measure(name, rows, mean, better, shown_as)


def percentile_of_seconds(name: str, percent: float, shown_as: str) -> Measure:
    """Return the measure that is a percentile of the results' seconds, in milliseconds."""

    def rows(results: Sequence[CaseResult]) -> np.ndarray:
        return np.array([[1000 * result.seconds] for result in results], dtype=float).reshape(-1, 1)

    return Measure(name, rows, lambda r: float(np.percentile(r, percent)) if len(r) else np.nan, "lower", shown_as)


def mean(rows: np.ndarray) -> float:
    """Return the mean of the first column without its nans; nan when nothing is left."""
    values = rows[:, 0]
    values = values[~np.isnan(values)]
    return float(values.mean()) if len(values) else float("nan")


def numbers(results: Sequence[CaseResult], *names: str) -> np.ndarray:
    """Return the named raw values side by side, one row a result; rows without them are nan."""
    widths = {name: max((len(r.numbers[name]) for r in results if name in r.numbers), default=1) for name in names}
    table = [[value for name in names for value in (r.numbers.get(name) or [np.nan] * widths[name])] for r in results]
    return np.array(table, dtype=float).reshape(len(results), sum(widths.values()))
