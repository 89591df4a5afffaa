"""Which sentences carry something, what they show, and for or against which outcome."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.engine.indicators import NAMED_FROM, find_indicator, indicator_fields, nearest_indicator
from assistant.engine.predictor import Prediction
from assistant.engine.reading import NONE, STANDINGS, THEME_CLASSES, Embeds
from assistant.engine.texts import Sentence
from assistant.models import Signal, Standing
from corpus.vocabulary import STAGES, Outcome, Stage, Theme

Shown = tuple[Stage, Standing, float]
MOST_SIGNALS, MOST_AGAINST = 12, 6
COUNTS_FROM = 0.25
"""The least probability, by the network, at which a sentence is shown as a sign."""
SHOWS_FROM = 0.5
"""The least probability of a mechanism at which a sentence that does not count is shown."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 3


def has_words(text: str, least: int = 1) -> bool:
    """Return whether `text` has at least `least` words of two letters or more."""
    return len(_LETTERS.findall(text)) >= least


def read_signals(sentences: Sequence[Sentence], prediction: Prediction) -> list[Signal]:
    """Return what each sentence shows, for those that show anything, in order of the text; `indicate` adds the indicators.

    A sentence that counts shows the stage that the network gives it; one that does not, by
    rule or by its standing, shows the mechanism of its words. Where no sentence shows the likeliest outcome's stage, the one
    nearest to it is taken, however faintly: a stage is not named without the words behind it.
    """
    nearest = _nearest_to_outcome(sentences, prediction)
    found = []
    for i, sentence in enumerate(sentences):
        told = nearest[1] if nearest is not None and i == nearest[0] else None
        if sentence.marked or sentence.corrects or (told is None and not has_words(sentence.text, _LEAST_WORDS)):
            continue
        heads = {name: rows[i] for name, rows in prediction.heads.items()}
        counting = prediction.counting[i][: len(STAGES)]
        shown: Shown | None = _shown(sentence, counting, heads)
        if told is not None:
            shown = STAGES[told], "now_here", float(counting[told])
        if shown is not None:
            stage, standing, weight = shown
            found.append(_signal(sentence, stage, standing, weight, heads["theme"]))
    return found


def read_marked(sentences: Sequence[Sentence], unmarked: Prediction) -> list[Signal]:
    """Return what the sentences show that the user has set aside, with the standing that the mark gave them.

    `unmarked` is the prediction as if they counted: a sentence keeps the stage that it had before the mark. Copies are shown once.
    """
    found: list[Signal] = []
    for i, sentence in enumerate(sentences):
        if not sentence.marked or sentence.standing is None or any(s.quote == sentence.text for s in found):
            continue
        heads = {name: rows[i] for name, rows in unmarked.heads.items()}
        counting, mechanism = unmarked.counting[i][: len(STAGES)], heads["mechanism"][: len(STAGES)]
        shown = counting if counting.max() >= COUNTS_FROM else mechanism
        stage, weight = STAGES[int(shown.argmax())], float(shown.max())
        signal = _signal(sentence, stage, sentence.standing, weight, heads["theme"])
        found.append(signal.model_copy(update={"marked": True}))
    return found


def indicate(shown: Sequence[Signal], embedder: Embeds, model: StageModel) -> list[Signal]:
    """Return the signals, each with the nearest indicator of its stage, and that indicator's theme where it has none.

    A signal that bears an indicator already keeps it. One that is near none points to its stage and bears none.
    """
    bare = [signal.quote for signal in shown if signal.indicator is None]
    vectors = iter(embedder.embed(bare)) if bare else iter(())
    return [s if s.indicator is not None else _indicated(s, next(vectors), model) for s in shown]


def _indicated(signal: Signal, vector: np.ndarray, model: StageModel) -> Signal:
    code = nearest_indicator(vector, signal.stage, model, NAMED_FROM)
    theme = signal.theme or find_indicator(code, model.rubric).get("theme")
    return signal.model_copy(update={"theme": theme} | indicator_fields(code, model))


