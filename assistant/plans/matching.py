"""What an action of a plan is: the nearest response card, and the nearest line of the stage's page."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.passages import Unit
from assistant.plans.names import LINE_NAMES, RESPONSE_NAMES
from assistant.retriever import Card, Retriever
from corpus.vocabulary import STAGE_NAMES, STAGES, Fit, Outcome, Stage
from indexes.embedders import Embedder
from indexes.lexical import Tokenizer

LEAST_COSINE = 0.35
"""Below it nothing counts as near. Chosen on plans-dev; in the trial before it .30 to .40 came within .02 macro-F1."""
LEAST_LINE = 0.40
"""The same for a line of the stage's page that is quoted. On plans-dev nearly all lines that say the same as the fit are about the
action above it, a third below."""
LEAST_MARGIN = 0.08
"""By how much the nearest card must come before the second to be named. On plans-dev of the cards named .91 are right with it and .72
without; of the 57 actions that have a card 48 and 54 get it."""
_OVERLAP = 0.3
"""What shared stems add to a cosine when cards are compared; in the trial, 0 to .5 changed one response of 57."""
_SHARED = 0.15
"""The same where nearness to all cards is weighed."""
_LINES: dict[str, Fit] = {
    "What helps": "fits",
    "First 30 days": "fits",
    "By 90 days": "fits",
    "By 12 months": "fits",
    "What would be a mismatch now": "mismatch",
}


@dataclass(frozen=True)
class Near:
    """The card and the line of the stage's page nearest to an action, each with its cosine.

    `margin` is by how much the card comes before the second, and `own_cosine` that of the card without its first steps, which say
    little of what it is.
    """

    card: Card
    card_cosine: float
    own_cosine: float
    margin: float
    line: Unit | None
    line_fit: Fit
    line_cosine: float
    turnaround: Unit | None = None
    """The first line of the page on what would be a mismatch; on the page of a steady service it is about turnaround measures."""

    @property
    def nearest(self) -> str | None:
        """The id of the card, None when it is not near enough."""
        return self.card.info.id if self.card_cosine >= LEAST_COSINE else None

    @property
    def response(self) -> str | None:
        """The id of the card, None where the action may as well be something else."""
        return self.nearest if self.own_cosine >= LEAST_COSINE and self.margin >= LEAST_MARGIN else None


class _Texts:
    """Texts that speak for owners, with their vectors; several may speak for one."""

    def __init__(self, spoken: Sequence[tuple[int, str]], embedder: Embedder) -> None:
        self.owners = np.array([owner for owner, _ in spoken])
        self.vectors: np.ndarray = embedder.embed([text for _, text in spoken])

    def cosines(self, vector: np.ndarray, owners: int) -> np.ndarray:
        """Return for each owner the highest cosine of its texts."""
        best = np.full(owners, -1.0)
        np.maximum.at(best, self.owners, self.vectors @ vector)
        return best


class Matcher:
    """Matches actions to the cards and pages of one generation of the index."""

    def __init__(self, retriever: Retriever, embedder: Embedder) -> None:
        self._embedder, self._stems = embedder, Tokenizer()
        found = {card.info.id: card for stage in STAGES for card in retriever.cards(stage)}
        self.cards = [found[name] for name in sorted(found)]
        spoken = [(n, text) for n, card in enumerate(self.cards) for text in _card_texts(card)]
        self._texts = _Texts(spoken, embedder)
        self._own_texts = _Texts([(n, t) for n, card in enumerate(self.cards) for t in _own_texts(card)], embedder)
        self._held = [set[str]() for _ in self.cards]
        for owner, text in spoken:
            self._held[owner] |= set(self._stems(text))
        self._seen = Counter(stem for stems in self._held for stem in stems)
        self._abouts = embedder.embed([_about(card) for card in self.cards])
        self._pages: dict[Outcome, list[tuple[Unit, Fit]]] = {
            outcome: _page_lines(retriever, outcome) for outcome in STAGES
        }
        self._page_texts = {o: _Texts(_line_texts(lines), embedder) for o, lines in self._pages.items() if lines}

    def near(self, actions: Sequence[str], rows: np.ndarray, outcome: Outcome) -> list[Near]:
        """Return what each action, with its unit row, is nearest to at the stage of `outcome`."""
        return [self._near(text, row, outcome) for text, row in zip(actions, rows, strict=True)]

    def card_cosines(self, text: str) -> np.ndarray:
        """Return the cosine of each card's title and description with a text."""
        return np.asarray(self._abouts @ self._embedder.embed([text])[0])

    def asked_for(self, stage: Stage) -> np.ndarray:
        """Return for each card its highest cosine with a line of what the stage's page asks for."""
        lines, texts = self._pages[stage], self._page_texts.get(stage)
        if texts is None:
            return np.zeros(len(self.cards))
        wanted = [lines[owner][1] == "fits" for owner in texts.owners]
        return np.asarray((self._abouts @ texts.vectors[wanted].T).max(axis=1, initial=0.0))

    def asks(self, stage: Stage) -> list[Unit]:
        """Return the lines of what the stage's page asks for."""
        return [unit for unit, fit in self._pages[stage] if fit == "fits"]

    def card_nearness(self, text: str, vector: np.ndarray) -> np.ndarray:
        """Return how near each card is to an action with its vector: the highest cosine of its texts, more where they share stems."""
        return self._texts.cosines(vector, len(self.cards)) + _SHARED * self._overlaps(text)

    def line_nearness(self, vector: np.ndarray, stage: Stage) -> tuple[float, float]:
        """Return the highest cosines with the lines of the stage's page that ask for something and that warn; 0 where it has none."""
        lines, texts = self._pages[stage], self._page_texts.get(stage)
        if texts is None:
            return 0.0, 0.0
        cosines = texts.cosines(vector, len(lines))
        best = {
            fit: [c for c, (_, own) in zip(cosines, lines, strict=True) if own == fit] for fit in ("fits", "mismatch")
        }
        return float(max(best["fits"], default=0.0)), float(max(best["mismatch"], default=0.0))

    def _near(self, text: str, vector: np.ndarray, outcome: Outcome) -> Near:
        cosines = self._texts.cosines(vector, len(self.cards))
        scores = cosines + _OVERLAP * self._overlaps(text)
        second, chosen = (int(row) for row in np.argsort(scores)[-2:])
        own = self._own_texts.cosines(vector, len(self.cards))
        card = (self.cards[chosen], float(cosines[chosen]), float(own[chosen]), float(scores[chosen] - scores[second]))
        lines = self._pages.get(outcome, [])
        if not lines:
            return Near(*card, None, "mismatch", -1.0)
        to_lines = self._page_texts[outcome].cosines(vector, len(lines))
        line = int(np.argmax(to_lines))
        unit, fit = lines[line]
        warned = next((unit for unit, fit in lines if fit == "mismatch"), None)
        return Near(*card, unit, fit, float(to_lines[line]), warned)

    def _overlaps(self, text: str) -> np.ndarray:
        """Return for each card the share of the action's stems that it holds, rare stems counting more; 0..1."""
        known = {stem for stem in self._stems(text) if self._seen[stem]}
        weight = {stem: math.log(1 + len(self.cards) / (1 + self._seen[stem])) for stem in known}
        total = sum(weight.values()) or 1.0
        return np.array([sum(weight[stem] for stem in known & held) / total for held in self._held])


