"""Answers through Gradio's queue: so many at once, the others told their place, more than that turned away.

Gradio runs in its server mode here: it has no components and no page, only the queue and its streams. Its front end
is `static/js/queue.js`.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
from pydantic import ValidationError

from assistant.accounts.access import Access
from assistant.accounts.audit import Audit
from assistant.accounts.errors import NotSignedIn
from assistant.accounts.models import Principal
from assistant.api.errors import log_fault, told
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.errors import NotAllowed, NotFound, QuestionError
from assistant.models import Answer, Question
from assistant.settings import WebSettings
from assistant.web.messages import Message, first_fault
from corpus.errors import RegripError

Event = dict[str, Any]
PACE_S = 0.15
"""Seconds between two growing answers at the least: every event costs the queue some milliseconds, whoever waits in it."""


def answer_queue(
    assistant: Assistant, cases: Cases | None, settings: WebSettings, access: Access, audit: Audit | None = None
) -> gr.Blocks:
    """Return the queue, whose only function answers a message. `cases` is None where nothing is kept."""

    def ask(message: dict, request: gr.Request) -> Iterator[dict]:  # type: ignore[type-arg]  # Gradio reads these annotations
        sender, address = sender_of(request), request.client.host if request.client else ""
        for event in answer_events(assistant, cases, message, sender, access):
            if audit is not None and sender is not None and event["event"] == "taken":
                audit.add("ask", sender.user.id, event["conversation_id"], address)
            yield event

    with gr.Blocks(mode="server", analytics_enabled=False) as blocks:
        gr.api(
            ask,
            api_name="ask",
            api_visibility="private",
            concurrency_limit=settings.answers_at_once,
            concurrency_id="answers",
        )
    return blocks.queue(max_size=settings.answers_waiting)


class QueueLength:
    """How long the queue of an application is."""

    def __init__(self, blocks: gr.Blocks) -> None:
        self._queue: Any = blocks._queue

    def waiting(self) -> int:
        """Return how many messages wait for an answer."""
        return len(self._queue)

    def running(self) -> int:
        """Return how many answers are being made."""
        return sum(jobs is not None for jobs in self._queue.active_jobs)

    def of(self, user: str) -> int:
        """Return how many messages of a user wait or are being answered."""
        waiting = (event for one in self._queue.event_queue_per_concurrency_id.values() for event in one.queue)
        running = (event for jobs in self._queue.active_jobs if jobs is not None for event in jobs)
        return sum(who is not None and who.user.id == user for who in map(sender_of, [*waiting, *running]))


def sender_of(request: Any) -> Principal | None:
    """Return who sent a message, by Gradio's request or its event of it, as the door said when it came."""
    sent = getattr(request, "request", None)
    principal: Principal | None = sent.scope.get("state", {}).get("principal") if sent is not None else None
    return principal


def answer_events(
    assistant: Assistant, cases: Cases | None, message: object, sender: Principal | None, access: Access
) -> Iterator[Event]:
    """Yield what a page is told: `taken`, `answer` with each section, then `done`; or `error`. Never raises.

    Who has signed out, or has been signed out, while a message waited or was being answered is told nothing more, nor is whoever no
    longer sees the case that it is in.
    """
    try:
        who = _still(sender, access)
        for one in _events(assistant, cases, Message.model_validate(message), who):
            _still(sender, access)
            if cases is not None and not _sees(cases.of(who.user), message):
                raise NotFound("the case of this message is not there any more, or not shared with you any more")
            yield one
    except ValidationError as error:
        yield _error(QuestionError(first_fault(error)))
    except RegripError as error:
        yield _error(error)
    except Exception as error:  # whatever broke, a visitor reads one sentence and the log holds none of their words
        log_fault(error)
        yield _error(error)


def _still(sender: Principal | None, access: Access) -> Principal:
    if sender is None or not access.holds(sender):
        raise NotSignedIn("nobody is signed in here any more; sign in again")
    return sender


def _sees(cases: Cases, message: object) -> bool:
    case = message.get("case_id") if isinstance(message, dict) else None
    return case is None or cases.store.sees(str(case))


def _events(assistant: Assistant, cases: Cases | None, message: Message, who: Principal) -> Iterator[Event]:
    if message.case_id is None and not who.may("ask"):
        raise NotAllowed("the role of this account does not allow asking; see the cases shared with it")
    if cases is None:
        answers = assistant.stream(Question(turns=[*message.before, message.text or ""]))
    else:
        asked = cases.of(who.user).ask(
            message.case_id, message.text, message.conversation_id, message.waiting_id, message.replaces
        )
        waiting = asked.waiting
        yield {"event": "taken", "conversation_id": waiting.conversation_id, "exchange_id": waiting.id}
        answers = asked.answers
    for answer in paced(answers):
        yield {"event": "done" if _is_whole(answer) else "answer", "answer": answer.model_dump(mode="json")}


def paced(
    answers: Iterator[Answer], seconds: float = PACE_S, clock: Callable[[], float] = time.monotonic
) -> Iterator[Answer]:
    """Yield the first answer with a section, then one after `seconds` at the soonest, and the whole one."""
    last: float | None = None
    for answer in answers:
        now = clock()
        if _is_whole(answer) or (answer.sections and (last is None or now - last >= seconds)):
            last = now
            yield answer


def _is_whole(answer: Answer) -> bool:
    return "total" in answer.timings_ms


def _error(error: Exception) -> Event:
    return {"event": "error", "error": told(error).model_dump()}
