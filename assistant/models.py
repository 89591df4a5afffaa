"""The assistant's records. Their dump is the JSON of the commands and of the API."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.vocabulary import DocumentStatus, Outcome, Stage, Theme

Verdict = Literal["wrong", "past", "elsewhere", "add"]
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
StatementKind = Literal["quote", "finding", "own_words", "inference", "safety", "written", "written_inference"]
"""`quote` is a passage's words, `finding` the assessment's own result, `own_words` quotes the user, `inference` is the
assistant's connecting sentence, `safety` a fixed instruction that comes before everything else. `written` is a language model's
sentence that its citations were found to support; `written_inference` is the same where a cited passage is our own judgement."""
WRITTEN: tuple[StatementKind, ...] = ("written", "written_inference")
"""The kinds whose words are a language model's."""


class Record(BaseModel):
    """Base of every record: unknown keys are refused, so that a typing mistake never passes in silence."""

    model_config = ConfigDict(extra="forbid")


class UserDocument(Record):
    """A text that the user brought along. `date` is YYYY, YYYY-MM or YYYY-MM-DD."""

    title: str = "document"
    date: str | None = None
    text: str


class PlannedAction(Record):
    """An action of a plan, with who does it and by when behind it where its table says so."""

    text: str


MOST_ACTIONS = 1000
"""Actions of one plan; more take minutes and are a mistake of reading rather than a plan."""
MOST_MARKS = 1000
"""Marks of one question; more are a mistake of a program rather than a reader's corrections."""


class Mark(Record):
    """A user's correction of the ledger: what a place in their own texts is worth.

    The place is `source` with `start` and `end` (as in a signal), or a `quote` found word for word in any text or in that of
    `source`, or `source` alone: all of that text. `wrong` takes it out of the reading; `past` and `elsewhere` (not ours) keep it as
    what does not count; `add` makes the words a sign of `stage`, now and here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = None
    quote: str | None = None
    verdict: Verdict
    stage: Stage | None = None

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        spanned = self.start is not None and self.end is not None
        if (self.start is None) != (self.end is None) or (spanned and self.source is None):
            raise ValueError("a mark with a start needs an end and a source too, and the other way round")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"a mark ends at {self.end}, not after its start {self.start}")
        if self.quote is not None and (spanned or not self.quote.strip()):
            raise ValueError("a mark has a quote with words in it, or a start and an end; keep one")
        if self.quote is None and self.source is None:
            raise ValueError("a mark needs a place: a quote, or a source with or without start and end")
        return self

    @model_validator(mode="after")
    def _has_a_stage_where_it_adds(self) -> Self:
        if (self.verdict == "add") != (self.stage is not None):
            raise ValueError("a mark names a stage exactly when its verdict is 'add'")
        if self.verdict == "add" and self.start is None and self.quote is None:
            raise ValueError("a mark that adds needs the words: a quote, or a start and an end")
        return self


class Question(Record):
    """What the user typed: one message, or the turns of a conversation, oldest first, with documents beside them.

    `marks` correct what the engine made of them.
    """

    id: str = ""
    turns: list[str] = Field(min_length=1)
    documents: list[UserDocument] = []
    marks: list[Mark] = Field(default=[], max_length=MOST_MARKS)
    case: str | None = None
    """The case whose files may be read and cited beside the corpus."""

    @property
    def text(self) -> str:
        """The last message: the one to be answered."""
        return self.turns[-1]


class Signal(Record):
    """One span of the user's text that shows a mechanism.

    `quote == text[start:end]` of the text that `source` names (offsets in characters). `weight` is in 0..1: how much the span
    counts. `indicator` is the nearest rubric code of that stage, `indicator_text` its words and `indicator_sources` the ids of
    the sources that they rest on; an indicator without any is professional judgement. `marked` says that the user's mark set it.
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
    indicator_text: str | None = None
    indicator_sources: list[str] = []
    marked: bool = False


class AnswerEffect(Record):
    """What one answer to a question would do: the likeliest stage after it, and `words` that say it in a sentence.

    `probabilities` are over the five stages, given that a stage can be named, as those of the assessment are.
    """

    stage: Stage
    probabilities: dict[Stage, float]
    words: str


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
    """A question whose answer would settle most. `gain` is the expected fall in entropy of the stage, in bits.

    `sign` is the indicator that the question looks for: "yes" then is an answer that shows it. A question for yes or no has none.
    """

    id: str
    text: str
    gain: float
    sign: str | None = None
    if_yes: AnswerEffect | None = None
    if_no: AnswerEffect | None = None


class Assessment(Record):
    """Signals and what follows from them.

    `probabilities` are over the five stages and sum to 1, given that a stage can be named; `p_insufficient` and
    `p_out_of_scope` are the chances that none can, out of all seven outcomes. `stage` is set only when `outcome` is one of
    the five. `confidence` is the calibrated chance, 0..1, that `outcome` is right, and `certainty` says it in words. `plausible`
    holds the stages that cannot be ruled out, in order of difficulty. `separates` says in plain words what tells the outcome from the
    runner-up, and which signs speak for either; empty where nothing does. `overtaken` are the titles of dated papers that newer ones
    have overtaken: nothing in them counts.
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
    certainty: str = ""
    separates: str = ""
    figures: list[Figure] = []
    overtaken: list[str] = []


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


class Usage(Record):
    """What a language model did for one answer. Tokens are None where the model's server does not count them.

    `cost` is in the currency of `llm.price_input` and `llm.price_output`, None unless a price is set. Of the sentences that it wrote
    for the answer `kept` are shown, `replaced` gave way to the passage they cited, and `dropped` are gone.
    """

    model: str
    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None
    seconds: float = 0.0
    kept: int = 0
    replaced: int = 0
    dropped: int = 0

    def after(self, other: "Usage") -> "Usage":
        """Return the two together; what neither knows stays unknown."""

        def both(one: float | None, two: float | None) -> float | None:
            return None if one is None and two is None else round((one or 0) + (two or 0), 6)

        added = {name: both(getattr(self, name), getattr(other, name)) for name in _ADDED}
        return self.model_validate(self.model_dump() | added)


_ADDED = ("calls", "input_tokens", "output_tokens", "cost", "seconds")


class Answer(Record):
    """The reply to one question: the JSON of `regrip ask`.

    `id` is the question's own; `exchange_id` is what the record keeps question and answer under, None where nothing is kept.
    `usage` is None when no language model was asked.
    """

    id: str
    exchange_id: str | None = None
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
    usage: Usage | None = None
