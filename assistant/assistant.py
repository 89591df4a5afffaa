"""The front door: one object that answers, assesses and retrieves."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

from assistant.errors import NotKept, QuestionError
from assistant.models import (
    MOST_ACTIONS,
    Answer,
    Assessment,
    AssessmentReply,
    Mark,
    Question,
    Status,
    UserDocument,
)
from assistant.opening import Opening, Parts, open_parts, open_record
from assistant.pipeline import Context, Keeping, run_pipeline
from assistant.settings import Settings, load_settings
from assistant.state.users import LOCAL, User
from assistant.steps import Services, steps, steps_to_assess, steps_to_replay
from assistant.understanding import understand
from assistant.versions import code_version, regrip_version
from corpus.errors import RegripError
from corpus.hygiene import clean
from corpus.models import Chunk
from indexes.filters import Filter
from indexes.models import SearchResult
from indexes.settings import Mode

if TYPE_CHECKING:
    from assistant.citations import CitationBook
    from assistant.claims import ClaimChecker, ClaimReply
    from assistant.comparing.models import Comparison, Side
    from assistant.comparing.sides import Service
    from assistant.plans import PlanCheck, PlanChecker
    from assistant.replay import Replay
    from assistant.state.models import Feedback, FeedbackVerdict
    from assistant.state.store import Record
    from assistant.timeline import Changes, Timeline
    from indexes.embedders import Embedder


_WARMING = "Our assessments are slowing and nobody trusts the figures. What should we do next?"
PAPERS_AT_ONCE = 2
"""Papers of one timeline read at the same time: while one waits for its sentences' vectors, the other is cut and counted."""
LIBRARY_PASSAGES = 60
"""Passages looked at when words are looked for in the library."""


