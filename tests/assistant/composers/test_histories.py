"""An answer to a question for councils that have been through something, on the real index."""

from assistant.assistant import Assistant
from assistant.composers.histories import NEAREST
from assistant.models import Answer, Question


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(turns=[text]))


def test_the_answer_leads_with_the_councils_and_every_line_is_cited(assistant: Assistant) -> None:
    answer = ask(assistant, "Has any council turned round after partner agencies lost confidence in it?")
    assert answer.status == "answered"
    assert answer.sections[0].title == "Who has been through it"
    assert "Sunderland" in answer.sections[0].statements[0].text
    councils = [section for section in answer.sections if section.title in answer.sections[0].statements[0].text]
    assert len(councils) >= 3
    assert all(statement.citations for section in councils for statement in section.statements)


def test_where_no_note_tells_of_it_the_answer_says_so_and_is_partial(assistant: Assistant) -> None:
    answer = ask(assistant, "Has anyone come back from a ransomware attack?")
    assert answer.status in ("answered", "no_source_found")
    if answer.status == "answered":
        assert answer.completeness == "partial"
        assert answer.sections[0].statements[0].text.startswith("No note on a council tells of this.")
        assert any(NEAREST in section.title for section in answer.sections)


def test_a_question_about_one_council_has_no_such_section(assistant: Assistant) -> None:
    answer = ask(assistant, "Has anyone recovered as Sunderland did?")
    assert "Who has been through it" not in [section.title for section in answer.sections]
