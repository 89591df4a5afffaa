"""Cases: made, listed, changed, deleted and brought back, shared; and what is found out within one."""

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from assistant.api.access import PeopleHere, UserCases
from assistant.api.models import (
    Asking,
    CaseAskBody,
    CaseAssessBody,
    CaseBody,
    CaseChange,
    CasePlanBody,
    ShareBody,
)
from assistant.api.streaming import RESPONSES, streamed
from assistant.cases.models import Gone
from assistant.errors import NotFound
from assistant.models import Answer, AssessmentReply
from assistant.plans import PlanCheck
from assistant.state.case_models import Case, Share
from assistant.timeline import Changes, Timeline

router = APIRouter(prefix="/cases", tags=["cases"])


@router.get("")
def list_cases(cases: UserCases, archived: bool = False, deleted: bool = False) -> list[Case]:
    """Return the user's cases and those shared with them, the last changed first; deleted ones on their own."""
    return cases.store.listed(archived, deleted)


@router.post("", status_code=201)
def create_case(request: Request, body: CaseBody, cases: UserCases) -> Case:
    """Make a case."""
    case = cases.create(body.name, body.service)
    request.state.made = case.id
    return case


@router.get("/{case_id}")
def get_case(case_id: str, cases: UserCases) -> Case:
    """Return a case."""
    return cases.store.get(case_id)


@router.patch("/{case_id}")
def change_case(case_id: str, body: CaseChange, cases: UserCases) -> Case:
    """Rename a case, name its service, archive it. 409 when it has changed since `version`."""
    return cases.change(case_id, body.version, body.name, body.service, body.archived)


@router.delete("/{case_id}")
def delete_case(case_id: str, cases: UserCases) -> Case:
    """Delete a case; it can be brought back for 30 days."""
    return cases.store.delete(case_id)


@router.post("/{case_id}/undo")
def undo_deletion(case_id: str, cases: UserCases) -> Case:
    """Bring a deleted case back."""
    return cases.store.undo(case_id)


@router.post("/{case_id}/purge")
def purge_case(case_id: str, cases: UserCases) -> Gone:
    """Delete a case for good, with all that belongs to it."""
    return cases.purge(case_id)


@router.get("/{case_id}/shares")
def list_shares(case_id: str, cases: UserCases, people: PeopleHere) -> list[Share]:
    """Return with whom a case is shared."""
    return people.named(cases.store.shares(case_id))


@router.put("/{case_id}/shares/{user}")
def share_case(case_id: str, user: str, body: ShareBody, cases: UserCases, people: PeopleHere) -> list[Share]:
    """Share a case with a user, or change what it is shared for."""
    cases.store.get(case_id)
    return people.named(cases.share(case_id, people.id_of(user), body.role))


@router.delete("/{case_id}/shares/{user}")
def unshare_case(case_id: str, user: str, cases: UserCases, people: PeopleHere) -> list[Share]:
    """Stop sharing a case with a user; a sharer may leave."""
    cases.store.get(case_id)
    try:
        return people.named(cases.store.unshare(case_id, people.id_of_anybody(user)))
    except NotFound as error:
        raise NotFound(f"{user[:64]}: the case is not shared with this user") from error


@router.post("/{case_id}/ask")
def ask_in_case(case_id: str, body: CaseAskBody, cases: UserCases) -> Answer:
    """Answer a message with the case's documents, marks and the conversation before it. The message is kept before the answer is made."""
    *_, answer = cases.ask(case_id, body.text, body.conversation_id, body.waiting_id, body.replaces).answers
    return answer


@router.post("/{case_id}/ask/stream", response_class=StreamingResponse, responses=RESPONSES)
def ask_in_case_streaming(case_id: str, body: CaseAskBody, cases: UserCases, request: Request) -> StreamingResponse:
    """Answer a message in a case as the answer is made; the first event says that the message is on disk.

    The stream ends with `error` when the session or the token does, or when the case is not the user's to see any more.
    """
    asked = cases.ask(case_id, body.text, body.conversation_id, body.waiting_id, body.replaces)
    taken = Asking(conversation_id=asked.waiting.conversation_id, exchange_id=asked.waiting.id)
    return streamed(request, asked.answers, taken, lambda: cases.store.sees(case_id))


@router.post("/{case_id}/assess")
def assess_case(case_id: str, body: CaseAssessBody, cases: UserCases) -> AssessmentReply:
    """Return the assessment of a case as its marks correct it."""
    return cases.assess(case_id, body.conversation_id)


@router.post("/{case_id}/plan-check")
def check_plan_of_case(case_id: str, body: CasePlanBody, cases: UserCases) -> PlanCheck:
    """Say how each action of a plan fits the stage of the case."""
    return cases.plan_check(case_id, [action.text for action in body.actions], body.conversation_id)


@router.get("/{case_id}/timeline")
def timeline_of_case(case_id: str, cases: UserCases) -> Timeline:
    """Return the line that the case's dated documents draw."""
    return cases.timeline(case_id)


@router.get("/{case_id}/changes")
def changes_of_case(case_id: str, cases: UserCases, since: str = "", until: str = "") -> Changes:
    """Say what changed in a case between the ends of two days: from its first dated paper to its newest unless they are named."""
    return cases.changes(case_id, since, until)
