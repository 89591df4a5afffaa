"""What separates the two likeliest outcomes: the rubric's own question, and only claims that the signals bear out."""

import re
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.engine import rival
from assistant.engine.separating import STEPS, separates
from assistant.models import Signal, Standing
from assistant.phrases import named
from corpus.vocabulary import OUTCOMES, STAGES, Outcome, Stage

RUBRIC = load_model(FOLDER).rubric
CODES = {i["code"]: i["stage"] for i in RUBRIC["indicators"]}
QUESTIONS = {q["step"]: q["question"][1:] for q in RUBRIC["questions"]}


def sign(code: str, standing: Standing = "now_here", weight: float = 0.8) -> Signal:
    return Signal(
        quote="x",
        source="question",
        start=0,
        end=1,
        stage=CODES[code],
        standing=standing,
        theme=None,
        indicator=code,
        weight=weight,
    )


signs = st.lists(
    st.builds(sign, st.sampled_from(sorted(CODES)), st.sampled_from(get_args(Standing)), st.floats(0, 1)), max_size=8
)
pairs = st.sampled_from(list(permutations(OUTCOMES, 2)))


@pytest.mark.parametrize(("high", "step"), STEPS.items())
def test_two_neighbours_are_told_apart_by_the_rubrics_question_on_the_higher_one(high: Stage, step: int) -> None:
    low = STAGES[STAGES.index(high) - 1]
    assert QUESTIONS[step] in separates(low, high, [], RUBRIC)
    assert separates(low, high, [], RUBRIC) == separates(high, low, [], RUBRIC)


def test_the_signs_of_each_side_are_named_with_their_themes() -> None:
    said = separates("systemic_crisis", "service_breakdown", [sign("SC1"), sign("SC2"), sign("SB4")], RUBRIC)
    assert "SC1 and SC2 (partnerships) speak for systemic crisis; SB4 (workforce) speaks for service breakdown." in said


def test_words_near_no_one_sign_are_not_said_to_be_missing() -> None:
    said = separates(
        "systemic_crisis", "service_breakdown", [sign("SC1").model_copy(update={"indicator": None})], RUBRIC
    )
    assert "points to it without being near any one sign" in said
    assert "No sign of systemic crisis" not in said


def test_a_sign_that_is_over_or_elsewhere_is_said_not_to_count() -> None:
    said = separates("service_breakdown", "systemic_crisis", [sign("SC1", "past"), sign("SC2", "elsewhere")], RUBRIC)
    assert "No sign of systemic crisis that counts is shown" in said
    assert "SC1 (past) and SC2 (elsewhere) do not count" in said


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        (["SC1", "SC2"], "short of that"),
        (["SC1", "SC2", "SC3"], "short of that"),
        (["SC1", "SC2", "SC5"], "enough if one of them is not the director's own word"),
    ],
)
def test_between_a_stage_and_too_little_evidence_the_signs_and_themes_are_counted(
    codes: list[str], verdict: str
) -> None:
    for pair in (("systemic_crisis", "insufficient"), ("insufficient", "systemic_crisis")):
        said = separates(*pair, [sign(code) for code in codes], RUBRIC)  # type: ignore[arg-type]
        assert QUESTIONS[6] in said
        assert said.endswith(f"which is {verdict}.")


def test_a_text_outside_what_regrip_covers_has_nothing_to_separate() -> None:
    assert separates("out_of_scope", "steady", [], RUBRIC) == ""


@given(pairs, signs)
def test_no_sign_is_named_that_was_not_shown_and_none_that_counts_is_denied(
    pair: tuple[Outcome, Outcome], shown: list[Signal]
) -> None:
    said = separates(*pair, shown, RUBRIC)
    counting = {(s.indicator, s.stage) for s in shown if s.standing == "now_here"}
    set_aside = {s.indicator for s in shown if s.standing != "now_here"}
    assert set(re.findall(r"\b[A-Z]{2}\d+\b", said)) <= {code for code, _ in counting} | set_aside
    for stage in {stage for _, stage in counting}:
        assert f"no sign of {named(stage)} counts" not in said.lower()
    assert said.count(". ") + said.count("? ") <= 1


def test_an_assessment_says_what_separates_it_from_its_runner_up(engine: StageEngine) -> None:
    text = "North and south run different thresholds. Managers change every few months. We have had three plans."
    assessment = engine.assess([SourceText("question", text)])
    shown = [*assessment.signals, *assessment.against]
    assert assessment.separates == separates(assessment.outcome, rival(assessment), shown, RUBRIC) != ""


def test_where_a_stage_is_all_but_sure_it_is_told_from_the_highest_other_stage_that_a_sign_shows(
    engine: StageEngine,
) -> None:
    text = (
        "Five team managers have left. Each office uses its own threshold. We are in the third plan with the same finding. "
        "Children have had six workers. Because of our name nobody has applied for the last four adverts."
    )
    assessment = engine.assess([SourceText("question", text)])
    assert assessment.stage is not None and assessment.p_insufficient + assessment.p_out_of_scope < 0.1
    assert "complete_lock" in {assessment.stage, *(s.stage for s in (*assessment.signals, *assessment.against))}
    assert "complete lock" in assessment.separates
    assert "not about how a children's social care service works" not in assessment.separates
