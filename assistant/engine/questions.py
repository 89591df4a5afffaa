"""The next best questions: which answer would, on average, tell the stages apart most."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.engine.effects import effect
from assistant.models import NextQuestion
from corpus.vocabulary import STAGES, Theme

FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 5
LEAST_GAIN = 0.02
_DEMANDED, RULED_OUT, _CARRIED = 0.9, 0.1, 0.7
"""The chance of "yes" at a stage where the rubric's answer demands it, rules it out, or where a higher stage usually carries
a lower one's mark. They stand for answers that are right nine times in ten."""
DISCRIMINATING: dict[int, tuple[float, ...]] = {
    2: (_DEMANDED, RULED_OUT, 1 - _CARRIED, 1 - _CARRIED, 1 - _CARRIED),
    3: (RULED_OUT, RULED_OUT, _DEMANDED, _CARRIED, _CARRIED),
    4: (RULED_OUT, RULED_OUT, RULED_OUT, _DEMANDED, _CARRIED),
    5: (RULED_OUT, RULED_OUT, RULED_OUT, RULED_OUT, _DEMANDED),
}
"""The chance of "yes" at each stage, in order, to each step of the rubric's discriminating questions that tells stages apart.
Step 1 is about safety and step 6 about the amount of evidence: no answer to them moves a stage."""
_SIGN_FOUND = {"strong": 0.7, "medium": 0.55, "weak": 0.4}
_SIGN_CARRIED, SIGN_ABSENT = 0.4, 0.15
THEME_QUESTIONS: dict[str, str] = {
    "leadership_governance": "Who leads the service, for how long, and what do they do when something goes wrong?",
    "performance_data": "Which figures do you look at each week, how old are they, and does anyone check them against files?",
    "workforce": "Which team has the most vacancies, agency staff and leavers, and what are its caseloads?",
    "practice_child_voice": "What do recent audits and the children themselves say about practice, and do the two agree?",
    "partnerships": "What have schools, police, health and the court done differently in the past year because of the service?",
    "resources_sufficiency": "Where do placements and money fall short, and was that forecast?",
    "reputation_identity": "What do people who have never dealt with the service assume about it, and do posts draw applicants?",
    "inspection_intervention": "What did the last inspection or visit find that the service had not already said itself?",
}


@dataclass(frozen=True)
class Candidate:
    """A question with the chance of "yes", or of finding the indicator `sign`, at each of the five stages."""

    id: str
    text: str
    chances: np.ndarray
    sign: str | None = None

    @property
    def openings(self) -> tuple[str, str]:
        """How a sentence about "yes" begins, and one about "no"."""
        return (
            (f"An answer that shows sign {self.sign}", f"An answer without sign {self.sign}")
            if self.sign
            else ("Yes", "No")
        )


def next_questions(
    stages: np.ndarray, p_unknown: float, missing: Sequence[Theme], rubric: dict[str, Any]
) -> list[NextQuestion]:
    """Return three to five questions, the most informative first.

    `stages` (5,) are the stage's probabilities if a stage can be named, `p_unknown` the chance that none can: by that much they
    are mixed with an even spread. Questions are picked one by one so that each adds most to those already picked; the
    `gain` reported is that of the question alone: the expected fall in entropy of the stage, in bits,
    I(S; A) = H(S) - sum over a of P(a) H(S | a). What each answer would do is told of `stages` themselves, which a reader sees.
    """
    belief = (1 - p_unknown) * stages + p_unknown / len(STAGES)
    candidates = _candidates(missing, rubric)
    picked: list[Candidate] = []
    known = 0.0
    while candidates and len(picked) < MOST_QUESTIONS:
        best = max(candidates, key=lambda c: joint_gain(belief, [*picked, c]))
        gain = joint_gain(belief, [*picked, best])
        if gain - known < LEAST_GAIN and len(picked) >= FEWEST_QUESTIONS:
            break
        picked.append(best)
        candidates.remove(best)
        known = gain
    gains = [(joint_gain(belief, [c]), c) for c in picked]
    return [_asked(c, gain, stages) for gain, c in sorted(gains, key=lambda pair: -pair[0])]


def _asked(candidate: Candidate, gain: float, stages: np.ndarray) -> NextQuestion:
    yes, no = candidate.openings
    return NextQuestion(
        id=candidate.id,
        text=candidate.text,
        gain=round(gain, 4),
        sign=candidate.sign,
        if_yes=effect(yes, stages, candidate.chances),
        if_no=effect(no, stages, 1 - candidate.chances),
    )


def joint_gain(belief: np.ndarray, questions: Sequence[Candidate]) -> float:
    """Return the expected fall in entropy of the stage, in bits, from the answers to all of `questions`.

    Answers are taken as independent of each other once the stage is known.
    """
    branches = belief[None, :]
    for question in questions:
        branches = np.concatenate([branches * question.chances, branches * (1 - question.chances)])
    return _entropy(belief) - sum(float(b.sum()) * _entropy(b / b.sum()) for b in branches if b.sum() > 0)


def _entropy(distribution: np.ndarray) -> float:
    return -sum(float(p) * math.log2(p) for p in distribution if p > 0)


def _candidates(missing: Sequence[Theme], rubric: dict[str, Any]) -> list[Candidate]:
    steps = {q["step"]: q["question"] for q in rubric["questions"]}
    found = [Candidate(f"step{step}", steps[step], np.array(p)) for step, p in DISCRIMINATING.items() if step in steps]
    for indicator in rubric["indicators"]:
        if indicator["ask"] and indicator["stage"] != STAGES[0]:
            chances = sign_chances(indicator["stage"], indicator["weight"])
            code = str(indicator["code"])
            found.append(Candidate(code, str(indicator["ask"]), chances, code))
    return found + [_theme_candidate(theme, rubric) for theme in missing]


def sign_chances(stage: str, weight: str) -> np.ndarray:
    """Return the chance, shape (5,), of finding an indicator's sign at each stage.

    At its own stage by its weight in the rubric; at a higher stage less often; below, and where the service is steady, seldom. A sign of
    a steady service is no stage's to carry: it is found seldom elsewhere.
    """
    order = STAGES.index(stage)
    chances = np.full(len(STAGES), SIGN_ABSENT)
    if stage != STAGES[0]:
        chances[order:] = _SIGN_CARRIED
    chances[order] = _SIGN_FOUND[weight]
    return chances


def _theme_candidate(theme: Theme, rubric: dict[str, Any]) -> Candidate:
    """An open question on a theme with no evidence: worth the theme's most telling indicator, asked by its weight."""
    own = [i for i in rubric["indicators"] if i["theme"] == theme and i["stage"] != STAGES[0]]
    signs = [(i["code"], sign_chances(i["stage"], i["weight"])) for i in own]
    code, chances = max(signs, key=lambda sign: float(np.ptp(sign[1])))
    return Candidate(f"theme:{theme}", THEME_QUESTIONS[theme], chances, str(code))
