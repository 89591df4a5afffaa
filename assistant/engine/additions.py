"""The signs that a user adds: given their indicator, and weighed into the outcomes by Bayes' rule.

An added sign is an indicator of the rubric that somebody who knows the service says is there. How often it is found at each
stage is `sign_chances`, by which the next questions are weighed too: .7, .55 or .4 at its own stage by its weight in the rubric, .4
where a higher stage may carry it, .15 elsewhere. Where the evidence is too little to name a stage it is found as seldom as where it
is absent, .15: a single sign then does not make a stage, and about three do, as the rubric asks. For a text about something else it is
.1, what the rubric's answers rule out. So the doubt shrinks by the rule by which the stages move: each outcome is multiplied by its
likelihood ratio, and all are scaled to one.

Nothing is counted twice. An indicator counts once, however many words show it. Of what the model has already read as that indicator's
sign, with chance c, only the rest is added: with L the likelihood ratio of the sign against knowing nothing (the mean over the stages),
the model has used c L + 1 - c, as for evidence that is itself uncertain (Pearl 1988, Probabilistic Reasoning in Intelligent Systems,
2.3), and what is multiplied in is L / (c L + 1 - c).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.engine.indicators import find_indicator, indicator_fields, nearest_indicator
from assistant.engine.places import onto_first_copy
from assistant.engine.predictor import Prediction
from assistant.engine.questions import RULED_OUT, SIGN_ABSENT, sign_chances
from assistant.engine.reading import Embeds
from assistant.engine.texts import Sentence, SourceText, same_words
from assistant.models import Mark, Signal
from corpus.vocabulary import STAGES


@dataclass(frozen=True)
class Sign:
    """An indicator that the user says is there. `known` is the chance, 0..1, that the model has already read its words as such."""

    code: str
    chances: np.ndarray
    known: float = 0.0


def added_signals(
    placed: Sequence[Mark], texts: Sequence[SourceText], embedder: Embeds, model: StageModel
) -> list[Signal]:
    """Return the signals that marks add, in order of place: of those that overlap, or have the same words, the longest one.

    Each is embedded by itself, since the vectors of a batch depend a little on what else is in it.
    """
    by_name = {text.name: text.text for text in reversed(texts)}
    places = [onto_first_copy(mark, texts) for mark in placed if mark.verdict == "add"]
    quotes = [by_name[mark.source or ""][mark.start : mark.end] for mark in places]
    vectors = [embedder.embed([quote])[0] for quote in quotes]
    return _apart([_signal(*found, model) for found in zip(places, quotes, vectors, strict=True)])


def _signal(mark: Mark, quote: str, vector: np.ndarray, model: StageModel) -> Signal:
    assert mark.stage is not None, "a mark that adds has a stage"
    assert mark.start is not None, "a mark that adds has a span"
    assert mark.end is not None, "a mark that adds has a span"
    code = nearest_indicator(vector, mark.stage, model)
    return Signal(
        quote=quote,
        source=mark.source or "",
        start=mark.start,
        end=mark.end,
        stage=mark.stage,
        standing="now_here",
        theme=find_indicator(code, model.rubric).get("theme"),
        weight=1.0,
        marked=True,
        **indicator_fields(code, model),
    )


def _apart(signals: Sequence[Signal]) -> list[Signal]:
    kept: list[Signal] = []
    for signal in sorted(signals, key=lambda s: s.start - s.end):
        if not any(_repeats(signal, other) for other in kept):
            kept.append(signal)
    return sorted(kept, key=lambda s: (s.source, s.start, s.stage))


def _repeats(signal: Signal, other: Signal) -> bool:
    """Whether a signal that counts shows what `other` shows, with the same or overlapping words."""
    if signal.stage != other.stage or signal.standing != "now_here":
        return False
    return _overlap(signal, other) or same_words(signal.quote) == same_words(other.quote)


def _overlap(one: Signal | Sentence, other: Signal) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def without_repeats(found: Sequence[Signal], added: Sequence[Signal]) -> list[Signal]:
    """Return the signals of `found` that no added one shows again."""
    return [signal for signal in found if not any(_repeats(signal, one) for one in added)]


def signs_of(
    added: Sequence[Signal],
    found: Sequence[Signal],
    sentences: Sequence[Sentence],
    prediction: Prediction,
    model: StageModel,
) -> list[Sign]:
    """Return the signs that added signals confirm, one an indicator, with how surely the model has read each already.

    It has where it read the added words so, or showed the same indicator, in `found`, by other words. Of several words added for one
    indicator those that the model knew least are what is new, so that no mark ever takes from another.
    """
    shown = {s.indicator: s.weight for s in sorted(found, key=lambda s: s.weight) if s.standing == "now_here"}
    known: dict[str, float] = {}
    for signal in added:
        if signal.indicator:
            read = max(_read(signal, sentences, prediction), shown.get(signal.indicator, 0.0))
            known[signal.indicator] = min(known.get(signal.indicator, 1.0), read)
    indicators = [find_indicator(code, model.rubric) for code in sorted(known)]
    return [Sign(i["code"], sign_chances(i["stage"], i["weight"]), known[i["code"]]) for i in indicators]


def _read(signal: Signal, sentences: Sequence[Sentence], prediction: Prediction) -> float:
    """The chance that the model read the words of `signal`, or a copy of them that counts, as a sign of its stage."""
    own = {same_words(s.text) for s in sentences if _overlap(s, signal)}
    rows = zip(sentences, prediction.counting[:, STAGES.index(signal.stage)], strict=True)
    return max((float(chance) for s, chance in rows if s.counts and same_words(s.text) in own), default=0.0)


def confirm(outcomes: np.ndarray, signs: Sequence[Sign]) -> np.ndarray:
    """Return the outcomes' probabilities, (7,), after `signs` have been confirmed. Their order changes nothing."""
    if not signs:
        return outcomes
    weighed = outcomes.astype(float)
    for sign in sorted(signs, key=lambda s: s.code):
        weighed = weighed * _ratios(sign)
    return np.asarray(weighed / weighed.sum())


def _ratios(sign: Sign) -> np.ndarray:
    """What each outcome is multiplied by, (7,), in the order of OUTCOMES."""
    likelihood = np.append(sign.chances, [SIGN_ABSENT, RULED_OUT]) / sign.chances.mean()
    return np.asarray(likelihood / (sign.known * likelihood + 1 - sign.known))
