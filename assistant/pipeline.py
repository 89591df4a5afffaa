"""The way an answer is made: an ordered list of named steps over one context. Any step may stop with a status."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.answerability import Verdict
from assistant.citations import CitationBook
from assistant.composers.base import Brief, Completeness, DraftSection
from assistant.messages.models import Reading
from assistant.models import Answer, Assessment, Question, Section, Status, Usage
from assistant.own_papers import OwnAnswer
from assistant.passages import Unit
from assistant.queries.paper_references import PapersAsked
from assistant.selection import Selection
from assistant.selection.histories import Histories
from assistant.selection.sides import Side
from assistant.state.users import LOCAL, User
from assistant.timeline.course import Course
from assistant.understanding import Understanding
from indexes.models import SearchResult


@dataclass(frozen=True)
class Keeping:
    """For whom an exchange is kept, under which id (a new one where there is none), and which documents of a case it reads."""

    user: User = LOCAL
    exchange_id: str | None = None
    documents: tuple[str, ...] = ()


@dataclass
class Context:
    """All that is known while one question is answered. Steps read and fill it; nothing else holds state."""

    question: Question
    conversation_id: str
    screened: Question
    status: Status | None = None
    """Set by the step that stops the pipeline; None while it goes on."""
    language: str = "en"
    warnings: list[str] = field(default_factory=list)
    screening: list[str] = field(default_factory=list)
    """Warnings about the texts as they were typed, which are not kept; they are among `warnings` too."""
    reading: Reading | None = None
    """What the message reader makes of the last turn; None where rules alone decide."""
    understanding: Understanding | None = None
    assessment: Assessment | None = None
    background: Assessment | None = None
    """The assessment of what was told before, where the question only has to be asked of its stage."""
    course: Course | None = None
    """What the dated papers show to have changed, where that is asked for."""
    results: list[SearchResult] = field(default_factory=list)
    selection: Selection | None = None
    verdict: Verdict | None = None
    terms: list[Unit] = field(default_factory=list)
    """The glossary's lines on what the question asks to define, or is answered with where nothing else can be said."""
    asked_papers: PapersAsked | None = None
    """The user's own papers that the question is asked of."""
    own: OwnAnswer | None = None
    """What these papers say of it."""
    sides: list[Side] = field(default_factory=list)
    """What a comparison sets beside each other."""
    histories: Histories | None = None
    """The councils that a question for such asks for."""
    relevance: float = 0.0
    missing: list[str] = field(default_factory=list)
    brief: Brief | None = None
    drafts: Iterator[DraftSection] = field(default_factory=lambda: iter(()))
    sections: list[Section] = field(default_factory=list)
    book: CitationBook = field(default_factory=CitationBook)
    dropped: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)
    exchange_id: str | None = None
    """What the exchange is kept under; None until it is."""
    keeping: Keeping = Keeping()
    usage: Usage | None = None

    @property
    def understood(self) -> Understanding:
        """What the step `understand` made of the question; the steps behind it may rely on it."""
        assert self.understanding is not None, "the step 'understand' comes first"
        return self.understanding

    def show(self, section: Section, continues: bool = False) -> None:
        """Add a section to the answer, or its statements to the last one where it goes on with that."""
        if continues and self.sections and self.sections[-1].title == section.title:
            last = self.sections.pop()
            section = Section(title=last.title, statements=[*last.statements, *section.statements])
        self.sections.append(section)

    def warn(self, text: str) -> None:
        """Add a warning for the user, once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def answer(self) -> Answer:
        """Return the answer as it stands now."""
        return Answer(
            id=self.question.id,
            exchange_id=self.exchange_id,
            status=self.status or "answered",
            completeness=self._completeness(),
            language=self.language,
            intent=self.understanding.intent if self.understanding else None,
            standalone_query=self.understanding.query if self.understanding else "",
            assessment=self.assessment,
            sections=list(self.sections),
            citations=list(self.book.citations),
            warnings=list(self.warnings),
            versions=dict(self.versions),
            timings_ms=dict(self.timings_ms),
            usage=self.usage,
        )

    def _completeness(self) -> Completeness | None:
        if self.status not in (None, "answered"):
            return None
        return "partial" if self.missing or (self.brief and self.brief.partial) else "complete"


@dataclass(frozen=True)
class Step:
    """A named step. `run` changes the context, and yields when there is something new to show."""

    name: str
    run: Callable[[Context], Iterator[None] | None]
    always: bool = False
    """Run even after another step has stopped the pipeline: what has to be shown and recorded whatever the status."""


def run_pipeline(steps: list[Step], context: Context) -> Iterator[Answer]:
    """Run the steps in order and yield the answer each time it has grown, the last time whole.

    A step runs unless an earlier one stopped the pipeline; each step's time in milliseconds goes into the answer.
    """
    started = time.perf_counter()
    for step in steps:
        if context.status is not None and not step.always:
            continue
        began = time.perf_counter()
        shown = step.run(context)
        for _ in shown if shown is not None else ():
            yield context.answer()
        context.timings_ms[step.name] = round(1000 * (time.perf_counter() - began), 1)
    context.timings_ms["total"] = round(1000 * (time.perf_counter() - started), 1)
    yield context.answer()
