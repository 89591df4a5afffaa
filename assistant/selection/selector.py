"""From passages to the sentences of an answer, each with the chance that it belongs there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.selection.agency import of_other_agencies
from assistant.selection.candidates import Candidate, candidates
from assistant.selection.choice import choose, whole_features
from assistant.selection.features import Asked, pieces_of, read_features
from assistant.selection.housekeeping import asks_about_files, is_housekeeping
from assistant.selection.weights import SelectionModel, load_selection_model
from assistant.understanding import Understanding
from indexes.likeness import Likeness
from indexes.models import SearchResult

Wholeness = Callable[[np.ndarray], float]
"""From `whole_features` to the chance that an answer is all of it."""


def never_whole(_: np.ndarray) -> float:
    """An answer of nothing is not all of it."""
    return 0.0


class Selected(NamedTuple):
    """A span with the chance, 0..1, that a good answer says it."""

    unit: Unit
    chance: float


@dataclass(frozen=True)
class Selection:
    """The spans of the passages found, likeliest first, and how well they take up each piece of the question."""

    understanding: Understanding
    spans: tuple[Selected, ...] = ()
    likeness: dict[str, Likeness] = field(default_factory=dict)
    wholeness: Wholeness = never_whole
    leads: tuple[Unit, ...] = ()
    """Sentences that come first, one for each part of the question, however likely they are beside the others."""

    @cached_property
    def chosen(self) -> list[Unit]:
        """The sentences to show, likeliest first, without repeats, nor about Regrip's own files unless these are asked about.

        Nor those on agencies as partners, where agency workers are asked about.

        Those that lead come before the likeliest.
        """
        query = self.understanding.query
        files = asks_about_files(query)
        asked = [s for s in self.spans if not of_other_agencies(query, s.unit.text)] or self.spans
        shown = [s for s in asked if files or not is_housekeeping(s.unit.text)]
        if self.leads:
            shown.sort(key=lambda s: self.leads.index(s.unit) if s.unit in self.leads else len(self.leads))
        return choose([s.unit for s in shown], [s.chance for s in shown], self.understanding.intent)

    def looks_whole(self) -> bool:
        """Return whether the sentences shown are likelier than not to say all that a good answer says."""
        chances, shown = [s.chance for s in self.spans], len(self.chosen)
        asked = self.understanding
        return self.wholeness(whole_features(chances, shown, asked.intent, asked.query)) > 0.5

    def covered(self, units: Sequence[Unit]) -> np.ndarray:
        """Return for each piece of the question its best cosine with a piece of `units` or of the headings over them."""
        held = [
            np.maximum(pieces_of(u, self.likeness[u.chunk.id]), _above(u, self.likeness[u.chunk.id])) for u in units
        ]
        return np.max(held, axis=0) if held else np.zeros(0)


class Selector:
    """Chooses sentences with the committed weights. Safe to share between threads."""

    def __init__(self, retriever: Retriever, model: SelectionModel | None = None) -> None:
        """Take the committed weights unless others are given. Raises ModelFileError."""
        self._retriever, self._model = retriever, model or load_selection_model()

    @property
    def version(self) -> str:
        """The weights' version: changes whenever a choice may."""
        return self._model.version

    def select(self, understanding: Understanding, results: Sequence[SearchResult]) -> Selection:
        """Return every span of the results with its chance, likeliest first; equal ones in the order found."""
        found = candidates(results, self._retriever)
        likeness = likenesses(understanding.query, found, self._retriever)
        if not found:
            return Selection(understanding)
        chances = self.chances(understanding, found, likeness)
        order = np.argsort(-chances, kind="stable")
        spans = tuple(Selected(found[i].unit, float(chances[i])) for i in order)
        return Selection(understanding, spans, likeness, self._model.wholeness)

    def chances(
        self, understanding: Understanding, found: Sequence[Candidate], likeness: dict[str, Likeness]
    ) -> np.ndarray:
        """Return for each candidate the chance, 0..1, that a good answer says it; `likeness` holds that of each passage by its id."""
        return self._model.chances(read_features(Asked.of(understanding), found, likeness))


def likenesses(text: str, found: Sequence[Candidate], retriever: Retriever) -> dict[str, Likeness]:
    """Return how near `text` is to the passage of each candidate, by the passage's id."""
    chunks = list({c.unit.chunk.id: c.unit.chunk for c in found}.values())
    return {chunk.id: one for chunk, one in zip(chunks, retriever.index.likeness(text, chunks), strict=True)}


def _above(unit: Unit, likeness: Likeness) -> np.ndarray:
    return likeness.within(0, unit.chunk.index_text.find("\n"))
