"""Expected information gain, and the questions chosen by it."""

import numpy as np
import pytest

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.questions import Candidate, joint_gain, next_questions, sign_chances

EVEN = np.full(5, 0.2)


def test_a_question_that_settles_two_even_stages_is_worth_one_bit() -> None:
    belief = np.array([0.5, 0.5, 0, 0, 0])
    assert joint_gain(belief, [Candidate("q", "?", np.array([1.0, 0, 0, 0, 0]))]) == pytest.approx(1.0)


def test_a_question_with_the_same_answer_everywhere_is_worth_nothing() -> None:
    assert joint_gain(EVEN, [Candidate("q", "?", np.full(5, 0.7))]) == pytest.approx(0.0, abs=1e-12)


def test_asking_more_never_tells_less() -> None:
    one, two = (Candidate(s, "?", sign_chances(s, "strong")) for s in ("losing_grip", "complete_lock"))
    assert joint_gain(EVEN, [one, two]) >= max(joint_gain(EVEN, [one]), joint_gain(EVEN, [two]))


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ((0.5, 0.5, 0, 0, 0), "step2"),
        ((0, 0.5, 0.5, 0, 0), "step3"),
        ((0, 0, 0.5, 0.5, 0), "step4"),
        ((0, 0, 0, 0.5, 0.5), "step5"),
    ],
)
def test_between_two_neighbours_the_rubrics_own_question_comes_first(stages: tuple[float, ...], expected: str) -> None:
    questions = next_questions(np.array(stages), 0.0, [], load_model(FOLDER).rubric)
    assert questions[0].id == expected


@pytest.mark.parametrize("p_unknown", [0.0, 0.5, 1.0])
def test_three_to_five_questions_come_in_order_of_gain(p_unknown: float) -> None:
    questions = next_questions(
        np.array([0.01, 0.02, 0.9, 0.05, 0.02]), p_unknown, ["workforce"], load_model(FOLDER).rubric
    )
    gains = [q.gain for q in questions]
    assert 3 <= len(questions) <= 5
    assert gains == sorted(gains, reverse=True)
    assert min(gains) >= 0


def test_not_knowing_the_stage_makes_every_answer_worth_more() -> None:
    sure = np.array([0.96, 0.01, 0.01, 0.01, 0.01])
    rubric = load_model(FOLDER).rubric
    assert next_questions(sure, 0.9, [], rubric)[0].gain > next_questions(sure, 0.0, [], rubric)[0].gain
