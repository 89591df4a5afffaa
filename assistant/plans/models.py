"""The records of a plan check. The dump of `PlanCheck` is the JSON of `regrip plan-check`."""

from typing import Literal

from pydantic import Field, computed_field

from assistant.models import Citation, PlannedAction, Record, Status
from assistant.plans.details import Measures
from corpus.vocabulary import Outcome, Stage

ONLY_COUNTS = "would show that it was done, not that it helped; add what children, families or staff would notice."
PlanFit = Literal["fits", "partial", "mismatch", "unclear"]


class PlanRead(Record):
    """The actions that were read from a file or a pasted text. `name` is the file's, empty for a text."""

    name: str
    actions: list[PlannedAction]
    warnings: list[str] = Field(default=[])


class PlanAction(Record):
    """One action of the plan with how it fits the stage and what was said.

    `why` is a passage's own sentence where `citations` (numbers of the reply's `citations`) are given, else Regrip's plain
    reason. `because` is Regrip's reason for the fit, `reason` its code, and `said` the sentence of the situation nearest to the action
    that says how things are, None where none is near. `chances` are those of each fit, which sum to 1, and `runner_up` the second likeliest
    fit where the two are a close call, else None. `response` is the id of the response card that the action is nearest to, None where
    none is clearly nearer than the next. `owner`, `due` and `measure` are words of the action that plainly say who, by when and how one
    would know; `measures` is whether that measure would show a `change` or only an `activity`, None where its words tell neither.
    """

    text: str
    fit: PlanFit
    why: str
    because: str = ""
    reason: str | None = None
    said: str | None = None
    chances: dict[PlanFit, float] = Field(default={})
    runner_up: PlanFit | None = None
    response: str | None = None
    owner: str | None = None
    due: str | None = None
    measure: str | None = None
    measures: Measures | None = None
    citations: list[int] = Field(default=[])

    @property
    def reasons(self) -> list[str]:
        """Return Regrip's reason and the guidance's sentence, or the one there is."""
        return list(dict.fromkeys(filter(None, (self.because, self.why))))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def only_counts(self) -> str | None:
        """Return what to say of a measure that only shows that something was done, None of any other."""
        return f"Its measure “{self.measure}” {ONLY_COUNTS}" if self.measures == "activity" else None


class PlanGap(Record):
    """A response that fits this stage and that no action of the plan is."""

    response: str
    title: str
    why: str
    citations: list[int] = Field(default=[])


class PlanStep(Record):
    """A place in the order of work. `action` is the number of the action in the plan, counted from 1."""

    action: int
    why: str


class PlanLoad(Record):
    """How much a plan asks for at once. `at_once` are numbers of actions that name no date or are due within 90 days of the day `as_of`.

    `said` is what was said of the people who would do them, None where nothing shows that they are short; `heavy` says that it is more
    at once than they or the stage can bear, and `why` says it in words, with the sentence of the stage's page that `citations` number.
    """

    actions: int
    as_of: str
    at_once: list[int]
    said: str | None
    heavy: bool
    why: str
    citations: list[int] = Field(default=[])


class PlanCheck(Record):
    """The reply to one plan. What is a mismatch, unclear or a close call has no place in `sequence`; `load` is None without a stage."""

    id: str
    status: Status
    outcome: Outcome
    stage: Stage | None
    actions: list[PlanAction]
    gaps: list[PlanGap] = Field(default=[])
    sequence: list[PlanStep] = Field(default=[])
    load: PlanLoad | None = None
    citations: list[Citation] = Field(default=[])
    warnings: list[str] = Field(default=[])
    timings_ms: dict[str, float] = Field(default={})
