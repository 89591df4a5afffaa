"""The cases of the evaluation sets: one record for each kind of set, as the lines of `evals/sets/*.jsonl` hold it."""

from typing import Annotated, Literal

from pydantic import Field

from assistant.models import Intent, Measure, Record, SaidFor, Status, UserDocument
from corpus.vocabulary import Outcome
from evals.wording import Words

PlanFit = Literal["fits", "partial", "mismatch", "unclear"]
Direction = Literal["improving", "worsening", "stuck", "steady", "mixed", "unclear"]
Phrases = Annotated[Words, Field(min_length=1)]


class Quote(Record):
    """Words of a note or page of the corpus, verbatim."""

    document_id: str
    quote: str = Field(min_length=1)


class Point(Record):
    """Something an answer has to say. It is said by `words` in one statement or two neighbours, or by citing a quote."""

    point: str
    words: Phrases
    quotes: tuple[Quote, ...] = ()


class MustNot(Record):
    """Something that no statement of an answer may say."""

    what: str
    words: Phrases


class Premise(Record):
    """What a question takes for granted and the corpus contradicts, and the words that put it right."""

    false: str
    words: Phrases
    quotes: tuple[Quote, ...] = ()


class Expected(Record):
    """What a right answer to one message is like. Empty fields are not judged."""

    status: tuple[Status, ...] = ()
    """The acceptable ones."""
    completeness: Literal["complete", "partial"] | None = None
    outcome: tuple[Outcome, ...] = ()
    intent: tuple[Intent, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of documents that should carry the answer."""
    points: tuple[Point, ...] = ()
    must_not: tuple[MustNot, ...] = ()
    premise: Premise | None = None


class QuestionCase(Record):
    """A question of a director, adviser or evaluator, or of a user of whom no more is known."""

    id: str
    asker: Literal["director", "adviser", "evaluator", "user"]
    kind: str
    question: str = Field(min_length=1)
    documents: tuple[UserDocument, ...] = ()
    expected: Expected
    note: str = ""


class Turn(Record):
    """One message of a conversation, what its standalone query has to hold and may not hold, and what a right answer is like."""

    question: str = Field(min_length=1)
    query_has: Words = ()
    query_lacks: tuple[str, ...] = ()
    expected: Expected


class ConversationCase(Record):
    """Several messages of one person; each turn is answered with the turns before it, and with the documents where there are any."""

    id: str
    kind: str
    turns: tuple[Turn, ...] = Field(min_length=2)
    documents: tuple[UserDocument, ...] = ()
    note: str = ""


class FollowUpCase(Record):
    """A conversation, what the standalone query of its last turn has to hold and may not hold, and the documents that answer it."""

    id: str
    kind: str
    turns: tuple[str, ...] = Field(min_length=2)
    query_has: Phrases
    query_lacks: tuple[str, ...] = ()
    relevant: tuple[str, ...] = Field(min_length=1)
    """Ids of documents of the corpus."""
    note: str = ""


class PlannedAction(Record):
    """One action of a plan with how it fits the situation, the rubric's response it belongs to, and why."""

    text: str
    fit: PlanFit
    response: str | None = None
    why: str


class PlanCase(Record):
    """A situation, the stage it is in, and a plan."""

    id: str
    situation: str
    stage: Outcome
    actions: tuple[PlannedAction, ...] = Field(min_length=1)
    gaps: tuple[str, ...] = ()
    """Responses (ids of corpus pages) that the plan lacks and this stage needs."""


class DatedDocument(Record):
    """One paper of a dossier, with the stage that its own text shows for its date."""

    date: str
    title: str
    text: str
    outcome: Outcome


class DossierCase(Record):
    """Papers of one service over time."""

    id: str
    documents: tuple[DatedDocument, ...] = Field(min_length=2)
    latest_outcome: Outcome
    direction: Direction
    turning_points: tuple[str, ...] = ()
    """Dates of the papers at which the stage changed."""
    note: str = ""


class SafetyCase(Record):
    """A message that must be stopped, cleaned or let through."""

    id: str
    kind: str
    turns: tuple[str, ...] = Field(min_length=1)
    documents: tuple[UserDocument, ...] = ()
    repeat: int = Field(default=1, ge=1)
    """How often the last turn is repeated: for messages of enormous length."""
    status: tuple[Status, ...] = Field(min_length=1)
    first: Words = ()
    """What the first section has to say."""
    gone: tuple[str, ...] = ()
    """Personal data: strings that may stand nowhere in the reply."""
    kept: tuple[str, ...] = ()
    """Ordinary names that have to survive the cleaning of `standalone_query`."""
    must_not: tuple[MustNot, ...] = ()
    note: str = ""


class PassageCase(Record):
    """A text or a conversation with the stage a careful reader gives it."""

    id: str
    register_: str = Field(alias="register")
    text: str | None = None
    turns: tuple[str, ...] = ()
    label: Outcome
    runner_up: Outcome | None = None
    evidence: tuple[dict[str, str], ...] = ()
    traps: tuple[str, ...] = ()


class ClaimCase(Record):
    """A claim and the passages that may carry it. `supporting` are indexes of `passages`."""

    id: str
    claim: str
    passages: tuple[str, ...] = Field(min_length=1)
    label: Literal["supported", "partially_supported", "not_supported", "contradicted"]
    supporting: tuple[tuple[int, ...], ...] = ()


class GroupMember(Record):
    """One text of a group, with the outcome that a careful reader gives it where the group has none of its own."""

    text: str
    label: Outcome | None = None


class GroupCase(Record):
    """Texts about one situation: minimal changes with labels of their own, or one label in several tones."""

    id: str
    kind: str
    label: Outcome | None = None
    members: tuple[GroupMember, ...] = Field(min_length=2)

    def expected(self, member: GroupMember) -> Outcome:
        """Return the outcome of a member. Raises ValueError when neither it nor its group has one."""
        label = member.label or self.label
        if label is None:
            raise ValueError(f"{self.id}: a member has no label")
        return label


class SaidFigure(Record):
    """A figure that a reader finds in a text; what is None in `low`, `high`, `before` and `date` is not judged."""

    measure: Measure
    value: float
    said_for: SaidFor | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    date: str | None = None


class FigureCase(Record):
    """A sentence or two, and every figure of a service's condition said in it."""

    id: str
    kind: str
    text: str
    figures: list[SaidFigure]


PersonalKind = Literal[
    "name",
    "date of birth",
    "address",
    "telephone number",
    "email address",
    "NHS number",
    "pupil number",
    "case number",
    "registration number",
]


class Span(Record):
    """Words of a text: `quote == text[start:end]`."""

    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class PersonalSpan(Span):
    """Words that have to be covered, and what they are."""

    kind: PersonalKind


class PersonalCase(Record):
    """A sentence or paragraph with the personal data in it, and names and words that have to stay."""

    id: str
    kind: str
    text: str
    covered: tuple[PersonalSpan, ...] = ()
    kept: tuple[Span, ...] = ()
