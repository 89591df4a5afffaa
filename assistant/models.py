"""The assistant's records. Their dump is the JSON of the commands and of the API."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.vocabulary import DocumentStatus, Outcome, Stage, Theme

Standing = Literal["now_here", "past", "negated", "hypothetical", "elsewhere", "feared", "planned", "hearsay"]
Status = Literal[
    "answered",
    "needs_evidence",
    "no_source_found",
    "out_of_scope",
    "individual_child",
    "emergency",
    "refused",
    "error",
]
Intent = Literal[
    "stage_and_next",
    "guidance",
    "fact",
    "comparison",
    "case_example",
    "measure",
    "plan_check",
    "definition",
    "about",
]
StatementKind = Literal["quote", "finding", "own_words", "inference", "safety"]
"""`quote` is a passage's words, `finding` the assessment's own result, `own_words` quotes the user, `inference` is the
assistant's connecting sentence, `safety` a fixed instruction that comes before everything else."""


class Record(BaseModel):
    """Base of every record: unknown keys are refused, so that a typing mistake never passes in silence."""

    model_config = ConfigDict(extra="forbid")


class UserDocument(Record):
    """A text that the user brought along. `date` is YYYY, YYYY-MM or YYYY-MM-DD."""

    title: str = "document"
    date: str | None = None
    text: str


class Question(Record):
    """What the user typed: one message, or the turns of a conversation, oldest first, with documents beside them."""

    id: str = ""
    turns: list[str] = Field(min_length=1)
    documents: list[UserDocument] = []
    case: str | None = None
    """The case whose files may be read and cited beside the corpus."""

    @property
    def text(self) -> str:
        """The last message: the one to be answered."""
        return self.turns[-1]


class Signal(Record):
    """One span of the user's text that shows a mechanism.

    `quote == text[start:end]` of the text that `source` names (offsets in characters). `weight` is in 0..1: how much the span
    counts. `indicator` is the nearest rubric code of that stage.
    """

    quote: str
    source: str
    start: int
    end: int
    stage: Stage
    standing: Standing
    theme: Theme | None
    indicator: str | None
    weight: float


Measure = Literal[
    "vacancy_rate",
    "agency_share",
    "turnover",
    "caseload",
    "sickness_absence",
    "re_referrals",
    "repeat_plans",
    "children_looked_after",
    "assessments_in_45_days",
    "visits_in_time",
    "conferences_in_15_days",
    "placement_stability",
    "three_placements",
    "care_leavers_accommodation",
    "newly_qualified",
    "strategy_meetings",
    "contacts_no_action",
    "step_downs_refused",
    "unallocated_children",
    "directors",
    "applicants_per_post",
    "agency_spend",
]
FigureUnit = Literal["per cent", "per 10,000", "children per worker", "count", "pounds a month"]
SaidFor = Literal["england", "elsewhere", "target", "earlier", "part"]
"""Whom or what a figure is said for when it is not the user's own service now; `part` is one team, office or worker of it."""


class Comparator(Record):
    """The national figure beside a user's own, as the rubric holds it. `document_id` is the document whose passage says it."""

    text: str
    value: float
    unit: FigureUnit
    date: str
    sources: list[str]
    document_id: str


class Figure(Record):
    """A number said of the service: a sign to explain, never a cut-off. It does not enter the assessment.

    `quote == text[start:end]` of the text that `source` names. `low` and `high` are what bounds the value ("over 30%", "34-36%"),
    `before` what it rose or fell from. `date` is YYYY, YYYY/YY, YYYY-MM or YYYY-MM-DD. Without a `comparator` the `note` says why.
    """

    quote: str
    source: str
    start: int
    end: int
    measure: Measure
    value: float
    low: float | None = None
    high: float | None = None
    unit: FigureUnit
    before: float | None = None
    said_for: SaidFor | None = None
    date: str | None = None
    comparator: Comparator | None = None
    difference: str | None = None
    note: str


class NextQuestion(Record):
    """A question whose answer would settle most. `gain` is the expected fall in entropy of the stage, in bits."""

    id: str
    text: str
    gain: float


class Assessment(Record):
    """Signals and what follows from them.

    `probabilities` are over the five stages and sum to 1, given that a stage can be named; `p_insufficient` and
    `p_out_of_scope` are the chances that none can, out of all seven outcomes. `stage` is set only when `outcome` is one of
    the five. `confidence` is the calibrated chance, 0..1, that `outcome` is right. `plausible` holds the stages that cannot
    be ruled out, in order of difficulty.
    """

    outcome: Outcome
    stage: Stage | None
    probabilities: dict[Stage, float]
    p_insufficient: float
    p_out_of_scope: float
    plausible: list[Stage]
    confidence: float
    runner_up: Outcome | None
    signals: list[Signal]
    against: list[Signal]
    questions: list[NextQuestion]
    missing_themes: list[Theme] = []
    figures: list[Figure] = []


class AssessmentReply(Assessment):
    """The JSON of `regrip assess`."""

    id: str
    status: Status
    warnings: list[str] = []
    timings_ms: dict[str, float] = {}


class Citation(Record):
    """A passage behind a statement. `quote == passage[start:end]` holds for the passage that `chunk_id` names."""

    n: int
    chunk_id: str
    document_id: str
    title: str
    publisher: str
    date: str
    status: DocumentStatus
    locator: str
    url: str | None
    quote: str
    start: int
    end: int


class Statement(Record):
    """One sentence or two of an answer, with the numbers of the citations that carry it."""

    text: str
    kind: StatementKind
    citations: list[int] = []


class Section(Record):
    """A titled part of an answer."""

    title: str
    statements: list[Statement]


class Answer(Record):
    """The reply to one question: the JSON of `regrip ask`."""

    id: str
    status: Status
    completeness: Literal["complete", "partial"] | None = None
    language: str = "en"
    intent: Intent | None = None
    standalone_query: str = ""
    assessment: Assessment | None = None
    sections: list[Section] = []
    citations: list[Citation] = []
    warnings: list[str] = []
    versions: dict[str, str] = {}
    timings_ms: dict[str, float] = {}
