"""What a file holds and no reader of it sees: counted, looked at for orders to software, and never part of the text."""

from collections.abc import Iterable

from corpus.files.blocks import clean
from corpus.instructions import has_instructions

ORDERS = "hidden words in the file speak to automated readers; they were left out and count as no evidence"
_MOST = 200_000
"""Characters kept to look at."""


class Hidden:
    """The hidden words of one file. `aside` holds what is no text of it at all: comments, descriptions of pictures, properties."""

    def __init__(self) -> None:
        self.words = 0
        self._texts: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Count words of the text that a reader does not see."""
        self.words += len(clean(text).split())
        self.aside(text)

    def aside(self, text: str | None) -> None:
        """Keep words that belong to no text, to look at them only."""
        if text and self._size < _MOST:
            self._texts.append(text[: _MOST - self._size])
            self._size += len(text)

    def aside_all(self, texts: Iterable[str | None]) -> None:
        """Keep several of them."""
        for text in texts:
            self.aside(text)

    def warnings(self, said: str, least: int = 1) -> list[str]:
        """Return what to tell the user. `said` is followed by the number of words; fewer than `least` are not worth a line."""
        lines = [f"{said}: {self.words}"] if self.words >= least else []
        if self._texts and (has_instructions("\n".join(self._texts)) or has_instructions(" ".join(self._texts))):
            lines.append(ORDERS)
        return lines
