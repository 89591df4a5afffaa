"""Answers as server-sent events: each event is `answer`, `taken`, `done` or `error`, with one JSON object as its data."""

from collections.abc import Callable, Iterator
from itertools import chain

from fastapi import Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from assistant.accounts.errors import NotSignedIn
from assistant.api.errors import ErrorReply, log_fault, told
from assistant.api.held import OnlyWhile
from assistant.errors import NotFound
from assistant.models import Answer
from corpus.errors import RegripError

DESCRIPTION = (
    "Server-sent events: `taken` (in a case: the message is on disk, with conversation_id and exchange_id), `answer` (the answer so far, "
    "once a section), `done` (the whole answer, kept before it is sent), or `error` ({error: {code, message}})."
)
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": DESCRIPTION, "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


def streamed(
    request: Request,
    answers: Iterator[Answer],
    taken: BaseModel | None = None,
    holds: Callable[[], bool] = lambda: True,
) -> StreamingResponse:
    """Return a reply that sends the answer as it grows, for as long as it `holds` and its user is let in.

    What is wrong with the question is raised before anything is sent.
    """
    unseen = NotFound("the case is not there any more, or is not shared with you any more; open another")
    signed_out = NotSignedIn("this may not be seen any more: the session or the token has ended; sign in again")
    request.state.only_while = OnlyWhile(holds, _error(unseen).encode(), _error(signed_out).encode())
    first = next(answers) if taken is None else None
    return StreamingResponse(
        _events(answers, first, taken), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


def _events(answers: Iterator[Answer], first: Answer | None, taken: BaseModel | None) -> Iterator[str]:
    if taken is not None:
        yield _event("taken", taken)
    try:
        for answer in answers if first is None else chain([first], answers):
            yield _event("done" if "total" in answer.timings_ms else "answer", answer)
    except RegripError as error:
        yield _error(error)
    except Exception as error:  # the reply has begun, so its status cannot say it any more
        log_fault(error)
        yield _error(error)


def _error(error: Exception) -> str:
    return _event("error", ErrorReply(error=told(error)))


def _event(name: str, body: BaseModel) -> str:
    return f"event: {name}\ndata: {body.model_dump_json()}\n\n"
