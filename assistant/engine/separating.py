"""What separates the outcome from the runner-up: the rubric's question between the two, and the signs that speak for either.

Everything said is read off the rubric or counted among the signals shown, so that no sentence claims what is not so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.engine.indicators import find_indicator
from assistant.models import Signal, Standing
from assistant.phrases import listed, named
from corpus.vocabulary import STAGES, THEME_NAMES, Outcome, Stage

STEPS: dict[Stage, int] = {"losing_grip": 2, "service_breakdown": 3, "systemic_crisis": 4, "complete_lock": 5}
"""The discriminating question of the rubric that tells a stage from those below it: its own mechanism."""
ENOUGH_STEP, LEAST_SIGNS, LEAST_THEMES = 6, 3, 2
"""The rubric's question about the amount of evidence, and the signs and themes that it asks for."""
_OUTSIDE = "The other reading is that the text is not about how a children's social care service works."
_SET_ASIDE: dict[Standing, str] = {
    "past": "past",
    "negated": "denied",
    "hypothetical": "only supposed",
    "elsewhere": "elsewhere",
    "feared": "only feared",
    "planned": "only planned",
    "hearsay": "hearsay",
}


def separates(outcome: Outcome, runner_up: Outcome, shown: Sequence[Signal], rubric: Mapping[str, Any]) -> str:
    """Return one or two sentences on what tells `outcome` from `runner_up`; empty for a text outside what Regrip covers.

    `shown` are the signals for and against. The boundary of two stages is the question about the mechanism of the higher one,
    since a text's stage is the highest whose own mechanism is present; that of a stage and `insufficient` is the amount of evidence.
    """
    if outcome == "out_of_scope":
        return ""
    stages = sorted((o for o in (outcome, runner_up) if o in STAGES), key=STAGES.index)
    if len(stages) == 2:
        return _between(stages[0], stages[1], shown, rubric)
    if runner_up == "out_of_scope":
        return " ".join([_OUTSIDE, *(f"{_speaking(stage, shown, rubric)}." for stage in stages)])
    return _enough(stages[0], shown, rubric)


def _between(low: Stage, high: Stage, shown: Sequence[Signal], rubric: Mapping[str, Any]) -> str:
    asked = f"What tells {named(high)} from {named(low)} is the question: {_question(STEPS[high], rubric)}"
    spoken = [_speaking(high, shown, rubric), _speaking(low, shown, rubric), *_set_aside(high, shown)]
    return f"{asked} {'; '.join([spoken[0], *map(_inside, spoken[1:])])}."


def _enough(stage: Stage, shown: Sequence[Signal], rubric: Mapping[str, Any]) -> str:
    codes, themes = _signs(stage, shown, rubric)
    asked = f"What decides whether a stage can be named is the question: {_question(ENOUGH_STEP, rubric)}"
    if not codes:
        return f"{asked} {_speaking(stage, shown, rubric)}."
    enough = len(codes) >= LEAST_SIGNS and len(themes) >= LEAST_THEMES
    verdict = "which is enough if one of them is not the director's own word" if enough else "which is short of that"
    return f"{asked} {_speaking(stage, shown, rubric)}, {verdict}."


def _question(step: int, rubric: Mapping[str, Any]) -> str:
    return _inside(str(next(q["question"] for q in rubric["questions"] if q["step"] == step)))


def _inside(sentence: str) -> str:
    """A sentence as it stands inside another: a first letter that begins an ordinary word made small."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _signs(stage: Stage, shown: Sequence[Signal], rubric: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The codes of the signs of `stage` that count, strongest first, and their themes as a reader knows them."""
    counting = sorted((s for s in shown if s.standing == "now_here" and s.stage == stage), key=lambda s: -s.weight)
    codes = list(dict.fromkeys(s.indicator for s in counting if s.indicator))
    themes = dict.fromkeys(THEME_NAMES[find_indicator(code, rubric)["theme"]] for code in codes)
    return codes, list(themes)


def _speaking(stage: Stage, shown: Sequence[Signal], rubric: Mapping[str, Any]) -> str:
    codes, themes = _signs(stage, shown, rubric)
    if not codes and any(s.standing == "now_here" and s.stage == stage for s in shown):
        return f"What is shown for {named(stage)} points to it without being near any one sign"
    if not codes:
        return f"No sign of {named(stage)} that counts is shown"
    verb = "speaks" if len(codes) == 1 else "speak"
    return f"{listed(codes)} ({'; '.join(themes)}) {verb} for {named(stage)}"


def _set_aside(stage: Stage, shown: Sequence[Signal]) -> list[str]:
    counting = {s.indicator for s in shown if s.standing == "now_here"}
    own = [s for s in shown if s.standing != "now_here" and s.stage == stage and s.indicator not in counting]
    aside = {s.indicator: _SET_ASIDE[s.standing] for s in own}
    told = [f"{code} ({standing})" for code, standing in aside.items() if code]
    return [f"{listed(told)} {'does' if len(told) == 1 else 'do'} not count"] if told else []
