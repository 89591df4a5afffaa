"""Gates: what a run has to hold before a change goes in. The limits are in `gates.yaml`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.compare import compare, incomparable
from evals.errors import EvaluationError
from evals.runs import COMMITTED, RunFolder

FILE = Path(__file__).parent / "gates.yaml"


class Gate(BaseModel):
    """The limits for one set.

    `never`: scores that have to be 1 on every result. `kept`: scores of which no result may fall that is 1 in the committed
    baseline. `floors`: measures whose lower interval bound may not be below the number, for measures where less is better whose
    upper bound may not be above it. `watched`: measures that may not be clearly worse than in the baseline (paired interval).
    """

    model_config = ConfigDict(extra="forbid")

    never: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    floors: dict[str, float] = {}
    watched: tuple[str, ...] = ()


class Smoke(BaseModel):
    """The small gate that every test run passes: these sets, that many cases each."""

    model_config = ConfigDict(extra="forbid")

    sets: tuple[str, ...]
    limit: int
    seed: int = 0


class Gates(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    smoke: Smoke
    sets: dict[str, Gate]


class Breach(BaseModel):
    """One limit that a run does not hold, in words."""

    set: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.set}: {self.rule}: {self.detail}"


def read_gates(file: Path = FILE) -> Gates:
    """Return the gates. Raises EvaluationError when the file is not in the written format."""
    try:
        return Gates.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, ValidationError, yaml.YAMLError) as error:
        raise EvaluationError(f"{file}: not a file of gates: {error}") from error


def breaches(run: RunFolder, gates: Gates | None = None, committed: Path = COMMITTED) -> list[Breach]:
    """Return every limit that the run breaks; empty when it passes. A set without a gate passes."""
    name = run.info.set
    gate = (gates or read_gates()).sets.get(name)
    if gate is None:
        return []
    baseline = RunFolder(committed / name) if (committed / name / "run.json").exists() else None
    return [Breach(set=name, rule=rule, detail=detail) for rule, detail in _broken(run, gate, baseline)]


def _broken(run: RunFolder, gate: Gate, baseline: RunFolder | None) -> Iterator[tuple[str, str]]:
    yield from _never(run, gate)
    if run.info.limit is None:
        yield from _floors(run, gate)
    if baseline is None:
        return
    reasons = incomparable(baseline, run)
    if reasons:
        yield "baseline", f"cannot be compared with the committed run: {'; '.join(reasons)}"
        return
    yield from _kept(run, gate, baseline)
    yield from _watched(run, gate, baseline)


def _never(run: RunFolder, gate: Gate) -> Iterator[tuple[str, str]]:
    for _, result in run.results():
        for score in result.scores:
            if score.name in gate.never and score.value < 1:
                yield f"never fails: {score.name}", f"{result.id}: {score.reason or score.value}"


def _floors(run: RunFolder, gate: Gate) -> Iterator[tuple[str, str]]:
    """Floors are for whole sets: a drawn part has wider intervals and would fail them for its size."""
    figures = {figure.name: figure for figure in run.figures.figures}
    for name, limit in gate.floors.items():
        figure = figures.get(name)
        bound = None if figure is None else (figure.low if figure.better == "higher" else figure.high)
        if figure is None or bound is None:
            yield f"floor: {name}", "the run has no such figure"
        elif bound < limit if figure.better == "higher" else bound > limit:
            yield f"floor: {name}", f"{figure.value} with its bound at {bound}; the limit is {limit}"


def _kept(run: RunFolder, gate: Gate, baseline: RunFolder) -> Iterator[tuple[str, str]]:
    held = _passed(baseline, gate.kept)
    for _, result in run.results():
        for score in result.scores:
            if score.value < 1 and (result.id, score.name) in held:
                yield f"kept: {score.name}", f"{result.id}: right in the baseline, now {score.reason or score.value}"


def _passed(baseline: RunFolder, names: tuple[str, ...]) -> Mapping[tuple[str, str], bool]:
    return {(r.id, s.name): True for _, r in baseline.results() for s in r.scores if s.name in names and s.value == 1}


def _watched(run: RunFolder, gate: Gate, baseline: RunFolder) -> Iterator[tuple[str, str]]:
    for found in compare(baseline, run).differences:
        if found.measure in gate.watched and found.verdict == "worse":
            change = f"{found.first} then, {found.second} now, change {found.change} [{found.low}, {found.high}]"
            yield f"no worse than the baseline: {found.measure}", change
