"""Children unseen, unallocated or unvisited now: safety first, whatever is asked."""

import pytest

from assistant.assistant import Assistant
from assistant.composers.children_unseen import tells_of_children_unseen
from assistant.models import Question

TOLD = [
    "We've just found 12 children on child protection plans nobody has seen for six weeks. What do we do today?",
    "We discovered that 9 looked-after children have not been seen since March. Help.",
    "Forty children have no social worker as of this morning. What do I do first?",
    "I've got 40 children with no allocated worker. How do we go about clearing that safely?",
    "What do we do about our 40 unallocated children?",
    "We found a list of 30 children. Nobody has visited them since May.",
    "Dozens of our children haven't been visited this month.",
    "Sixty-odd of our children are without an allocated worker.",
    "17 families are waiting for allocation and I don't know how long.",
]
NOT_TOLD = [
    "No child waits for allocation, nothing is queueing and nobody outside has raised a concern that we had not raised first.",
    "How many children were unallocated in Northamptonshire in 2018?",
    "If we had 40 unallocated children, what would you do?",
    "We have 0 unallocated children and 12 agency workers.",
    "In 2018 we had 267 children without a social worker.",
    "We had 12 unallocated in March; all now have a worker and are seen.",
    "What should we do about unallocated children?",
    "Last year 40 of our children were unallocated.",
    "We have 30 vacancies and newly qualified workers avoid us unseen.",
]


@pytest.mark.parametrize("message", TOLD)
def test_children_of_ones_own_who_are_unseen_now_are_heard(message: str) -> None:
    assert tells_of_children_unseen([message])


@pytest.mark.parametrize("message", NOT_TOLD)
def test_what_is_denied_supposed_over_or_only_asked_is_not_taken_for_it(message: str) -> None:
    assert not tells_of_children_unseen([message])


def test_a_short_question_is_read_with_the_message_before_it() -> None:
    told = "12 of our children have not been visited since May."
    assert tells_of_children_unseen([told, "What do we do today?"])
    assert not tells_of_children_unseen([told, "How are the reviews counted?", "What do we do today?"])


@pytest.mark.parametrize("message", TOLD[:4])
def test_safety_comes_first_with_what_to_do_about_the_children(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(Question(turns=[message]))
    first, *others = answer.sections
    assert answer.status == "answered" and first.title == "Safety checks first"
    assert first.statements[0].kind == "safety" and "call 999" in first.statements[0].text
    assert "clear that list first" in first.statements[1].text
    cited = {answer.citations[n - 1].document_id for statement in first.statements for n in statement.citations}
    assert cited == {"question-1-children-safe-now", "response-backlog-clearance"}
    assert first.title not in {section.title for section in others}


def test_a_figure_of_ones_own_is_no_premise_to_put_right(assistant: Assistant) -> None:
    answer = assistant.ask(
        Question(turns=["I've got 40 children with no allocated worker. How do we clear that safely?"])
    )
    assert not any("you wrote \u201c40\u201d" in s.text for section in answer.sections for s in section.statements)


def test_a_staged_answer_has_one_section_of_safety_checks(assistant: Assistant) -> None:
    told = (
        "We have 31 children without a social worker. Since the new system nobody can tell me what is late, and the queue at the front "
        "door has doubled since May. What stage are we in?"
    )
    titles = [section.title for section in assistant.ask(Question(turns=[told])).sections]
    assert titles[0] == "Safety checks first" and titles.count("Safety checks first") == 1
    assert "Where you are" in titles
