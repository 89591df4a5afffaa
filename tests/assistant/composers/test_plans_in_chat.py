"""A plan that is brought into the chat: judged action by action, at the stage seen or else at the one that the user states."""

from assistant import titles
from assistant.assistant import Assistant
from assistant.composers.plan_answer import TITLE
from assistant.models import Answer, Question

LIST = "1. A new case recording system from April 2. One threshold document agreed with partners 3. A restructure of all teams"


def _answer(assistant: Assistant, *turns: str) -> Answer:
    return assistant.ask_unkept(Question(turns=list(turns)))[1]


def _said(answer: Answer, title: str) -> list[str]:
    return [s.text for section in answer.sections if section.title == title for s in section.statements]


def test_a_stage_that_the_user_states_is_taken_on_their_word_where_none_can_be_seen(assistant: Assistant) -> None:
    answer = _answer(assistant, f"We are in service breakdown. Please check this plan: {LIST}")
    assert answer.intent == "plan_check"
    assert _said(answer, titles.WHERE) == [
        "That the service is in service breakdown is taken on your word: too little was described to see a stage in it."
    ]
    judged = _said(answer, TITLE)
    assert len(judged) == 3
    assert "Service breakdown: A restructure is a mismatch as the first move" in judged[2]
    assert answer.assessment is not None
    assert answer.assessment.outcome == "insufficient"


def test_the_numbers_of_a_list_are_no_figures_of_the_user(assistant: Assistant) -> None:
    answer = _answer(assistant, f"We are in service breakdown. Please check this plan: {LIST}")
    assert not [
        s.text for section in answer.sections for s in section.statements if "you wrote \u201c1\u201d" in s.text
    ]


def test_a_plan_without_any_stage_says_what_is_needed_to_judge_it(assistant: Assistant) -> None:
    answer = _answer(assistant, "Please check this plan:\n- A pay supplement\n- A new website for recruitment")
    assert "without a stage no fit can be judged" in _said(answer, TITLE)[0]


def test_a_listed_plan_is_no_part_of_the_account_that_is_staged(assistant: Assistant) -> None:
    account = (
        "Police hold their own meetings about children, schools have stopped referring and judges name us in judgments."
    )
    alone = _answer(assistant, f"{account} What stage is this?").assessment
    beside = _answer(assistant, f"{account} Check the plan: {LIST}").assessment
    assert alone is not None
    assert beside is not None
    assert alone.stage == beside.stage == "systemic_crisis"
    assert not [signal.quote for signal in beside.signals if "restructure" in signal.quote]


def test_how_sure_after_a_plan_check_is_asked_of_the_stage(assistant: Assistant) -> None:
    account = (
        "Police hold their own meetings about children, schools have stopped referring and judges name us in judgments."
    )
    answer = _answer(assistant, account, f"Check our plan: {LIST}", "How sure are you?")
    assert answer.intent == "stage_and_next"
