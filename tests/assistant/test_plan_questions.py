"""A question on a plan that no stage can be seen for is judged as any other."""

from assistant.assistant import Assistant
from assistant.models import Question
from assistant.pipeline import Context
from assistant.searching import retrieve
from assistant.understanding import Understanding


def test_a_plan_question_without_a_stage_is_judged_and_may_be_declined(assistant: Assistant) -> None:
    question = Question(turns=["Check the plan that Zzyxford wrote on its canteen in 1987"])
    context = Context(
        question, "c", question, understanding=Understanding("plan_check", question.text, places=("Zzyxford",))
    )
    retrieve(context, assistant._services)
    assert context.verdict is not None
    assert context.status in ("no_source_found", "out_of_scope")
