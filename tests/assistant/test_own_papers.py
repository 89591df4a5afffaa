"""Questions that are asked of the user's own papers are answered from these, word for word, and from nothing else."""

import pytest

from assistant.assistant import Assistant
from assistant.models import Answer, Question, UserDocument
from assistant.queries.paper_references import papers_asked
from tests.assistant.web.conftest import OPENING

SEPTEMBER = UserDocument(
    title="Board minutes, autumn",
    date="2025-09",
    text=(
        "Improvement board, September 2025.\nAgency staff hold 38% of posts in the safeguarding teams. 212 children are waiting for an "
        "assessment. The police said that they would ring schools first. Supervision took place in 61% of cases."
    ),
)
MARCH = UserDocument(
    title="Board minutes, spring",
    date="2026-03-12",
    text=(
        "Improvement board, March 2026.\nLocums are down to 29% of posts. 31 children are waiting for an assessment. Schools ring the "
        "front door again. The board agreed to close the recovery team in June. Supervision took place in 88% of cases."
    ),
)
PAPERS = (SEPTEMBER, MARCH)


def ask(assistant: Assistant, text: str, *papers: UserDocument) -> Answer:
    return assistant.ask_unkept(Question(turns=[text], documents=list(papers or PAPERS)))[1]


def told(answer: Answer) -> list[str]:
    return [statement.text for section in answer.sections for statement in section.statements]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did the March paper say about agency staff?", [MARCH]),
        ("What do our minutes from September 2025 say?", [SEPTEMBER]),
        ("How many children are waiting, according to the latest minutes?", [MARCH]),
        ("what share is agency in the first of our papers", [SEPTEMBER]),
        ("Does the autumn paper mention the police?", [SEPTEMBER]),
        ("Which of the papers mentions the police?", [SEPTEMBER, MARCH]),
        ("Quote what the 2026 minutes have on supervision.", [MARCH]),
        ("What do the documents I uploaded say about courts?", [SEPTEMBER, MARCH]),
    ],
)
def test_a_question_names_the_papers_that_it_is_asked_of(question: str, meant: list[UserDocument]) -> None:
    asked = papers_asked(question, PAPERS)
    assert asked is not None
    assert list(asked.papers) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What did the Kirklees report say about agency staff?",
        "What does Working Together say about strategy meetings?",
        "What did the Ofsted report say about leadership?",
        "What stage are we in, going by the attached papers?",
        "How do we bring down agency use?",
        OPENING,
    ],
)
def test_what_is_asked_of_other_sources_or_of_the_stage_is_not_asked_of_the_papers(question: str) -> None:
    assert papers_asked(question, PAPERS) is None


def test_without_papers_nothing_is_asked_of_them() -> None:
    assert papers_asked("What did the March paper say about agency staff?", ()) is None


def test_the_paper_of_a_month_answers_in_its_own_words(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the March paper say about agency staff?")
    assert answer.status == "answered"
    assert told(answer) == ["Board minutes, spring (2026-03-12): \u201cLocums are down to 29% of posts.\u201d"]
    assert answer.citations == []


def test_the_newest_paper_stands_first_and_those_that_are_silent_are_named(assistant: Assistant) -> None:
    lines = told(ask(assistant, "What do our papers say about supervision?"))
    assert [line.rsplit(" in ", 1)[1] for line in lines] == ["88% of cases.\u201d", "61% of cases.\u201d"]
    assert told(ask(assistant, "Which of our papers mentions the police?"))[-1] == (
        "Nothing of this was found in Board minutes, spring (2026-03-12)."
    )


def test_what_no_paper_speaks_of_is_said_to_be_missing_and_no_note_is_put_in_its_place(assistant: Assistant) -> None:
    answer = ask(assistant, "What do the papers say about missing children?")
    assert answer.status == "no_source_found"
    (line,) = told(answer)
    assert "\u201cmissing children\u201d" in line and "Board minutes, spring (2026-03-12)" in line


def test_headings_are_no_content(assistant: Assistant) -> None:
    lines = told(ask(assistant, "What does the March paper say?"))
    assert len(lines) == 5
    assert not any("Improvement board, March 2026" in line for line in lines)
