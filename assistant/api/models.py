"""What is sent to the API. What comes back are the records of the commands and of cases."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assistant.batch import AskLine, AssessLine, PlanLine, RetrieveLine, TimelineLine
from assistant.models import MOST_ACTIONS, Mark, Record, UserDocument
from assistant.state.case_models import CaseMark, CasePlan, Draft
from assistant.state.models import FeedbackVerdict
from indexes.models import SearchResult
from indexes.settings import Mode

_STRICT = ConfigDict(extra="forbid", coerce_numbers_to_str=False)
Identifier = Annotated[str, Field(max_length=64)]
Version = Annotated[int | None, Field(ge=0, le=2**31 - 1)]
"""The version that a change was made on; None changes whatever is there."""


class AskBody(AskLine):
    """A question, or the turns of a conversation. The conversation of id `conversation_id` keeps the exchange, a new one by default."""

    model_config = _STRICT

    id: str = ""
    conversation_id: str | None = Field(default=None, pattern=r"^[0-9a-f]{16,32}$")


class AssessBody(AssessLine):
    """A description to assess."""

    model_config = _STRICT

    id: str = ""


class RetrieveBody(RetrieveLine):
    """What to look for in the corpus."""

    model_config = _STRICT

    id: str = ""
    k: int = Field(default=10, ge=1, le=200)
    mode: Mode = "hybrid"


class RetrieveReply(Record):
    """The JSON of `regrip retrieve`."""

    id: str = ""
    results: list[SearchResult]


class PlanBody(PlanLine):
    """A situation and the actions of a plan."""

    model_config = _STRICT

    id: str = ""


class TimelineBody(TimelineLine):
    """Dated papers of one service."""

    model_config = _STRICT

    id: str = ""


class TimelineChangesBody(TimelineBody):
    """Dated papers of one service, and two dates: 2024-05-31, 31 May 2024, 31/05/2024, May 2024 or 2024."""

    since: str | None = None
    until: str | None = None


class VerifyBody(Record):
    """A claim and the passages to hold it against."""

    id: str = ""
    claim: str
    passages: list[str] = Field(max_length=1000)


class ServiceBody(Record):
    """A service to compare: what is said of it, its documents, and the actions of its plan."""

    name: str = Field(min_length=1, max_length=200)
    text: str = ""
    documents: list[UserDocument] = Field(default=[])
    actions: list[PlanLine.Action] = Field(default=[], max_length=MOST_ACTIONS)


class CompareBody(Record):
    """Two to eight services: cases by their ids, then services that are sent along."""

    id: str = ""
    cases: list[Identifier] = Field(default=[])
    services: list[ServiceBody] = Field(default=[])


class CaseBody(Record):
    """A new case."""

    name: str
    service: str = ""


class CaseChange(Record):
    """What is to change of a case; what is left out stays."""

    version: Version = None
    name: str | None = None
    service: str | None = None
    archived: bool | None = None


class DocumentChange(Record):
    """What is to change of a document; what is left out stays. An empty date takes the date away."""

    version: Version = None
    title: str | None = None
    date: str | None = None


class CaseAskBody(Record):
    """A message in a case: in a conversation, or in a new one; or a message that waits already, by its id.

    `replaces` is the id of the conversation's last exchange, which goes when the new answer is kept; without `text` it is asked again.
    """

    text: str | None = None
    conversation_id: Identifier | None = None
    waiting_id: Identifier | None = None
    replaces: Identifier | None = None


class CaseAssessBody(Record):
    """Which conversation goes with the documents; the newest by default."""

    conversation_id: Identifier | None = None


class CasePlanBody(CaseAssessBody):
    """The actions of a plan for the case."""

    actions: list[PlanLine.Action]


class CasePlanKept(Record):
    """The actions of a case's plan, to be kept. `version` is that of the plan that was read, 0 where there was none."""

    actions: list[PlanLine.Action]
    version: Version = None


class PlanTextBody(Record):
    """A plan that was pasted."""

    text: str


class MarkBody(Record):
    """A mark as in a question; where it is on a turn, the conversation that the turn is of."""

    mark: Mark
    conversation_id: Identifier | None = None


class DraftBody(Record):
    """What was typed and not sent."""

    text: str
    conversation_id: Identifier | None = None
    version: Version = None


class FeedbackBody(Record):
    """What a reader says of an answer, or of its section or statement at `statement` ("2" or "2.1")."""

    verdict: FeedbackVerdict
    statement: str | None = None
    note: str = ""


class ShareBody(Record):
    """What a case is shared for."""

    role: Literal["reader", "editor"]


class Asking(Record):
    """The first event of a streamed answer in a case: the message is on disk, and this is where its answer will be."""

    conversation_id: str
    exchange_id: str


class MarkReply(Record):
    """The marks that were added; none where they were there already."""

    added: list[CaseMark]


class DraftReply(Record):
    """The draft at a place, if there is one."""

    draft: Draft | None


class PlanReply(Record):
    """The plan of a case, if there is one."""

    plan: CasePlan | None


class Health(Record):
    """What is well: the versions in use, and for each part whether it can be used."""

    status: Literal["ok", "unready"]
    versions: dict[str, str] = Field(default={})
    checks: dict[str, str] = Field(default={})