def _shown(sentence: Sentence, counting: np.ndarray, heads: dict[str, np.ndarray]) -> Shown | None:
    """What a sentence shows, how it stands and its weight; None when it shows nothing. `counting` is (5,)."""
    if sentence.counts and counting.max() >= COUNTS_FROM:
        return STAGES[int(counting.argmax())], "now_here", float(counting.max())
    mechanism = heads["mechanism"][: len(STAGES)]
    standing = sentence.standing or STANDINGS[int(heads["standing"].argmax())]
    if mechanism.max() < SHOWS_FROM or standing == "now_here":
        return None
    return STAGES[int(mechanism.argmax())], standing, float(mechanism.max() * (1 - counting.max()))


def _nearest_to_outcome(sentences: Sequence[Sentence], prediction: Prediction) -> tuple[int, int] | None:
    """Return (sentence, stage) for the likeliest outcome's stage when no sentence shows it by itself; None otherwise."""
    outcome = int(prediction.outcomes.argmax())
    able = [i for i, sentence in enumerate(sentences) if _may_show(sentence)]
    able = able or [i for i, sentence in enumerate(sentences) if sentence.counts]
    if outcome >= len(STAGES) or not able or _shown_by_any(prediction.counting[able], outcome):
        return None
    return max(able, key=lambda i: float(prediction.counting[i, outcome])), outcome


def _may_show(sentence: Sentence) -> bool:
    return sentence.counts and has_words(sentence.text, _LEAST_WORDS)


def _shown_by_any(counting: np.ndarray, stage: int) -> bool:
    """Whether any row of `counting` shows `stage` as its strongest, and strongly enough."""
    stages = counting[:, : len(STAGES)]
    return bool(((stages.argmax(axis=1) == stage) & (stages[:, stage] >= COUNTS_FROM)).any())


def _signal(
    sentence: Sentence,
    stage: Stage,
    standing: Standing,
    weight: float,
    themes: np.ndarray,
) -> Signal:
    return Signal(
        quote=sentence.text,
        source=sentence.source,
        start=sentence.start,
        end=sentence.end,
        stage=stage,
        standing=standing,
        theme=best_theme(themes),
        weight=round(min(max(weight, 0.0), 1.0), 4),
        indicator=None,
    )


def best_theme(probabilities: np.ndarray) -> Theme | None:
    """Return the likeliest theme, or None when that is none of them."""
    name = THEME_CLASSES[int(probabilities.argmax())]
    return None if name == NONE else name  # type: ignore[return-value]


def for_and_against(found: Sequence[Signal], outcome: Outcome) -> tuple[list[Signal], list[Signal]]:
    """Return (signals that bear the outcome out, signals against it), strongest first; no signal is in both.

    For a stage: signs of it, or of a lower stage of difficulty, that count now and here bear it out. Signs of a higher stage
    or of its opposite, and its own or a higher mechanism denied, over, elsewhere or only feared, stand against it. For
    `insufficient`, single signs that count are given as signals and all that does not count stands against. What the user marked is
    always shown.
    """
    if outcome == "out_of_scope":
        return [], [signal for signal in found if signal.marked]
    for_it: list[Signal] = []
    against: list[Signal] = []
    for signal in found:
        counts = signal.standing == "now_here"
        if outcome == "insufficient":
            (for_it if counts else against).append(signal)
        elif counts and _bears_out(signal.stage, outcome):
            for_it.append(signal)
        elif counts or signal.marked or STAGES.index(signal.stage) >= STAGES.index(outcome):
            against.append(signal)
    own_stage_first = sorted(for_it, key=lambda s: (s.stage != outcome, -s.weight))
    return _most(own_stage_first, MOST_SIGNALS), _most(sorted(against, key=lambda s: -s.weight), MOST_AGAINST)


def _most(ordered: Sequence[Signal], most: int) -> list[Signal]:
    return [*ordered[:most], *(signal for signal in ordered[most:] if signal.marked)]


def _bears_out(stage: Stage, outcome: Stage) -> bool:
    if stage == "steady" or outcome == "steady":
        return stage == outcome
    return STAGES.index(stage) <= STAGES.index(outcome)
