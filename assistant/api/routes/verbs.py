"""The verbs of the commands: ask, assess, retrieve, plan-check, timeline, verify, passages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from assistant.api.access import CurrentUser
from assistant.api.models import (
    AskBody,
    AssessBody,
    PlanBody,
    RetrieveBody,
    RetrieveReply,
    TimelineBody,
    TimelineChangesBody,
    VerifyBody,
)
from assistant.api.streaming import RESPONSES, streamed
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.claims.models import ClaimReply
from assistant.errors import NotFound
from assistant.models import Answer, AssessmentReply, Question
from assistant.pipeline import Keeping
from assistant.plans import PlanCheck
from assistant.timeline import Changes, Timeline
from assistant.timeline.moments import window
from corpus.models import Chunk

router = APIRouter(tags=["verbs"])


def shared_assistant(request: Request, _: CurrentUser) -> Assistant:
    """Return the one assistant, for whoever has said who they are."""
    assistant: Assistant = request.app.state.assistant
    return assistant


SharedAssistant = Annotated[Assistant, Depends(shared_assistant)]


@router.post("/ask")
def ask(request: Request, body: AskBody, assistant: SharedAssistant, user: CurrentUser) -> Answer:
    """Answer a question with a stage, next steps and cited passages."""
    _check_place(request, user, body)
    return assistant.ask(_question(body), body.conversation_id, Keeping(user))


@router.post("/ask/stream", response_class=StreamingResponse, responses=RESPONSES)
def ask_streaming(request: Request, body: AskBody, assistant: SharedAssistant, user: CurrentUser) -> StreamingResponse:
    """Answer a question as it is made, section by section. The stream ends with `error` when the session or the token does."""
    _check_place(request, user, body)
    return streamed(request, assistant.stream(_question(body), body.conversation_id, Keeping(user)))


@router.post("/assess")
def assess(body: AssessBody, assistant: SharedAssistant) -> AssessmentReply:
    """Say which stage a description fits, with the evidence for and against."""
    return assistant.assess(body.to_question().model_copy(update={"id": body.id}))


@router.post("/retrieve")
def retrieve(body: RetrieveBody, assistant: SharedAssistant) -> RetrieveReply:
    """Find passages in the corpus."""
    return RetrieveReply(id=body.id, results=assistant.retrieve(body.to_turns(), body.k, body.mode))


@router.post("/plan-check")
def plan_check(body: PlanBody, assistant: SharedAssistant) -> PlanCheck:
    """Say how each action of a plan fits the stage, what the plan lacks and what comes first."""
    checked = assistant.plan_check(body.to_question(), body.to_actions())
    return checked.model_copy(update={"id": body.id})


@router.post("/timeline")
def timeline(body: TimelineBody, assistant: SharedAssistant) -> Timeline:
    """Say from dated papers which way a service is moving, and where it turned."""
    return assistant.timeline(body.to_documents(), body.id)


@router.post("/timeline/changes")
def timeline_changes(body: TimelineChangesBody, assistant: SharedAssistant) -> Changes:
    """Say what changed between the ends of two days, by dated papers of one service."""
    return assistant.changes(body.to_documents(), *window(body.since, body.until), id=body.id)


@router.post("/verify")
def verify(body: VerifyBody, assistant: SharedAssistant) -> ClaimReply:
    """Say whether passages support a claim, and which of them do."""
    return assistant.verify(body.claim, body.passages, body.id)


@router.get("/passages/{chunk_id:path}")
def passage(chunk_id: str, request: Request, assistant: SharedAssistant, user: CurrentUser) -> Chunk:
    """Return the passage behind a citation: of the corpus, or of a file of a case that the user may see."""
    if request.app.state.cases is not None:
        cases: Cases = request.app.state.cases.of(user)
        return cases.passage(chunk_id)
    chunk = assistant.passage(chunk_id)
    if chunk is None or chunk.info.case is not None:
        raise NotFound("no passage has this id; take a chunk_id from a citation or from retrieve")
    return chunk


def _check_place(request: Request, user: CurrentUser, body: AskBody) -> None:
    """Raise NotFound for a conversation that the user does not see, another's or none: to begin one under its id would tell which."""
    cases: Cases | None = request.app.state.cases
    if cases is not None and body.conversation_id is not None:
        cases.of(user).conversations.get(body.conversation_id)


def _question(body: AskBody) -> Question:
    """A question without a case: files of cases are read only through the case's own routes."""
    return body.to_question().model_copy(update={"id": body.id})
