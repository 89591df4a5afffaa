"""What an answer says of why it names no stage, and of a sign for another stage, holds for the account it is about."""

import pytest

from assistant.assistant import Assistant
from assistant.composers.evidence_request import ONLY_A_GRADE, TOO_FEW, _codes
from assistant.composers.stage_answer import StageAnswer, _for_and_against, _open_questions
from assistant.models import AnswerEffect, Assessment, NextQuestion, Question, Signal
from assistant.relevance import Ranker
from corpus.vocabulary import STAGES, Stage, Theme


def signal(quote: str, theme: Theme = "workforce", stage: Stage = "losing_grip", weight: float = 0.5) -> Signal:
    return Signal(
        quote=quote,
        source="question",
        start=0,
        end=len(quote),
        stage=stage,
        standing="now_here",
        theme=theme,
        indicator=quote,
        weight=weight,
    )


def assessed(*signals: Signal) -> Assessment:
    return Assessment(
        outcome="losing_grip",
        stage="losing_grip",
        probabilities=dict.fromkeys(STAGES, 0.2),
        p_insufficient=0.1,
        p_out_of_scope=0.1,
        plausible=[],
        confidence=0.6,
        runner_up="service_breakdown",
        signals=list(signals),
        against=[],
        questions=[],
    )


def asked(words: str) -> NextQuestion:
    answer = AnswerEffect(stage="losing_grip", probabilities=dict.fromkeys(STAGES, 0.2), words=words)
    return NextQuestion(id=words, text="Is it chronic?", gain=0.1, if_yes=answer, if_no=answer)


@pytest.mark.parametrize(
    "question", ["We are inadequate. What stage are we in?", "Ofsted judged us inadequate in May. Which stage is that?"]
)
def test_a_grade_alone_is_called_so(question: str) -> None:
    assert _codes(question, []) == [ONLY_A_GRADE]


def test_a_grade_beside_anything_else_is_not_called_alone() -> None:
    told = "Ofsted judged us inadequate. Reports are late and teams do not talk to each other. What stage are we in?"
    assert _codes(told, []) == [TOO_FEW]
    assert _codes("We are inadequate. What stage?", [signal("a")]) == [TOO_FEW]


def test_signs_of_one_theme_are_too_few_however_many() -> None:
    assert _codes("x", [signal("a"), signal("b"), signal("c"), signal("d")]) == [TOO_FEW]


def test_with_signs_enough_only_what_is_untold_is_said() -> None:
    several = [signal("a"), signal("b", "performance_data"), signal("c", "performance_data")]
    assert _codes("x", several) == ["NE4"]
    assert _codes("x", [*several, signal("d", "partnerships")]) == []


def test_a_sign_for_another_stage_is_said_to_weigh_less_only_when_it_does() -> None:
    light, heavy = (signal("other", stage="service_breakdown", weight=w) for w in (0.2, 0.9))
    assert (
        "weighs less than the strongest sign of"
        in _for_and_against(assessed(signal("a"), light), "service_breakdown").text
    )
    assert "weighs less" not in _for_and_against(assessed(signal("a"), heavy), "service_breakdown").text


def test_a_sign_for_another_stage_is_held_against_those_of_every_stage() -> None:
    other, third = signal("other", stage="service_breakdown"), signal("third", stage="systemic_crisis", weight=0.9)
    said = _for_and_against(assessed(signal("a", weight=0.4), other, third), "service_breakdown").text
    assert "weighs less than the strongest sign of systemic crisis" in said and "any other sign" not in said
    own = assessed(signal("a", weight=0.4), other, third.model_copy(update={"standing": "past"}))
    assert "as much as any other sign" in _for_and_against(own, "service_breakdown").text


def test_four_reasons_are_given_also_where_some_words_match_no_sign_of_the_stage(assistant: Assistant) -> None:
    composer = StageAnswer(assistant._services.retriever, Ranker(assistant.embedder))
    codes = list(composer._signs("losing_grip"))[:5]
    known = [signal(f"words {n}").model_copy(update={"indicator": code}) for n, code in enumerate(codes)]
    reasons = list(composer._reasons(assessed(signal("x"), signal("y"), *known)))
    assert [reason.own_quote for reason in reasons] == [f"words {n}" for n in range(4)]


def test_words_near_no_one_sign_are_told_after_those_that_match_one(assistant: Assistant) -> None:
    composer = StageAnswer(assistant._services.retriever, Ranker(assistant.embedder))
    code = next(iter(composer._signs("losing_grip")))
    bare = signal("first words").model_copy(update={"indicator": None})
    reasons = list(composer._reasons(assessed(bare, signal("x").model_copy(update={"indicator": code}))))
    assert [bool(reason.evidence) for reason in reasons] == [True, False]
    assert reasons[1].text == "You wrote \u201cfirst words\u201d: this points to losing grip."


def test_an_answer_without_a_stage_quotes_no_line_that_does_not_hold(assistant: Assistant) -> None:
    answer = assistant.ask(Question(turns=["Reports are late. What stage are we in?"]))
    assert answer.status == "needs_evidence"
    said = " ".join(s.text for s in answer.sections[0].statements)
    assert "Only an Ofsted grade" not in said
    assert "signs conflict" not in said


def test_a_grade_beside_other_facts_is_said_to_be_about_a_date(assistant: Assistant) -> None:
    asked = "On paper I have requires improvement from 2023, and a 6% overspend. What stage are they in?"
    answer = assistant.ask(Question(turns=[asked]))
    assert answer.status == "needs_evidence"
    said = " ".join(s.text for s in answer.sections[0].statements)
    assert "describes a service on one date" in said
    assert "at least three indicators" in said
    assert "Only an Ofsted grade" not in said


def test_a_question_of_which_no_answer_would_change_much_is_not_shown() -> None:
    idle, telling = asked("Yes would change little."), asked("Yes would make losing grip likelier.")
    told = assessed(signal("a"))
    assert list(_open_questions(told.model_copy(update={"questions": [idle] * 3}))) == []
    (shown,) = _open_questions(told.model_copy(update={"questions": [idle, telling, idle]}))
    assert "likelier" in shown.text
