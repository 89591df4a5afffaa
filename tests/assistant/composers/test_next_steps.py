"""Next steps: first what answers the signs shown and what the stage's page asks for."""

from assistant.assistant import Assistant
from assistant.models import Question, Section

ALL_FROM_PARTNERS = (
    "The police no longer wait for a strategy meeting with our front door and run a daily risk meeting of their own with health. Fourteen "
    "schools have hired family workers and refer only when they must. The court asks for independent assessments, because ours come late. "
    "Health visitors hold the riskiest cases themselves. The partnership's chair has asked for our data since April and got none."
)


def steps(assistant: Assistant, told: str) -> list[str]:
    answer = assistant.ask(Question(turns=[f"{told} What stage are we in, and what should we do next?"]))
    assert answer.assessment is not None
    (found,) = [s for s in answer.sections if s.title == "What to do next"]
    assert isinstance(found, Section)
    return [statement.text.splitlines()[0] for statement in found.statements]


def test_where_partners_work_round_the_service_repair_with_them_leads(assistant: Assistant) -> None:
    assert steps(assistant, ALL_FROM_PARTNERS)[0] == "Partner compact with shared data and joint fixes."


def test_the_steps_for_one_stage_are_the_same_each_time_they_are_asked_for(assistant: Assistant) -> None:
    assert steps(assistant, ALL_FROM_PARTNERS) == steps(assistant, ALL_FROM_PARTNERS)
