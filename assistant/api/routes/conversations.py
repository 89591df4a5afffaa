"""Conversations, exchanges, feedback, drafts."""

from fastapi import APIRouter, Response

from assistant.api.access import UserCases
from assistant.api.models import DraftBody, DraftReply, FeedbackBody
from assistant.state.case_models import CaseConversation, ConversationListed, Draft
from assistant.state.feedback import give_feedback
from assistant.state.models import Deleted, Exchange, Feedback

router = APIRouter(tags=["conversations"])


@router.get("/conversations")
def list_conversations(cases: UserCases) -> list[ConversationListed]:
    """Return the user's conversations that belong to no case, the newest first."""
    return cases.conversations.listed()


@router.get("/cases/{case_id}/conversations")
def list_conversations_of_case(case_id: str, cases: UserCases) -> list[ConversationListed]:
    """Return a case's conversations, the newest first."""
    return cases.conversations.listed(case_id)


@router.post("/cases/{case_id}/conversations", status_code=201)
def begin_conversation(case_id: str, cases: UserCases) -> ConversationListed:
    """Begin an empty conversation in a case."""
    return cases.conversations.begin(case_id)


@router.get("/conversations/{conversation_id}")
def get_conversation(conversation_id: str, cases: UserCases) -> CaseConversation:
    """Return a conversation with its exchanges, and the messages that wait for an answer."""
    return cases.conversation(conversation_id)


@router.delete("/conversations/{conversation_id}")
def delete_conversation(conversation_id: str, cases: UserCases) -> Deleted:
    """Delete a conversation for good, with the feedback on it."""
    return cases.record.delete(conversation_id)


@router.delete("/conversations/{conversation_id}/waiting/{waiting_id}", status_code=204)
def give_up_message(conversation_id: str, waiting_id: str, cases: UserCases) -> Response:
    """Forget a message that waits for an answer."""
    cases.conversations.get(conversation_id)
    cases.conversations.give_up(conversation_id, waiting_id)
    return Response(status_code=204)


@router.get("/exchanges/{exchange_id}")
def get_exchange(exchange_id: str, cases: UserCases) -> Exchange:
    """Return a question with its answer and what it was made with."""
    return cases.record.exchange(exchange_id)


@router.get("/exchanges/{exchange_id}/feedback")
def list_feedback(exchange_id: str, cases: UserCases) -> list[Feedback]:
    """Return what readers said of an answer, oldest first."""
    cases.record.exchange(exchange_id)
    return cases.record.feedback(exchange_id)


@router.post("/exchanges/{exchange_id}/feedback", status_code=201)
def add_feedback(exchange_id: str, body: FeedbackBody, cases: UserCases) -> Feedback:
    """Say what was helpful, wrong, unsupported or missing in an answer, or in a part of it."""
    return give_feedback(cases.record, exchange_id, body.verdict, body.statement, body.note)


@router.get("/cases/{case_id}/draft")
def get_draft(case_id: str, cases: UserCases, conversation_id: str | None = None) -> DraftReply:
    """Return what the user has typed and not sent."""
    return DraftReply(draft=cases.conversations.draft(case_id, conversation_id))


@router.put("/cases/{case_id}/draft")
def save_draft(case_id: str, body: DraftBody, cases: UserCases) -> Draft:
    """Keep what was typed. 409 when another tab has saved since `version`."""
    return cases.save_draft(case_id, body.text, body.conversation_id, body.version)


@router.delete("/cases/{case_id}/draft", status_code=204)
def drop_draft(case_id: str, cases: UserCases, conversation_id: str | None = None) -> Response:
    """Throw a draft away."""
    cases.conversations.draft(case_id, conversation_id)
    cases.conversations.drop_draft(case_id, conversation_id)
    return Response(status_code=204)