class Assistant:
    """Answers questions from the index in the home folder. Safe to share between threads; holds nothing of any user."""

    def __init__(self, settings: Settings, record: "Record | None", make: Callable[[], Parts]) -> None:
        """`make` gives the models and the index; it is called at the first need, and again where it failed."""
        self.settings, self._record = settings, record
        self._opening = Opening(make)
        self._claims: ClaimChecker | None = None
        self._told: Callable[[Answer], None] = lambda _: None

    @classmethod
    def open(cls, settings: Settings | None = None) -> "Assistant":
        """Return an assistant on the settings in force. Raises IndexMissing when nothing has been built."""
        assistant = cls.prepared(settings or load_settings())
        assistant.ready()
        return assistant

    @classmethod
    def prepared(cls, settings: Settings) -> "Assistant":
        """Return an assistant that opens models and index when they are first needed, and until there is an index says so."""
        record = open_record(settings)
        return cls(settings, record, lambda: open_parts(settings, record))

    @classmethod
    def of(cls, parts: Parts) -> "Assistant":
        """Return an assistant on parts that are open already."""
        return cls(parts.services.settings, parts.services.record, lambda: parts)

    def renew(self) -> None:
        """Open models and index anew at the next need: after a build that another index or embedder came of."""
        self._opening.renew()

    def ask(self, question: Question, conversation_id: str | None = None, keeping: Keeping | None = None) -> Answer:
        """Return the whole answer. Raises QuestionError for input that cannot be read as a question."""
        *_, answer = self.stream(question, conversation_id, keeping)
        return answer

    def stream(
        self, question: Question, conversation_id: str | None = None, keeping: Keeping | None = None
    ) -> Iterator[Answer]:
        """Yield the answer each time a section has been added, the last time whole and kept as `keeping` says. Raises QuestionError."""
        from assistant.state.base import new_id

        context = Context(
            question,
            conversation_id or new_id(),
            screened=question,
            versions=self.ready(),
            keeping=keeping or Keeping(),
        )
        return self._heard(run_pipeline(steps(self._services), context))

    def _heard(self, answers: Iterator[Answer]) -> Iterator[Answer]:
        for answer in answers:
            if "total" in answer.timings_ms:
                self._told(answer)
            yield answer

    def tell(self, hear: Callable[[Answer], None]) -> None:
        """Have `hear` called with each whole answer, to be counted."""
        self._told = hear

    def ask_unkept(self, question: Question) -> tuple[Question, Answer]:
        """Return the question with personal data covered, and the whole answer; neither is kept. Raises QuestionError."""
        from assistant.state.base import new_id

        context = Context(question, new_id(), screened=question, versions=self.ready())
        *_, answer = run_pipeline(steps(self._services)[:-1], context)
        return context.screened, answer

    def warm(self) -> None:
        """Make an answer and a plan check that nobody sees, so that the first visitor finds every part loaded."""
        question = Question(turns=[_WARMING])
        self.ask_unkept(question)
        self.plan_check(question, ["Clear the backlog of assessments."])

    def assess(self, question: Question) -> AssessmentReply:
        """Return the stage assessment of what was said and brought along, without an answer. Raises QuestionError."""
        return self._assess(question, explained=True)

    def _assess(self, question: Question, explained: bool) -> AssessmentReply:
        """Return an assessment, with or without what only an explanation needs (`StageEngine.assess`)."""
        context = Context(question, "", screened=question)
        for _ in run_pipeline(steps_to_assess(self._services, explained), context):
            pass
        assessment = context.assessment or _outside()
        return AssessmentReply(
            **assessment.model_dump(),
            id=question.id,
            status=context.status or _status(assessment),
            warnings=context.warnings,
            timings_ms=context.timings_ms,
        )

    def replay(self, exchange_id: str, user: User = LOCAL) -> "Replay":
        """Return a kept answer made again with what is installed now, and what is not the same. Nothing is kept of it.

        Raises StateError when there is no such exchange, QuestionError when the limits in force refuse its question.
        """
        from assistant.replay import compared
        from assistant.state.making import made_with

        kept = self.record_of(user).exchange(exchange_id)
        context = Context(
            kept.question, kept.conversation_id, kept.question, screening=kept.screening, versions=self.ready()
        )
        *_, answer = run_pipeline(steps_to_replay(self._services), context)
        return compared(kept, answer, made_with(self.settings, answer.versions))

    def feedback(
        self,
        exchange_id: str,
        verdict: "FeedbackVerdict",
        place: str | None = None,
        note: str = "",
        user: User = LOCAL,
    ) -> "Feedback":
        """Keep what a reader says of an answer, or of its section or statement at `place` ("2" or "2.1"), and return it.

        Raises StateError when there is no such exchange, QuestionError for a place that its answer does not have or too long a note.
        """
        from assistant.state.feedback import give_feedback

        return give_feedback(self.record_of(user), exchange_id, verdict, place, note)

    @property
    def keeps(self) -> bool:
        """Whether answers are kept."""
        return self._record is not None

    def record_of(self, user: User = LOCAL) -> "Record":
        """Return the record as a user has it. Raises NotKept when the settings say that nothing is kept."""
        if self._record is None:
            from assistant.state.store import NOT_KEPT

            raise NotKept(NOT_KEPT)
        return self._record.of(user)

    def close(self) -> None:
        """Let go of the record; its log is written into it."""
        if self._record is not None:
            self._record.close()

    def verify(self, claim: str, passages: Sequence[str], id: str = "") -> "ClaimReply":
        """Return whether passages support a claim. Raises QuestionError when either is empty or too long."""
        if self._claims is None:
            from assistant.claims import ClaimChecker

            self._claims = ClaimChecker(self.embedder)
        return self._claims.check(claim, passages, id)

    def plan_check(self, situation: Question, actions: Sequence[str]) -> "PlanCheck":
        """Return how each action fits the stage of the situation, what the plan lacks and what comes first.

        Dated papers that newer ones have overtaken do not count (`of_now`). What falls due soon is counted from the day of the newest
        paper, or from today where none has one.
        Raises QuestionError for a situation that cannot be read, or a plan without actions or with an empty one.
        """
        begun = time.perf_counter()
        _check_actions(actions)
        now, notes = self.of_now(situation)
        return self._plan_check(now, notes, actions, begun)

    def _plan_check(self, now: Question, notes: Sequence[str], actions: Sequence[str], begun: float) -> "PlanCheck":
        """Return the check of a plan against the papers of now."""
        from assistant.plans.days import day_of_papers

        texts = [*now.turns, *(document.text for document in now.documents)]
        told = [clean(text).text for text in texts]  # sentences of these are shown beside the actions
        as_of = day_of_papers((document.date for document in now.documents), date.today())
        bare = [clean(action).text.strip() for action in actions]
        checked = self._plans.check(self.assess(now), bare, told, as_of)
        warnings = [*checked.warnings, *notes]
        return checked.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})

    def of_now(self, situation: Question) -> tuple[Question, list[str]]:
        """Return a situation without the dated papers that newer ones have overtaken, and a sentence to a reader where any are left out.

        Raises QuestionError for papers that cannot be read.
        """
        from assistant.timeline.present import many_dated, now_of

        if not many_dated(situation):
            return situation, []
        return now_of(situation, self._papers(situation.documents, situation.marks))

    def timeline(self, documents: Sequence[UserDocument], id: str = "", marks: Sequence[Mark] = ()) -> "Timeline":
        """Return the line that dated papers of one service draw, each read by itself with the `marks` on it. Raises QuestionError."""
        begun = time.perf_counter()
        return self._line(self._papers(documents, marks), id, begun)

    def _line(self, papers: "Sequence[tuple[UserDocument, AssessmentReply]]", id: str, begun: float) -> "Timeline":
        """Return the line that papers draw which have been read."""
        from assistant.timeline import trace

        traced = trace(papers, id)
        warnings = [warning for _, reply in papers for warning in reply.warnings] + traced.warnings
        return traced.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})

    def changes(
        self,
        documents: Sequence[UserDocument],
        since: date | None = None,
        until: date | None = None,
        plans: Sequence[tuple[str, str]] = (),
        id: str = "",
        marks: Sequence[Mark] = (),
    ) -> "Changes":
        """Return what changed in a service between the ends of two days, by its dated papers, each read by itself.

        `since` is the day of the first paper where it is None, `until` that of the newest. `plans` are titles and dates (YYYY, YYYY-MM or
        YYYY-MM-DD) of plans beside those papers whose title calls them one. Raises QuestionError.
        """
        from assistant.timeline import changes_between

        begun = time.perf_counter()
        papers = self._papers(documents, marks)
        found = changes_between(papers, since, until, plans, id, lambda one: self._assess(_alone(one, marks), True))
        warnings = [warning for _, reply in papers for warning in reply.warnings] + found.warnings
        return found.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})

    def compare(self, services: "Sequence[Service]", id: str = "") -> "Comparison":
        """Return services side by side, and for each in difficulty those of the corpus that climbed out of its stage.

        Raises QuestionError for fewer than two services or more than eight, and for one that cannot be read.
        """
        from assistant.citations import CitationBook
        from assistant.comparing.climbed import Climbers
        from assistant.comparing.joining import joined
        from assistant.comparing.sides import checked

        begun, book = time.perf_counter(), CitationBook()
        sides = [self._side(service, book) for service in checked(services)]
        climbers = Climbers(self._services.retriever, self.embedder)
        found = joined(sides, climbers, book, id)
        return found.model_copy(update={"timings_ms": {"total": _since(begun)}})

    def _side(self, service: "Service", book: "CitationBook") -> "Side":
        from assistant.comparing.sides import side_of
        from assistant.composers.next_steps import NextSteps, described
        from assistant.relevance import Ranker
        from assistant.timeline.present import now_of

        begun = time.perf_counter()
        if service.plan:
            _check_actions(service.plan)
        asked = service.situation
        papers = self._papers(asked.documents, asked.marks) if asked.documents else []
        now, notes = now_of(asked, papers)
        reply = self.assess(now)
        reply = reply.model_copy(update={"warnings": [*reply.warnings, *notes]})
        line = self._line(papers, "", begun) if papers else None
        check = self._plan_check(now, notes, service.plan, begun) if service.plan else None
        steps = NextSteps(self._services.retriever, Ranker(self.embedder)).steps(reply, described(reply))
        return side_of(service, reply, steps, line, check, book)

    def _papers(
        self, documents: Sequence[UserDocument], marks: Sequence[Mark]
    ) -> list[tuple[UserDocument, AssessmentReply]]:
        """Return each paper with its assessment by itself, not explained. Raises QuestionError."""
        if not documents:
            raise QuestionError("there are no documents; give two or more dated papers of one service")
        with ThreadPoolExecutor(PAPERS_AT_ONCE, thread_name_prefix="paper") as pool:
            replies = list(pool.map(lambda one: self._assess(_alone(one, marks), explained=False), documents))
        return list(zip(documents, replies, strict=True))

    def retrieve(self, turns: list[str], k: int = 10, mode: Mode = "hybrid") -> list[SearchResult]:
        """Return passages for a query or for the last turn of a conversation. Raises QuestionError when it is empty."""
        if not turns or not turns[-1].strip():
            raise QuestionError("the query is empty; give some words to look for")
        query = turns[0] if len(turns) == 1 else understand(turns).query
        return self._services.retriever.search(query, k=k, mode=mode)

    def search_library(self, query: str, only: Filter) -> list[SearchResult]:
        """Return the passages nearest to a query among the documents that `only` allows, best first, none from files of a case."""
        return self._services.retriever.search(query, k=LIBRARY_PASSAGES, only=only)

    def passage(self, chunk_id: str) -> Chunk | None:
        """Return the passage behind a citation, None when the index does not hold it."""
        return self._services.retriever.passage(chunk_id)

    def public_counts(self) -> tuple[int, int]:
        """Return how many documents and passages of no case the index holds, 0 of 0 where it cannot be read."""
        try:
            held = self._services.retriever.index.documents.values()
        except RegripError:
            return 0, 0
        public = [one for one in held if one.info.case is None]
        return len(public), sum(len(one.chunk_ids) for one in public)

    def document(self, document_id: str) -> list[Chunk]:
        """Return the passages of a document in reading order, none when the index does not hold it."""
        return self._services.retriever.index.document_chunks(document_id)

    def ready(self) -> dict[str, str]:
        """Return the versions of everything an answer depends on. Raises IndexMissing and its kin when no answer can be made."""
        services = self._services
        manifest = services.retriever.index.manifest
        return self.versions() | {
            "index": manifest.generation,
            "embedder": manifest.embedder,
            "stage_model": services.engine.version,
            "message_reader": services.reader.version,
            "sentence_selector": services.selector.version,
            "answerability": services.judge.version,
        }

    def versions(self) -> dict[str, str]:
        """Return the versions that are known without an index: of the program, and of the language model where there is one."""
        return _model_versions(self.settings) | {"regrip": regrip_version(), "code": code_version()}

    @property
    def embedder(self) -> "Embedder":
        """What turns texts into vectors. Raises as `ready` does."""
        return self._plans.embedder

    @property
    def _services(self) -> Services:
        return self._opening.parts().services

    @property
    def _plans(self) -> "PlanChecker":
        return self._opening.parts().plans


