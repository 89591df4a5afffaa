"""What is asked within a case: documents, earlier turns and marks go with it, and the message is kept before anything is shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.cases.marking import as_marks
from assistant.errors import NotFound, QuestionError
from assistant.models import Answer, Question, UserDocument
from assistant.pipeline import Keeping
from assistant.settings import LimitSettings
from assistant.state.case_models import CaseDocumentText, Waiting
from assistant.state.conversations import ConversationStore
from assistant.state.documents import DocumentStore
from assistant.state.replacing import not_newest
from assistant.state.store import Record
from corpus.hygiene import clean


@dataclass(frozen=True)
class Asked:
    """A message that was taken: it is on disk. `answers` makes its answer, growing with each section, the last time whole and kept."""

    waiting: Waiting
    answers: Iterator[Answer]


@dataclass(frozen=True)
class Situation:
    """All that is known in a case at a point of one conversation."""

    question: Question
    documents: list[CaseDocumentText]


class Desk:
    """Asks within cases for one user."""

    def __init__(
        self,
        assistant: Assistant,
        limits: LimitSettings,
        documents: DocumentStore,
        conversations: ConversationStore,
        record: Record,
    ) -> None:
        self._assistant, self._limits = assistant, limits
        self._documents, self._conversations, self._record = documents, conversations, record

    def ask(self, case_id: str | None, conversation_id: str, text: str, replaces: str | None = None) -> Asked:
        """Take a message and return it with its answer to be made. Raises NotFound, NotAllowed or Conflict, and then nothing is kept."""
        waiting = self._conversations.take(conversation_id, clean(text).text, replaces)
        return self._asked(case_id, waiting, text)

    def ask_again(self, case_id: str | None, conversation_id: str | None, waiting_id: str) -> Asked:
        """Return a message that waits with its answer to be made. Raises NotFound when it does not wait any more."""
        there = self._conversations.waiting(conversation_id) if conversation_id is not None else []
        waiting = next((one for one in there if one.id == waiting_id), None)
        if waiting is None:
            raise NotFound(f"{waiting_id}: no message with this id waits here; it may have been answered")
        return self._asked(case_id, waiting, waiting.text)

    def situation(
        self, case_id: str | None, conversation_id: str | None, text: str | None = None, replaces: str | None = None
    ) -> Situation:
        """Return the question that a case and a conversation amount to; `text` is a new last turn, if there is one.

        The exchange that the new turn `replaces` is left out, with the marks on it.
        """
        documents = self._documents.texts(case_id) if case_id is not None else []
        before = self.turns(conversation_id, replaces) if conversation_id is not None else []
        turns = [*before, text] if text is not None else before or [""]
        marks = self._documents.marks(case_id) if case_id is not None else []
        kept = [mark for mark in marks if mark.turn is None or mark.turn <= len(before)]
        question = Question(
            turns=turns,
            documents=[UserDocument(title=d.title, date=d.date, text=d.text) for d in documents],
            marks=as_marks(kept, documents, len(turns), conversation_id),
            case=case_id,
        )
        return Situation(question, documents)

    def turns(self, conversation_id: str, replaced: str | None = None) -> list[str]:
        """Return what was said in a conversation and answered, oldest first; what two tabs asked at once stands one after the other.

        The exchange that is to be `replaced` is left out while it is the last.
        """
        exchanges = self._record.conversation(conversation_id)
        first = exchanges[0].question.turns[:-1] if exchanges else []
        if replaced is not None and exchanges and exchanges[-1].id == replaced:
            del exchanges[-1]
        return [*first, *(exchange.question.text for exchange in exchanges)]

    def said_last(self, conversation_id: str, exchange_id: str) -> str:
        """Return the message of a conversation's last exchange as it was kept. Raises Conflict when that is another one."""
        exchanges = self._record.conversation(conversation_id)
        if not exchanges or exchanges[-1].id != exchange_id:
            raise not_newest(exchange_id)
        return exchanges[-1].question.text

    def _asked(self, case_id: str | None, waiting: Waiting, text: str) -> Asked:
        situation = self.situation(case_id, waiting.conversation_id, text, waiting.replaces)
        return Asked(waiting, self._answers(waiting, situation))

    def _answers(self, waiting: Waiting, situation: Situation) -> Iterator[Answer]:
        keeping = Keeping(self._record.user, waiting.id, tuple(d.id for d in situation.documents))
        try:
            yield from self._assistant.stream(situation.question, waiting.conversation_id, keeping)
        except QuestionError:
            self._conversations.give_up(waiting.conversation_id, waiting.id)
            raise

    def check(self, case_id: str | None, conversation_id: str | None, text: str, replaces: str | None = None) -> None:
        """Raise QuestionError, before anything is kept, for a message that the assistant would refuse."""
        if not text.strip() and not (case_id and self._documents.listed(case_id)):
            raise QuestionError("the question is empty; type what you see in the service, or ask about guidance")
        if len(text) > self._limits.question_chars:
            raise QuestionError(
                f"the message has {len(text):,} characters, more than {self._limits.question_chars:,}; cut it or bring it as a document"
            )
        if conversation_id is not None and len(self.turns(conversation_id, replaces)) >= self._limits.turns:
            raise QuestionError(
                f"the conversation has {self._limits.turns} turns, the most it may have; begin a new one"
            )
