"""A plan that the user lists is judged action by action at the stage of the service described."""

from assistant import titles
from assistant.assistant import Assistant
from assistant.composers.plan_answer import FIT, TITLE
from assistant.models import Answer, Question

LOCK = (
    "Adverts bring nobody, agencies refuse to send staff, our name is a byword in the region, we have had four directors in three years "
    "and partners plan without us."
)
PLAN = "Our plan is a pay supplement, a caseload cap and a new case system. Is it right?"


def asked(assistant: Assistant, *turns: str) -> Answer:
    return assistant.ask(Question(turns=list(turns)))


def judged(answer: Answer) -> list[str]:
    return [statement.text for section in answer.sections if section.title == TITLE for statement in section.statements]


def test_each_action_has_its_own_judgement_with_the_guidance_nearest_to_it(assistant: Assistant) -> None:
    answer = asked(assistant, LOCK, PLAN)
    found = judged(answer)
    assert [text.split("\u201d")[0] for text in found] == [
        "\u201ca pay supplement",
        "\u201ca caseload cap",
        "\u201ca new case system",
    ]
    assert all("is a mismatch for complete lock" in text for text in found)
    assert any("Complete lock: " in text for text in found)
    assert titles.NEXT in [section.title for section in answer.sections]


def test_the_list_may_stand_in_the_message_that_describes_the_service(assistant: Assistant) -> None:
    assert len(judged(asked(assistant, f"{LOCK} {PLAN}"))) == 3


def test_without_an_account_no_action_is_judged_and_the_answer_says_what_is_missing(assistant: Assistant) -> None:
    (said,) = judged(asked(assistant, PLAN))
    assert said.startswith("What was described is not enough to name a stage") and said.endswith("and ask again.")


def test_one_action_that_is_asked_about_is_judged_at_the_stage_assessed(assistant: Assistant) -> None:
    slipping = (
        "Since the new recording system went in this January nobody can tell me how many assessments are late. Team managers keep "
        "spreadsheets. Some 60 contacts wait ten days at the front door. Partners still refer as normal and we fill posts."
    )
    answer = asked(assistant, slipping, "Would a restructure help?")
    (fit,) = [section for section in answer.sections if section.title == FIT]
    assert fit.statements[0].text.startswith("\u201ca restructure\u201d is a mismatch for losing grip.")
    assert fit.statements[0].citations


def test_where_the_action_cannot_be_told_nothing_is_judged(assistant: Assistant) -> None:
    answer = asked(assistant, LOCK, "Would that help?")
    assert FIT not in [section.title for section in answer.sections]
