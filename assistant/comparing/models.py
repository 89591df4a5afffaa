"""The records of a comparison. The dump of `Comparison` is the JSON of `regrip compare`."""

from pydantic import Field

from assistant.models import Citation, Record, Statement, Status
from assistant.plans.models import PlanAction
from assistant.timeline.models import Direction
from corpus.vocabulary import Outcome, Stage, Theme


class SideSign(Record):
    """A service's own words that bear its stage out. `date` is that of the text `source`, where it has one."""

    quote: str
    source: str
    date: str | None
    theme: Theme | None
    indicator: str | None
    meaning: str | None


class Side(Record):
    """One service. `steps` are the first next steps for its stage, none without a stage. `mismatches` are the actions of its plan that do
    not fit its stage, of `actions` in all; None where it has no plan. Citations are numbers of the comparison's list.

    `missing_themes` are those on which nothing was said. `direction` is None where it has no documents.
    """

    name: str
    status: Status
    outcome: Outcome
    stage: Stage | None
    confidence: float
    certainty: str
    plausible: list[Stage]
    probabilities: dict[Stage, float]
    direction: Direction | None = None
    documents: int = 0
    evidence: list[SideSign] = Field(default=[])
    missing_themes: list[Theme] = Field(default=[])
    steps: list[Statement] = Field(default=[])
    actions: int | None = None
    mismatches: list[PlanAction] = Field(default=[])
    warnings: list[str] = Field(default=[])


class SharedSign(Record):
    """Words of the user's service, and what a source says of the other that comes near them: `closeness` is a cosine, 0..1."""

    quote: str
    statement: Statement
    closeness: float


class Climbed(Record):
    """A service of the corpus that was in this stage and climbed out, as its sources tell it.

    `why` says in a sentence what the two have in common; `shared_themes` and `signs` are what it rests on. Sizes are not compared: the
    notes do not give them. `done`, `took` and `failed` are words of the note that name their source; `sources` are the titles of those.
    """

    document_id: str
    title: str
    date: str
    score: float
    stage: Stage
    shared_themes: list[Theme]
    signs: list[SharedSign]
    sources: list[str]
    why: str
    done: list[Statement]
    took: list[Statement]
    failed: list[Statement]


class ClimbedFrom(Record):
    """For one service, those that climbed out of its stage, the most alike first. None for a service in no difficulty."""

    name: str
    services: list[Climbed]


class Comparison(Record):
    """Services side by side. `silent_themes` are themes on which nothing was said of any of them."""

    id: str
    sides: list[Side]
    silent_themes: list[Theme] = Field(default=[])
    climbed: list[ClimbedFrom] = Field(default=[])
    citations: list[Citation] = Field(default=[])
    warnings: list[str] = Field(default=[])
    timings_ms: dict[str, float] = Field(default={})
