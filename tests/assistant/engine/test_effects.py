"""What an answer would do: Bayes' rule, told in a sentence that says what the numbers say."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.effects import effect, updated
from assistant.engine.questions import Candidate, joint_gain, next_questions, sign_chances
from assistant.phrases import answer_words
from corpus.vocabulary import STAGES

RUBRIC = load_model(FOLDER).rubric
EVEN = np.full(5, 0.2)
beliefs = st.lists(st.floats(0.001, 1), min_size=5, max_size=5).map(lambda xs: np.array(xs) / sum(xs))
chances = st.lists(st.floats(0.05, 0.95), min_size=5, max_size=5).map(np.array)


@given(beliefs, chances)
def test_the_answers_weighed_by_their_chance_give_back_the_belief_before(
    belief: np.ndarray, chance: np.ndarray
) -> None:
    p_yes = float(belief @ chance)
    back = p_yes * updated(belief, chance) + (1 - p_yes) * updated(belief, 1 - chance)
    np.testing.assert_allclose(back, belief, atol=1e-9)


@given(beliefs, chances)
def test_the_expected_fall_in_entropy_over_both_answers_is_the_gain(belief: np.ndarray, chance: np.ndarray) -> None:
    def entropy(p: np.ndarray) -> float:
        return float(-(p[p > 0] * np.log2(p[p > 0])).sum())

    p_yes = float(belief @ chance)
    after = p_yes * entropy(updated(belief, chance)) + (1 - p_yes) * entropy(updated(belief, 1 - chance))
    assert entropy(belief) - after == pytest.approx(joint_gain(belief, [Candidate("q", "?", chance)]), abs=1e-9)


@given(beliefs, chances)
def test_the_sentence_says_what_the_numbers_say(belief: np.ndarray, chance: np.ndarray) -> None:
    told = effect("Yes", belief, chance)
    top = STAGES.index(told.stage)
    before, after = belief[top], told.probabilities[told.stage]
    assert told.stage == max(told.probabilities, key=told.probabilities.__getitem__)
    assert sum(told.probabilities.values()) == pytest.approx(1)
    assume("change little" not in told.words)
    if "the likeliest (" in told.words and "though" not in told.words:
        assert top != int(belief.argmax())
    elif "likelier" in told.words:
        assert top == int(belief.argmax()) and after >= before
    else:
        assert "less likely, though still the likeliest" in told.words
        assert top == int(belief.argmax()) and after < before
    assert len(re.findall(r"\d+%", told.words)) == 2


def test_an_answer_that_is_as_likely_everywhere_changes_little() -> None:
    assert effect("Yes", EVEN, np.full(5, 0.4)).words == "Yes would change little."


def test_a_question_for_yes_or_no_says_what_each_would_do() -> None:
    stages = np.array([0.02, 0.03, 0.5, 0.35, 0.1])
    question = next(q for q in next_questions(stages, 0.05, [], RUBRIC) if q.id == "step4")
    assert question.sign is None
    assert question.if_yes is not None and question.if_no is not None
    assert question.if_yes.words == "Yes would make systemic crisis the likeliest (35% to 72%)."
    assert question.if_no.words == "No would make service breakdown likelier (50% to 80%)."
    assert answer_words(question) == [question.if_yes.words, question.if_no.words]


def test_an_open_question_speaks_of_the_sign_that_it_looks_for() -> None:
    questions = next_questions(EVEN, 0.5, ["workforce"], RUBRIC)
    asked = [q for q in questions if q.sign]
    assert asked
    for question in asked:
        assert question.if_yes is not None and question.if_no is not None
        assert question.if_yes.words.startswith(f"An answer that shows sign {question.sign} would")
        assert question.if_no.words.startswith(f"An answer without sign {question.sign} would")


def test_two_answers_that_change_little_are_told_in_one_sentence() -> None:
    sure = np.array([0.9996, 0.0001, 0.0001, 0.0001, 0.0001])
    question = next(q for q in next_questions(sure, 0.3, [], RUBRIC) if q.id == "step4")
    assert answer_words(question) == ["Neither answer would change much."]


def test_a_sign_of_a_stage_makes_that_stage_likelier() -> None:
    for i, stage in enumerate(STAGES[1:], start=1):
        assert updated(EVEN, sign_chances(stage, "strong"))[i] > 0.2
