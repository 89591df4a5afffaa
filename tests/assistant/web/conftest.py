"""A stand-in assistant and a real server for the tests of the page, and visitors in the real browser.

The server runs on whatever assistant a test hands it, so tests on the real one use the same fixtures:
`address = serve_page(assistant)`, then `visit(address)`.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from queue import Queue
from typing import Any

import pytest

from assistant.errors import QuestionError
from assistant.models import Answer, Assessment, Citation, Question, Section, Statement
from assistant.settings import Settings
from corpus.models import Chunk, DocumentInfo

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
NOTE = (
    "A service that loses its grip still works as one. [p. 4] Sight of performance goes first: figures arrive late and "
    "nobody trusts them. [p. 5] Quick work on flow and on sight helps. [p. 6]"
)


def _chunk(name: str, title: str, status: str, url: str | None, checked: bool = False) -> Chunk:
    info = DocumentInfo.model_validate(
        {
            "id": name,
            "title": title,
            "publisher": "The MJ",
            "date": "2013-09-03",
            "url": url,
            "url_checked": checked,
            "licence": "quote briefly",
            "kind": "article",
            "status": status,
        }
    )
    return Chunk(id=f"{name}#0", info=info, heading=("What it found",), locator="p. 5", ordinal=0, text=NOTE)


CHUNKS = {
    chunk.id: chunk
    for chunk in (
        _chunk("four-stages", "A Service Punching Below Its Weight", "historical", "https://example.invalid/mj"),
        _chunk(
            "flow", "Getting flow back: a guide for <heads> of service", "current", "https://example.invalid/flow", True
        ),
        _chunk("old-guide", "An older guide", "superseded", None),
    )
}


def _cite(n: int, chunk: Chunk, quote: str) -> Citation:
    start = chunk.text.index(quote)
    return Citation(
        n=n,
        chunk_id=chunk.id,
        document_id=chunk.info.id,
        title=chunk.info.title,
        publisher=chunk.info.publisher,
        date=chunk.info.date,
        status=chunk.info.status,
        locator=chunk.locator,
        url=chunk.info.url,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def _assessment() -> Assessment:
    shares = (0.04, 0.63, 0.27, 0.05, 0.01)
    stages = ("steady", "losing_grip", "service_breakdown", "systemic_crisis", "complete_lock")
    return Assessment.model_validate(
        {
            "outcome": "losing_grip",
            "stage": "losing_grip",
            "probabilities": dict(zip(stages, shares, strict=True)),
            "p_insufficient": 0.05,
            "p_out_of_scope": 0.0,
            "plausible": ["losing_grip", "service_breakdown"],
            "confidence": 0.71,
            "runner_up": "service_breakdown",
            "signals": [],
            "against": [],
            "questions": [],
        }
    )


SECTIONS = [
    (
        "Where you are",
        [
            ("Your service is most likely losing its grip.", "finding", []),
            (
                "Service breakdown cannot be ruled out, because one team already works apart from the rest.",
                "finding",
                [],
            ),
        ],
    ),
    (
        "Why",
        [
            ("{question}", "own_words", []),
            ("Sight of performance goes first: figures arrive late and nobody trusts them.", "quote", [1]),
            ("One team on agency staff is a weak spot, not yet a pattern.", "inference", []),
        ],
    ),
    (
        "Check safety first",
        [("Before anything else, list every child without a worker and every overdue visit.", "safety", [2])],
    ),
    (
        "What to do next",
        [
            ("Quick work on flow and on sight helps.", "quote", [1, 2]),
            ("Agree one set of figures with team managers this week; you will know by fewer disputes.", "quote", [2]),
        ],
    ),
    ("What would change our mind", [("Have partners begun to go round your front door?", "finding", [3])]),
]


class FakeAssistant:
    """Answers every question with the same five sections. `pause` is the time each takes, in seconds."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.asked: list[tuple[list[str], str | None]] = []

    def stream(self, question: Question, conversation_id: str | None = None) -> Iterator[Answer]:
        """Yield the answer section by section; some words in the question make it fail."""
        self.asked.append((list(question.turns), conversation_id))
        if "too long" in question.text:
            raise QuestionError("Your message is longer than 200,000 characters; please shorten it.")
        if "break" in question.text:
            raise RuntimeError(f"secret detail about {question.text}")
        answer = Answer(id="a", status="answered", intent="stage_and_next")
        yield answer
        answer = answer.model_copy(update={"assessment": _assessment()})
        for title, statements in SECTIONS:
            time.sleep(self.pause)
            section = Section(
                title=title,
                statements=[
                    Statement.model_validate(
                        {"text": text.format(question=question.text), "kind": kind, "citations": numbers}
                    )
                    for text, kind, numbers in statements
                ],
            )
            answer = answer.model_copy(
                update={"sections": [*answer.sections, section], "citations": _citations(answer, section)}
            )
            yield answer
        yield answer.model_copy(
            update={"completeness": "complete", "warnings": ["One name was removed before reading."]}
        )

    def passage(self, chunk_id: str) -> Chunk | None:
        """Return the chunk of that id."""
        return CHUNKS.get(chunk_id)

    def ready(self) -> dict[str, str]:
        """Return versions."""
        return {"index": "fake", "model": "none"}


def _citations(answer: Answer, section: Section) -> list[Citation]:
    quotes = {
        1: "figures arrive late and nobody trusts them",
        2: "Quick work on flow and on sight helps",
        3: "still works as one",
    }
    chunks = dict(zip((1, 2, 3), CHUNKS.values(), strict=True))
    wanted = {n for statement in section.statements for n in statement.citations} | {
        each.n for each in answer.citations
    }
    return [_cite(n, chunks[n], quotes[n]) for n in sorted(wanted)]


@pytest.fixture
def fake() -> FakeAssistant:
    """An assistant that answers at once."""
    return FakeAssistant()


@pytest.fixture
def slow_fake() -> FakeAssistant:
    """An assistant that takes its time over each section."""
    return FakeAssistant(pause=0.6)


@pytest.fixture
def hostile() -> str:
    """Text that would run in the page if it were ever taken for HTML."""
    return HOSTILE


@pytest.fixture
def serve_page() -> Iterator[Callable[[Any], str]]:
    """A function that serves the page for an assistant on a free port and returns its address.

    All of them must end within seconds, however many pages are open.
    """
    from assistant.web.application import create_app
    from assistant.web.server import open_listener, run_server

    with ExitStack() as running:

        def start(assistant: Any) -> str:
            addresses: Queue[str] = Queue()
            end, listener = threading.Event(), running.enter_context(open_listener("127.0.0.1", 0))
            app = create_app(assistant, Settings())
            thread = threading.Thread(target=run_server, args=(app, listener, addresses.put, end), daemon=True)
            thread.start()
            running.callback(_end, thread, end)
            return addresses.get(timeout=30)

        yield start


def _end(thread: threading.Thread, end: threading.Event) -> None:
    end.set()
    thread.join(10)
    assert not thread.is_alive(), "the server did not end"


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens an address as a new visitor and returns the page.

    At the end every request of every visitor must have stayed on 127.0.0.1, and no script may have failed.
    """
    contexts, asked, failures = list[Any](), list[str](), list[str]()

    def open_page(address: str, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(15_000)
        page.goto(address)
        page.locator("#question textarea").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    outside = [url for url in asked if not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:http://127\.0\.0\.1:)", url)]
    assert asked and not outside, f"requests left this machine: {outside}"
    assert not failures, f"errors in the browser: {failures}"
