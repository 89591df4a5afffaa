"""Cases: one service followed over time, with its documents, conversations and marks, for the page and the API alike."""

from assistant.cases.service import Cases

__all__ = ["Cases"]
