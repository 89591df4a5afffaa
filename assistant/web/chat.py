"""What happens when a visitor asks, stops, begins anew or opens a source. Knows nothing of Gradio.

One `Chat` serves all visitors, so it keeps nothing of any of them: their conversation comes in and goes out.
"""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import QuestionError
from assistant.models import Answer, Question
from assistant.web.conversation import Conversation, Turn
from assistant.web.passages import LOST_PANEL, passage_html
from assistant.web.protocol import PageAssistant
from corpus.errors import RegripError

logger = logging.getLogger(__name__)

EMPTY_MESSAGE = "Please type a question or describe your service first."
FAILED_MESSAGE = (
    "Something went wrong on our side, and there is no answer this time. Your question is kept above; please try again."
)
BUSY_MESSAGE = "Regrip is still answering. Wait for the answer to end, or press Stop."


@dataclass(frozen=True)
class Screen:
    """What the page shows next. `box` is the text box's content, or None to leave it as the visitor has it."""

    conversation: Conversation
    said: str = ""
    problem: str = ""
    box: str | None = None


class Chat:
    """The visitor's actions, on an assistant that all visitors share."""

    def __init__(self, assistant: PageAssistant) -> None:
        self._assistant = assistant

    def ask(self, message: str, conversation: Conversation) -> Iterator[Screen]:
        """Answer `message`, yielding a screen whenever more of the answer is there."""
        if conversation.current is not None:
            yield Screen(conversation, problem=BUSY_MESSAGE)
        elif not message.strip():
            yield Screen(conversation, problem=EMPTY_MESSAGE)
        else:
            yield from self._answer(conversation.start(message.strip()), conversation)

    def _answer(self, turn: Turn, conversation: Conversation) -> Iterator[Screen]:
        yield Screen(conversation, said="Regrip is working on the answer.", box="")
        try:
            for answer in self._assistant.stream(Question(turns=conversation.messages()), conversation.id):
                if conversation.current is not turn:
                    return
                turn.answer = answer
                yield Screen(conversation, said="Regrip is working on the answer.")
        except GeneratorExit:  # the visitor pressed Stop or closed the page
            if conversation.current is turn:
                conversation.stop()
            raise
        except QuestionError as error:
            conversation.take_back(turn)
            yield Screen(conversation, problem=str(error), box=turn.message)
            return
        except RegripError as error:
            turn.problem = str(error)
        except Exception as error:  # a visitor must never see a traceback, whatever broke
            _log(error)
            turn.problem = FAILED_MESSAGE
        finally:
            if conversation.current is turn:
                conversation.finish()
        yield Screen(conversation, said=turn.problem or _summary(turn.answer))

    def stop(self, conversation: Conversation) -> Screen:
        """End the answer being made; what has arrived stays."""
        conversation.stop()
        return Screen(conversation, said="Stopped.")

    def begin_anew(self, conversation: Conversation) -> Screen:
        """Forget this conversation in the page and start an empty one."""
        conversation.clear()
        return Screen(conversation, said="A new conversation has begun.", box="")

    def open_source(self, turn: int, n: int, conversation: Conversation) -> str:
        """Return the sources panel for citation `n` of turn number `turn`."""
        citation = conversation.citation(turn, n)
        if citation is None:
            return LOST_PANEL
        try:
            chunk = self._assistant.passage(citation.chunk_id)
        except Exception as error:  # the quoted words can be shown without the index
            _log(error)
            chunk = None
        return passage_html(citation, chunk, turn)


def _summary(answer: Answer | None) -> str:
    if answer is None:
        return "There is no answer."
    sources = len(answer.citations)
    return f"The answer is ready, with {sources} {'source' if sources == 1 else 'sources'}."


def _log(error: Exception) -> None:
    """Log where it broke but not the message of the error, which may hold what the visitor typed."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s while serving the page:\n%s", type(error).__name__, where)
