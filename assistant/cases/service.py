"""The front door to cases: everything the page and the API do with them, for one user at a time."""

from collections.abc import Sequence
from functools import cached_property
from typing import IO, Self

from assistant import examples
from assistant.assistant import Assistant
from assistant.cases.adding import add_files, free_title
from assistant.cases.asking import Asked, Desk
from assistant.cases.covering import without_document
from assistant.cases.exporting import Exporter
from assistant.cases.marking import placed_rows
from assistant.cases.models import FileResult, Gone, LoadedExample, Removed, Tidied, Upload
from assistant.cases.originals import Originals
from assistant.cases.planning import plan_texts
from assistant.cases.words import one_line
from assistant.comparing.sides import Service
from assistant.errors import NotFound, QuestionError
from assistant.models import AssessmentReply, Mark, Question
from assistant.plans import PlanCheck
from assistant.settings import Settings
from assistant.state.base import now
from assistant.state.case_models import (
    Case,
    CaseConversation,
    CaseDocument,
    CaseDocumentText,
    CaseMark,
    CasePlan,
    ConversationListed,
    Draft,
    Share,
)
from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.database import empty_log
from assistant.state.documents import DocumentStore
from assistant.state.plans import PlanStore
from assistant.state.upkeep import is_odd_clock, kept_originals, purge_expired, purge_still, waiting_messages
from assistant.state.users import LOCAL, Role, User
from assistant.timeline import Changes, Timeline
from assistant.timeline.dates import sortable
from assistant.timeline.moments import window
from corpus.errors import RegripError
from corpus.hygiene import clean
from corpus.models import Chunk


