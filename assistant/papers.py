"""Papers made fit to be read: what is hidden left out, personal data covered, orders to software found."""

from dataclasses import dataclass

from corpus.hygiene import clean
from corpus.instructions import WARNING, has_instructions
from indexes.text_memory import TextMemory

MOST_KNOWN = 4096
"""Papers that are known again."""


@dataclass(frozen=True)
class FitPaper:
    """A paper's text fit to be read, in the length of what was brought, and what its reader is to be told of it."""

    text: str
    warnings: tuple[str, ...]


class PaperCheck:
    """Makes papers fit to be read. A case's papers come with every question, so one that was fit as it came is known again by a keyed
    hash and not read anew; no text is held. Safe to share between threads.
    """

    def __init__(self, most: int = MOST_KNOWN) -> None:
        """Know the latest `most` papers again."""
        self._known = TextMemory[bool](most)

    def check(self, text: str) -> FitPaper:
        """Return a paper fit to be read."""
        ordering = self._known.get(text)
        if ordering is not None:
            return FitPaper(text, (WARNING,) if ordering else ())
        cleaned, ordering = clean(text), has_instructions(text)
        if cleaned.text == text and not cleaned.warnings:
            self._known.put(text, ordering)
        return FitPaper(cleaned.text, (*cleaned.warnings, *([WARNING] if ordering else [])))
