"""Questions whether an action is wise, and the action in them."""

import pytest

from assistant.queries.weighing import action_in, in_stage, weighed

TOLD = "Work queues at the front door and nobody can say how many visits are late."


@pytest.mark.parametrize(
    ("question", "action"),
    [
        ("Would a recruitment drive help?", "a recruitment drive"),
        ("So should I set up an improvement board, belt and braces?", "set up an improvement board"),
        ("Should we buy in agency workers?", "buy in agency workers"),
        ("Is a peer challenge a good idea for us?", "a peer challenge"),
        ("Do we need a commissioner?", "a commissioner"),
        ("Would that help?", ""),
        ("What should replace the pay supplement?", ""),
    ],
)
def test_the_action_is_taken_in_the_questions_own_words(question: str, action: str) -> None:
    assert action_in(question) == action


@pytest.mark.parametrize(
    ("turns", "asked"),
    [
        ([TOLD, "Would a restructure help?"], "Would a restructure help?"),
        ([TOLD, "Would a pay rise help?", "Or a restructure?"], "Would a restructure help?"),
        ([TOLD, "What should replace the case system?"], "What should replace the case system?"),
        ([TOLD, "Would a restructure help in complete lock?"], ""),
        ([TOLD, "How did Sunderland recover?"], ""),
        (["What is a restructure?", "Would a restructure help?"], ""),
        ([TOLD, "Or a restructure?"], ""),
    ],
)
def test_an_action_is_weighed_for_the_service_that_was_described(turns: list[str], asked: str) -> None:
    assert weighed(turns, turns[-1]) == asked


def test_the_stage_is_put_behind_the_question() -> None:
    assert in_stage("Would it help?", "systemic_crisis") == "Would it help? (systemic crisis)"
    assert in_stage("Would it help?", "steady") == "Would it help? (a steady service)"