class Cases:
    """A user's cases. Safe between threads; `of` gives another user's. What is returned is on disk."""

    def __init__(self, assistant: Assistant, settings: Settings, user: User = LOCAL) -> None:
        """Raises NotKept when the settings say that nothing is kept."""
        self.assistant, self.settings = assistant, settings
        self.record = assistant.record_of(user)
        self.originals = Originals(settings.home)

    def of(self, user: User) -> Self:
        """Return the cases as another user has them."""
        return type(self)(self.assistant, self.settings, user)

    @cached_property
    def store(self) -> CaseStore:
        """Cases as rows: listed, deleted and brought back, shared."""
        return CaseStore.beside(self.record)

    @cached_property
    def documents(self) -> DocumentStore:
        """Documents and marks as rows."""
        return DocumentStore.beside(self.record)

    @cached_property
    def conversations(self) -> ConversationStore:
        """Conversations, waiting messages and drafts as rows."""
        return ConversationStore.beside(self.record)

    @cached_property
    def plans(self) -> PlanStore:
        """Plans as rows."""
        return PlanStore.beside(self.record)

    def tidy(self) -> Tidied:
        """Delete for good what was deleted 30 days ago, put right what an interruption left, and say what that was. At a start only."""
        engine = self.record.engine
        gone, still = self._purge()
        left = self.originals.sweep(kept_originals(engine))
        if gone or still:
            self.record.erase()
        empty_log(engine)
        odd = is_odd_clock(engine, now())
        return Tidied(cases=gone, still=still, left=left, waiting=waiting_messages(engine), odd_clock=odd)

    def purge_over(self) -> int:
        """Delete for good what was deleted 30 days ago, and what has been still for `record.keep_days`; return how much went.

        Done again and again while the application runs.
        """
        went = sum(self._purge())
        if went:
            self.originals.forget(kept_originals(self.record.engine))
            self.record.erase()
        return went

    def _purge(self) -> tuple[int, int]:
        engine, days = self.record.engine, self.settings.record.keep_days
        gone = purge_expired(engine, now())
        return gone, sum(purge_still(engine, now(), days)) if days is not None else 0

    def create(self, name: str, service: str = "") -> Case:
        """Make a case. Raises QuestionError for an empty or too long name."""
        return self.store.create(one_line(name, "name"), one_line(service, "service", needed=False))

    def load_example(self, example_id: str) -> LoadedExample:
        """Make a case of a fictional service, with its papers. Loaded again, it is another case with a number behind the name.

        Raises NotFound for an unknown id, QuestionError when the settings leave no room for its papers, StateError; then no case is left.
        """
        example = examples.example(example_id)
        taken = {case.name for case in self.store.listed(archived=True)}
        case = self.create(free_title(example.name, taken), example.service)
        try:
            self._fill(case.id, example)
        except RegripError:
            self.purge(case.id)
            raise
        return LoadedExample(case=self.store.get(case.id), message=example.message)

    def _fill(self, case_id: str, example: examples.Example) -> None:
        """Bring an example's papers into its case as uploads, and its plan."""
        uploads = [Upload(paper.file, examples.paper_path(example, paper)) for paper in example.papers]
        results = self.add_documents(case_id, uploads)
        for paper, result in zip(example.papers, results, strict=True):
            if result.document is None:
                raise QuestionError(f"the example cannot be loaded: {result.reason}")
            self.change_document(case_id, result.document.id, title=paper.title)
        self.save_plan(case_id, example.plan)

    def change(
        self,
        case_id: str,
        version: int | None = None,
        name: str | None = None,
        service: str | None = None,
        archived: bool | None = None,
    ) -> Case:
        """Rename a case, name its service, or archive it; None leaves a value. Raises NotFound, NotAllowed, Conflict, QuestionError."""
        values: dict[str, str | bool] = {} if name is None else {"name": one_line(name, "name")}
        values |= {} if service is None else {"service": one_line(service, "service", needed=False)}
        values |= {} if archived is None else {"archived": archived}
        return self.store.change(case_id, values, version)

    def purge(self, case_id: str) -> Gone:
        """Delete a case for good: rows, files, and its text in the database's file. Raises NotFound, NotAllowed."""
        case = self.store.purge(case_id)
        self.originals.remove(case_id)
        return Gone(cases=1, documents=case.documents, conversations=case.conversations, erased=self.record.erase())

    def share(self, case_id: str, user: str, role: Role) -> list[Share]:
        """Share a case and return all its shares. Raises NotFound, NotAllowed, Conflict for the owner, QuestionError for no user's name."""
        name = " ".join(user.split())
        if not name or len(name) > 64:
            raise QuestionError(
                "the user's name is empty or longer than 64 characters; give the name they sign in with"
            )
        return self.store.share(case_id, Share(user=name, role=role))

    def add_documents(self, case_id: str, uploads: Sequence[Upload]) -> list[FileResult]:
        """Add files to a case and return what came of each, in order. Raises NotFound, NotAllowed, StateError."""
        return add_files(self.documents, self.originals, self.settings, case_id, uploads)

    def change_document(
        self,
        case_id: str,
        document_id: str,
        version: int | None = None,
        title: str | None = None,
        date: str | None = None,
    ) -> CaseDocument:
        """Change a document's title or date ("" for none); None leaves a value. Raises NotFound, NotAllowed, Conflict, QuestionError."""
        values: dict[str, str | None] = {} if title is None else {"title": one_line(title, "title")}
        if date is not None:
            if date and sortable(date) is None:
                raise QuestionError(f"date {date!r}: not YYYY, YYYY-MM or YYYY-MM-DD; correct it, or leave it empty")
            values["date"] = date or None
        return self.documents.change(case_id, document_id, values, version)

    def remove_document(self, case_id: str, document_id: str) -> Removed:
        """Take a document out with its text, its file, the marks on it and its words in earlier answers. Raises NotFound, NotAllowed."""
        answers = 0

        def covered(answer: str, document: CaseDocumentText) -> str:
            nonlocal answers
            answers += 1
            return without_document(answer, document)

        gone = self.documents.remove(case_id, document_id, covered)
        self.originals.remove(case_id, gone.sha256)
        shown = CaseDocument(**gone.model_dump(exclude={"text"}))
        return Removed(document=shown, answers=answers, erased=self.record.erase())

    def ask(
        self,
        case_id: str | None,
        text: str | None,
        conversation_id: str | None = None,
        waiting_id: str | None = None,
        replaces: str | None = None,
    ) -> Asked:
        """Take a message in a conversation of a case, or in a new one, and return it with its answer to be made.

        Without a case the conversation belongs to none. `replaces` is the conversation's last exchange, in whose place the answer will
        stand; without `text` its message is asked again. A message that waits already, by `waiting_id`, replaces what it was to replace.
        Raises QuestionError, NotFound, NotAllowed or Conflict, and then nothing is kept.
        """
        if conversation_id is not None and self.conversations.get(conversation_id).case_id != case_id:
            raise NotFound(f"{conversation_id}: the case has no conversation with this id")
        if waiting_id is not None:
            return self._desk.ask_again(case_id, conversation_id, waiting_id)
        if replaces is not None:
            if conversation_id is None:
                raise QuestionError(f"replaces {replaces}: name the conversation_id that the exchange is of")
            text = self._desk.said_last(conversation_id, replaces) if text is None else text
        self._desk.check(case_id, conversation_id, text or "", replaces)
        place = conversation_id or self.conversations.begin(case_id).id
        return self._desk.ask(case_id, place, text or "", replaces)

    def assess(self, case_id: str, conversation_id: str | None = None) -> AssessmentReply:
        """Return the assessment of a case: its documents, and a conversation (the newest unless named), as its marks correct them.

        Raises NotFound, and QuestionError when nothing was said or brought along yet.
        """
        reply = self.assistant.assess(self.situation(case_id, conversation_id))
        if self.store.get(case_id).role != "reader":
            self.store.note(case_id, reply.outcome)
        return reply

    def plan_check(self, case_id: str, actions: Sequence[str], conversation_id: str | None = None) -> PlanCheck:
        """Return how each action fits the stage of the case. Raises NotFound, QuestionError."""
        return self.assistant.plan_check(self.situation(case_id, conversation_id), actions)

    def timeline(self, case_id: str) -> Timeline:
        """Return the line that the case's dated documents draw, as its marks correct them. Raises NotFound, QuestionError."""
        case = self.store.live(case_id)
        question = self._desk.situation(case_id, None).question
        traced = self.assistant.timeline(question.documents, marks=question.marks)
        if case.role != "reader":
            self.store.note_direction(case_id, traced.direction, case.changed)
        return traced

    def changes(self, case_id: str, since: str | None = None, until: str | None = None) -> Changes:
        """Return what changed between the ends of two days, by the case's dated documents, as its marks correct them.

        `since` is the day of the first paper where it is None, `until` that of the newest. Raises NotFound, QuestionError.
        """
        self.store.live(case_id)
        first, last = window(since, until)
        question = self._desk.situation(case_id, None).question
        return self.assistant.changes(question.documents, first, last, marks=question.marks)

    def as_service(self, case_id: str) -> Service:
        """Return a case as a service to compare, with its plan. Raises NotFound, and QuestionError when there is nothing in it yet."""
        case, kept = self.store.live(case_id), self.plans.get(case_id)
        actions = [action.text for action in kept.actions] if kept else []
        return Service(case.name, self.situation(case_id), actions)

    def situation(self, case_id: str, conversation_id: str | None = None) -> Question:
        """Return the question that a case amounts to. Raises NotFound, and QuestionError when there is nothing in it yet."""
        self.store.live(case_id)
        if conversation_id is None:
            spoken = [one for one in self.conversations.listed(case_id) if one.exchanges]
            conversation_id = spoken[0].id if spoken else None
        elif self.conversations.get(conversation_id).case_id != case_id:
            raise NotFound(f"{conversation_id}: the case has no conversation with this id")
        question = self._desk.situation(case_id, conversation_id).question
        if not question.documents and question.turns == [""]:
            raise QuestionError("the case is empty; add documents or describe the service first")
        return question

    def mark(self, case_id: str, mark: Mark, conversation_id: str | None = None) -> list[CaseMark]:
        """Keep a correction of the ledger, as places, and return what was added: none where it was there already.

        Raises NotFound, NotAllowed, and QuestionError for a place that is not there or a contradiction to another mark.
        """
        if conversation_id is not None and self.conversations.get(conversation_id).case_id != case_id:
            raise NotFound(f"{conversation_id}: the case has no conversation with this id")
        turns = self._desk.turns(conversation_id) if conversation_id is not None else []
        documents, kept = self.documents.texts(case_id), self.documents.marks(case_id)
        return self.documents.add_marks(case_id, placed_rows(mark, kept, documents, turns, conversation_id))

    def conversation(self, conversation_id: str) -> CaseConversation:
        """Return a conversation whole. Raises NotFound."""
        listed: ConversationListed = self.conversations.get(conversation_id)
        return CaseConversation(
            id=listed.id,
            case_id=listed.case_id,
            started_at=listed.started_at,
            exchanges=self.record.conversation(conversation_id),
            waiting=self.conversations.waiting(conversation_id),
        )

    def save_draft(
        self, case_id: str, text: str, conversation_id: str | None = None, version: int | None = None
    ) -> Draft:
        """Keep what was typed, with personal data covered. Raises NotFound, Conflict, QuestionError when it is too long."""
        longest = self.settings.limits.question_chars
        if len(text) > longest:
            raise QuestionError(f"the draft has {len(text):,} characters, more than {longest:,}; shorten it")
        return self.conversations.save_draft(case_id, clean(text).text, conversation_id, version)

    def save_plan(self, case_id: str, actions: Sequence[str], version: int | None = None) -> CasePlan:
        """Keep the plan of a case, with personal data covered, and return it. Raises NotFound, NotAllowed, Conflict, QuestionError."""
        return self.plans.save(case_id, plan_texts(actions, self.settings.limits.question_chars), version)

    def passage(self, chunk_id: str) -> Chunk:
        """Return a passage of the corpus, or of a file of a case that the user may see. Raises NotFound."""
        chunk = self.assistant.passage(chunk_id)
        if chunk is not None and chunk.info.case is not None:
            try:
                self.store.live(chunk.info.case)
            except NotFound:
                chunk = None
        if chunk is None:
            raise NotFound("no passage has this id; take a chunk_id from a citation or from retrieve")
        return chunk

    def export(self, file: IO[bytes], case_id: str | None = None, account: str | None = None) -> None:
        """Write all of the user's data, or one case, as a zip; `account` is JSON on the user's account. Raises NotFound."""
        exporter = Exporter(self.store, self.documents, self.conversations, self.plans, self.record, self.originals)
        exporter.write(file, case_id, account)

    def forget(self) -> Gone:
        """Delete for good all that is the user's own: cases, documents, conversations, drafts, files. Backups made before keep it."""
        cases = self.store.listed(archived=True) + self.store.listed(deleted=True)
        own = [case for case in cases if case.role == "owner"]
        loose = len(self.conversations.listed())
        for case_id in self.store.forget_user():
            self.originals.remove(case_id)
        return Gone(
            cases=len(own),
            documents=sum(case.documents for case in own),
            conversations=sum(case.conversations for case in own) + loose,
            erased=self.record.erase(),
        )

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.assistant, self.settings.limits, self.documents, self.conversations, self.record)
