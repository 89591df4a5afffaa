"""Whether a sentence tells of a condition that is asked about: by meaning, by the words they share, and by the learned choice."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.selection.candidates import Candidate
from assistant.selection.features import pieces_of
from assistant.selection.selector import Selector, likenesses
from assistant.understanding import Understanding
from indexes.lexical import Tokenizer
from indexes.likeness import Likeness

ARC = "What it is"
"""The heading under which a note says in a line what became of a council."""
_CHANCE, _WORDS = 0.5, 0.5
"""What the learned chance and the share of words count beside the likeness in meaning."""
_GRADES = re.compile(r"\b(?:inadequate|requires improvement|good|outstanding|relapse\w*)\b", re.IGNORECASE)
_ABOUT_GRADES = 0.25
"""What it adds to the line that gives a council's grades in order that these are asked for."""
_DEGREE = frozenset(
    Tokenizer()(
        "lean leaning leaned heavy heavily high highly reliance rely relying depend dependence long bad badly big huge massive serious "
        "severe whole most many lots really very repeatedly itself at once use using staff "
        "social worker workers council councils service services"
    )
)
"""Words of how bad a thing is, or of no one thing: what remains of a condition is what a sentence has to tell of."""
_PARTNERS = re.compile(r"\b(?:multi|single|inter)-?agency\b|\b(?:partner )?agencies\b", re.IGNORECASE)
"""Partners, whose stem is also that of an agency that lends staff."""
_NOT = re.compile(r"\bwithout\b|\bno\b|\bnot\b|\bnever\b|\black", re.IGNORECASE)
LEAST, LEAST_WORDS = 0.8, 0.45
"""Worth, and share of the condition's words by their rarity, from which a sentence tells of it."""


class Told(NamedTuple):
    """A sentence, what it is worth as an answer, and whether it tells of the condition."""

    unit: Unit
    worth: float
    tells: bool


class Tellers:
    """Weighs sentences against one condition."""

    def __init__(self, wanted: Understanding, retriever: Retriever, selector: Selector) -> None:
        self._wanted, self._retriever, self._selector = wanted, retriever, selector

    def told(self, found: Sequence[Candidate]) -> list[Told]:
        """Return the sentences, best first."""
        if not found:
            return []
        likeness = likenesses(self._wanted.query, found, self._retriever)
        chances = self._selector.chances(self._wanted, found, likeness)
        shares = _shares(self._wanted.query, [c.unit for c in found])
        told = [
            self._weighed(c.unit, likeness[c.unit.chunk.id], float(chance), share)
            for c, chance, share in zip(found, chances, shares, strict=True)
        ]
        return sorted(told, key=lambda one: -one.worth)

    def _weighed(self, unit: Unit, likeness: Likeness, chance: float, share: float) -> Told:
        near = pieces_of(unit, likeness)
        mean = float(likeness.weights @ near) if len(likeness.weights) == len(near) else float(near.mean())
        worth = mean + _CHANCE * chance + _WORDS * share
        if _GRADES.search(self._wanted.query) and unit.chunk.heading[:1] == (ARC,):
            worth += _ABOUT_GRADES
        lacks = "without" in self._wanted.query and not _NOT.search(unit.text)
        return Told(unit, worth - lacks * _ABOUT_GRADES, worth >= LEAST and share >= LEAST_WORDS and not lacks)


def _shares(condition: str, units: Sequence[Unit]) -> list[float]:
    """Return for each sentence the share of the condition's words that it has, a word that few of them have counting more."""
    stems = Tokenizer()
    asked = set(stems(_PARTNERS.sub("partners", condition)))
    wanted = asked - _DEGREE or asked
    held = [wanted & set(stems(_PARTNERS.sub("partners", f"{unit.chunk.info.title} {unit.text}"))) for unit in units]
    seen = Counter(stem for has in held for stem in has)
    weight = {stem: math.sqrt(math.log(1 + len(units) / (1 + seen[stem]))) for stem in wanted}
    total = sum(weight.values()) or 1.0
    return [sum(weight[stem] for stem in has) / total for has in held]
