"""The records of a timeline. The dump of `Timeline` is the JSON of `regrip timeline`."""

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.models import Record, Status
from corpus.vocabulary import Outcome, Stage

Direction = Literal["improving", "worsening", "stuck", "steady", "mixed", "unclear"]
"""`stuck` is in difficulty and not moving, `steady` is no difficulty, `unclear` is fewer than two papers that say a stage."""


class TimelinePoint(Record):
    """One paper, read by itself. `probabilities` are over the five stages, given that one can be named."""

    date: str | None
    title: str
    outcome: Outcome
    probabilities: dict[Stage, float]


class TurningPoint(Record):
    """The paper at which the stage changed, with its own words that show the new one."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    date: str
    from_: Stage = Field(alias="from")
    to: Stage
    quotes: list[str] = Field(default=[])


class Timeline(Record):
    """Papers in order of date, undated ones last, and where they lead."""

    id: str
    status: Status
    points: list[TimelinePoint]
    latest_outcome: Outcome
    direction: Direction
    turning_points: list[TurningPoint] = Field(default=[])
    warnings: list[str] = Field(default=[])
    timings_ms: dict[str, float] = Field(default={})
