"""The front door: one object that answers, assesses and retrieves."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.assessing import assessed
from assistant.errors import NotKept, QuestionError
from assistant.models import (
    Answer,
    AssessmentReply,
    Mark,
    Question,
    UserDocument,
)
from assistant.opening import Opening, Parts, open_parts, open_record
from assistant.pipeline import Context, Keeping, run_pipeline
from assistant.services import Services
from assistant.settings import Settings, load_settings
from assistant.state.users import LOCAL, User
from assistant.steps import steps, steps_to_assess, steps_to_replay
from assistant.understanding import understand
from assistant.versions import code_version, regrip_version
from corpus.errors import RegripError
from corpus.models import Chunk
from indexes.filters import Filter
from indexes.models import SearchResult
from indexes.settings import Mode

if TYPE_CHECKING:
    from assistant.bench import Bench
    from assistant.claims import ClaimChecker, ClaimReply
    from assistant.comparing.models import Comparison
    from assistant.comparing.sides import Service
    from assistant.plans import PlanCheck, PlanChecker
    from assistant.replay import Replay
    from assistant.state.models import Feedback, FeedbackVerdict
    from assistant.state.store import Record
    from assistant.timeline import Changes, Timeline
    from indexes.embedders import Embedder


_WARMING = "Our assessments are slowing and nobody trusts the figures. What should we do next?"
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
        """Return the stage assessment of what was said and brought along, without an answer; dated papers that newer ones have overtaken
        do not count. Raises QuestionError.
        """
        return assessed(question, steps_to_assess(self._services))

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

        Dated papers that newer ones have overtaken do not count. What falls due soon is counted from the day of the newest
        paper, or from today where none has one.
        Raises QuestionError for a situation that cannot be read, or a plan without actions or with an empty one.
        """
        return self._bench.plan_check(situation, actions)

    def timeline(self, documents: Sequence[UserDocument], id: str = "", marks: Sequence[Mark] = ()) -> "Timeline":
        """Return the line that dated papers of one service draw, each read by itself with the `marks` on it. Raises QuestionError."""
        return self._bench.timeline(documents, id, marks)

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
        return self._bench.changes(documents, since, until, plans, id, marks)

    def compare(self, services: "Sequence[Service]", id: str = "") -> "Comparison":
        """Return services side by side, and for each in difficulty those of the corpus that climbed out of its stage.

        Raises QuestionError for fewer than two services or more than eight, and for one that cannot be read.
        """
        return self._bench.compare(services, id)

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

    @property
    def _bench(self) -> "Bench":
        from assistant.bench import Bench

        return Bench(self._opening.parts())


def _model_versions(settings: Settings) -> dict[str, str]:
    """Return the language model and the version of what it is told; nothing where there is none."""
    if settings.llm.model is None:
        return {}
    from assistant.language_model.prompts import VERSION

    return {"language_model": settings.llm.model, "prompt": VERSION}