def sentence_for(card: Card, stage: Stage) -> Unit | None:
    """Return the card's fullest sentence on its fit for the stage; each begins with the stage's name."""
    lead = "no difficulty" if stage == "steady" else STAGE_NAMES[stage]
    lines = [unit for part in ("Where it fits", "Where it is a mismatch") for unit in card.parts.get(part, ())]
    own = [unit for unit in lines if unit.text.lower().startswith(lead)]
    return max(own, key=lambda unit: len(unit.text), default=None)


def _about(card: Card) -> str:
    return " ".join([card.info.title, *(unit.text for unit in card.parts.get("What it is", ())[:2])])


def _card_texts(card: Card) -> list[str]:
    return [*_own_texts(card), *(unit.text for unit in card.parts.get("First steps", ()))]


def _own_texts(card: Card) -> list[str]:
    own = [unit.text for unit in card.parts.get("What it is", ())]
    return [card.info.title, *own, *RESPONSE_NAMES.get(card.info.id, ())]


def _page_lines(retriever: Retriever, outcome: Outcome) -> list[tuple[Unit, Fit]]:
    page = retriever.stage_page(outcome)
    return [(unit, fit) for heading, fit in _LINES.items() for unit in page.get(heading, ())]


def _line_texts(lines: Sequence[tuple[Unit, Fit]]) -> list[tuple[int, str]]:
    spoken = []
    for number, (unit, _) in enumerate(lines):
        names = [name for key, names in LINE_NAMES.items() if re.search(key, unit.text) for name in names]
        spoken += [(number, text) for text in (unit.text, *names)]
    return spoken
