"""From the sentences found for a question to a verdict: are they its answer, and does one of them contradict what it assumes."""

from dataclasses import dataclass

import numpy as np

from assistant.answerability import features, premises
from assistant.answerability.counted import counted
from assistant.answerability.joined import affirmed, unjoined
from assistant.answerability.openings import merely_asks, without_times
from assistant.answerability.unsaid import Unsaid, unsaid
from assistant.answerability.weights import AnswerabilityModel, load_answerability_model
from assistant.claims.weights import load_claim_model
from assistant.passages import Unit
from assistant.queries.entities import known_places
from assistant.selection import Selection
from assistant.selection.housekeeping import is_housekeeping

MOST_CORRECTIONS = 2
SURE_SENTENCE = 0.6
"""From this chance of the likeliest sentence on an answer stands, whatever the other signs say: short plain questions lack most of them."""
POOR_SENTENCE, LIKELY_SENTENCE = 0.45, 0.9
"""Below these chances of the likeliest sentence a question is declined where none that leads, or none at all, speaks of the thing asked
about. Where none that leads does, the answer is doubted at any chance."""


@dataclass(frozen=True)
class Verdict:
    """`answered` is the chance, 0..1, that the passages answer the question, `declines` whether it is too low to answer from them, and
    `doubts` whether it is so low that an answer has to say that they may only come near. A question about several places that notes are
    about is never declined: hardly a sentence speaks of two at once, but those about each may be set beside each other. Where no sentence
    speaks of the measure or the thing that a figure is asked of, the question is declined or doubted, however likely the sentences look.

    `corrections` are sentences that may contradict what the question takes for granted, likeliest first. `beside` is the likeliest
    one where the question takes something for granted and none is likely enough to be called a contradiction. `unjoined` is what the
    question takes for granted of a place and no sentence says of it, as "Leeds had a trust". `counts_another` is whether the figure that a
    question asks for is in none of the leading sentences. `unsaid` is the clause that it takes for granted and no note says, in its words.
    """

    answered: float
    declines: bool
    doubts: bool = False
    corrections: tuple[Unit, ...] = ()
    beside: Unit | None = None
    unjoined: str | None = None
    counts_another: bool = False
    unsaid: str = ""


class Judge:
    """Judges with the committed weights. Safe to share between threads."""

    def __init__(self, model: AnswerabilityModel | None = None) -> None:
        """Take the committed weights unless others are given. Raises ModelFileError."""
        self._model = model or load_answerability_model()

    @property
    def version(self) -> str:
        """The weights' version: changes whenever a verdict may."""
        return self._model.version

    def judge(self, selection: Selection) -> Verdict:
        """Return the verdict on what was found for a question."""
        row = features.read_features(selection, rarity)
        found = bool(row.any())
        answered = self._model.answered(row) if found else 0.0
        several = found and len(known_places(selection.understanding.query)) > 1
        likeliest = selection.spans[0].chance if found else 0.0
        near = found and likeliest >= SURE_SENTENCE
        lacks = unsaid(selection) if found and not several else Unsaid()
        counts = counted(selection, rarity) if found and not several else "same"
        astray = (
            lacks.measures
            or (counts == "nowhere" and likeliest < LIKELY_SENTENCE)
            or (lacks.all and likeliest < POOR_SENTENCE)
            or (lacks.nowhere and likeliest < LIKELY_SENTENCE)
        )
        units, rows = premises.read_features(selection)
        chances = self._model.contradicts(rows)
        query = selection.understanding.query
        ranked = [i for i in np.argsort(-chances, kind="stable") if not is_housekeeping(units[i].text)]
        assumes = premises.assumes(without_times(query))
        order = [
            i
            for i in ranked
            if chances[i] >= self._model.least_contradiction and (assumes or premises.difference(query, units[i].text))
        ]
        corrections = tuple(dict.fromkeys([*filter(None, [affirmed(selection)]), *(units[i] for i in order)]))[
            :MOST_CORRECTIONS
        ]
        return Verdict(
            answered=answered,
            declines=astray or (answered < self._model.least_answered and not several and not near),
            doubts=astray
            or counts != "same"
            or lacks.part
            or lacks.all
            or (answered < self._model.least_sure and not near),
            corrections=corrections,
            beside=units[ranked[0]] if assumes and ranked and not corrections and not merely_asks(query) else None,
            unjoined=unjoined(selection) if found else None,
            counts_another=counts != "same",
        )


def rarity(stem: str) -> float:
    """Return how rare a stem is in the corpus: the logarithm of its inverse frequency."""
    background = load_claim_model().weights.background
    return background.get(stem, background[""])
