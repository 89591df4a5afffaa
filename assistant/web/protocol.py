"""What the page needs of an assistant, so that tests can stand in for it."""

from collections.abc import Iterator
from typing import Protocol

from assistant.models import Answer, Question
from corpus.models import Chunk


class PageAssistant(Protocol):
    """The part of `Assistant` that the page calls. One object serves every visitor, so it must be safe to share."""

    def stream(self, question: Question, conversation_id: str | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows, once per finished section; the last one is final."""
        ...

    def passage(self, chunk_id: str) -> Chunk | None:
        """Return the whole passage that a citation names, or None when the index no longer holds it."""
        ...

    def ready(self) -> dict[str, str]:
        """Return the versions in use."""
        ...