def _check_actions(actions: Sequence[str]) -> None:
    """Raise QuestionError for a plan that cannot be checked."""
    if not actions or not all(action.strip() for action in actions):
        raise QuestionError("the plan has no action or an empty one; give each action a few words of its own")
    if len(actions) > MOST_ACTIONS:
        raise QuestionError(f"{len(actions)} actions, more than {MOST_ACTIONS}; check the plan in parts")


def _alone(document: UserDocument, marks: Sequence[Mark]) -> Question:
    """Return a paper as what is to be assessed by itself, with the marks on it."""
    return Question(turns=[""], documents=[document], marks=[m for m in marks if m.source == document.title])


def _since(begun: float) -> float:
    return round(1000 * (time.perf_counter() - begun), 1)


def _model_versions(settings: Settings) -> dict[str, str]:
    """Return the language model and the version of what it is told; nothing where there is none."""
    if settings.llm.model is None:
        return {}
    from assistant.language_model.prompts import VERSION

    return {"language_model": settings.llm.model, "prompt": VERSION}


def _outside() -> Assessment:
    """The assessment of a message that is no description of a service: it was stopped before it was read for signals."""
    from corpus.vocabulary import STAGES

    return Assessment(
        outcome="out_of_scope",
        stage=None,
        probabilities=dict.fromkeys(STAGES, 0.2),
        p_insufficient=0.0,
        p_out_of_scope=1.0,
        plausible=[],
        confidence=1.0,
        runner_up=None,
        signals=[],
        against=[],
        questions=[],
    )


def _status(assessment: Assessment) -> Status:
    if assessment.outcome == "insufficient":
        return "needs_evidence"
    return "out_of_scope" if assessment.outcome == "out_of_scope" else "answered"
