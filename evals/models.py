"""The records of a run: what was judged, why, and with what."""

from typing import Any, Literal

from pydantic import Field

from assistant.models import Record


class Score(Record):
    """One judgement of one result: `value` is in 0..1 unless the measure says otherwise; `reason` says why, for a person."""

    name: str
    value: float
    reason: str = ""


class CaseResult(Record):
    """What the system made of one case, or of one part of it (a turn, an action, a paper), and how it was judged.

    `shown` is what a report prints for the case. `output` is what the system gave. `numbers` are the raw values that measures
    over many cases need (labels, probabilities), by name.
    """

    id: str
    kind: str = ""
    shown: str = ""
    expected: str = ""
    scores: list[Score] = Field(default=[])
    numbers: dict[str, list[float]] = Field(default={})
    tags: dict[str, list[str]] = Field(default={})
    """What tables may group by, beside the kind: writer, register, traps."""
    output: dict[str, Any] = Field(default={})
    seconds: float = 0.0

    def score(self, name: str) -> float | None:
        """Return the value of the score with that name, None when it was not judged."""
        return next((score.value for score in self.scores if score.name == name), None)


class CaseRun(Record):
    """A line of `cases.jsonl`: all results of one case. Intervals resample whole cases."""

    case: str
    results: list[CaseResult]


class Figure(Record):
    """A measure of a run with its 95% interval (bootstrap over cases); None where too few cases have it."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    cases: int
    better: Literal["higher", "lower"]


class RunInfo(Record):
    """`run.json`: everything a run depends on. Two runs can be compared when set and scoring agree."""

    set: str
    set_sha256: str
    evaluation: str
    scoring: int
    """Version of the scoring rules; figures of different versions are not comparable."""
    model: str
    seed: int
    limit: int | None
    command: str
    started: str
    finished: str | None = None
    versions: dict[str, str]
    settings: dict[str, Any]
    machine: dict[str, Any]

    def same_work(self, other: "RunInfo") -> bool:
        """Return whether `other` asks for exactly the same work, so that one may go on where the other stopped."""
        ignored = {"started", "finished", "command"}
        return self.model_dump(exclude=ignored) == other.model_dump(exclude=ignored)


class RunFigures(Record):
    """`figures.json`: the figures of the whole set and of each kind of case, and the tables behind plots."""

    figures: list[Figure]
    by_kind: dict[str, list[Figure]] = Field(default={})
    tables: dict[str, Any] = Field(default={})
