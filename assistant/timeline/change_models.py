"""The records of what changed between two days. The dump of `Changes` is the JSON of `regrip timeline --between`."""

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.models import Record, Status
from assistant.timeline.models import TimelinePoint
from corpus.vocabulary import Stage, Theme

Moved = Literal["better", "worse", "same", "unknown"]


class StateAt(Record):
    """Where the service stood on a day: as its newest paper until then that says a stage shows it.

    `paper` and `paper_date` name that paper; without one `stage` is None. `papers` counts the dated papers until that day that say a
    stage. `confidence` is the calibrated chance, 0..1, that the stage is right, and `certainty` says it in words.
    """

    day: str
    stage: Stage | None = None
    paper: str | None = None
    paper_date: str | None = None
    confidence: float | None = None
    certainty: str = ""
    plausible: list[Stage] = Field(default=[])
    papers: int = 0


class QuotedSign(Record):
    """Words of a paper that show a sign, with their place in it in characters."""

    quote: str
    paper: str
    date: str
    start: int
    end: int


class SignChange(Record):
    """A sign before and after.

    `went`: no paper after shows it any more; `denied` has what later papers say against it, as over or not so, where they do. A sign
    that `stayed` is the same `indicator`, or only the same stage and theme where `loosely` says so.
    """

    change: Literal["appeared", "went", "stayed"]
    stage: Stage
    theme: Theme | None
    indicator: str | None
    meaning: str | None
    loosely: bool = False
    before: list[QuotedSign] = Field(default=[])
    after: list[QuotedSign] = Field(default=[])
    denied: list[QuotedSign] = Field(default=[])


class PlanBefore(Record):
    """A plan that came before a change, and how many months before: whole ones, 0 for less than one."""

    title: str
    date: str
    months: int


class StageChange(Record):
    """A change of stage between the two days, the paper that shows it, and the plans since the change before. Order, not cause."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    date: str
    paper: str
    from_: Stage = Field(alias="from")
    to: Stage
    plans: list[PlanBefore] = Field(default=[])


class EvidenceGap(Record):
    """Months in a row, YYYY-MM, in which no paper says a stage. `silent` are papers from those months that say none."""

    first: str
    last: str
    months: int
    silent: list[str] = Field(default=[])


class Changes(Record):
    """What changed between two days. `moved` compares the states: `unknown` where one of them is not known."""

    id: str
    status: Status
    since: str
    until: str
    before: StateAt
    after: StateAt
    moved: Moved
    signs: list[SignChange] = Field(default=[])
    changes: list[StageChange] = Field(default=[])
    plans: list[PlanBefore] = Field(default=[])
    gaps: list[EvidenceGap] = Field(default=[])
    papers: list[TimelinePoint] = Field(default=[])
    warnings: list[str] = Field(default=[])
    timings_ms: dict[str, float] = Field(default={})
