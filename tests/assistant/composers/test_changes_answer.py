"""What has changed is answered from the user's dated papers: the direction, quotations with their papers, turns, what is not shown."""

import json
import re
from pathlib import Path

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.composers.changes_answer import CHANGED, SHORT, TURNED, UNSHOWN
from assistant.composers.changes_wording import paper_named
from assistant.models import Answer, Mark, Question, UserDocument
from tests.assistant.timeline.test_timeline import LOSING_GRIP, NEWSLETTER, STEADY

MINUTES = UserDocument(title="Minutes, November 2023", date="2023-11-14", text=STEADY)
EMAIL = UserDocument(title="Director's email", date="2024-06-20", text=LOSING_GRIP)
NEWS = UserDocument(title="News", date="2024-09-30", text=NEWSLETTER)
PAPERS = [MINUTES, EMAIL, NEWS]
_QUOTED = re.compile(r"\u201c([^\u201c\u201d]+)\u201d \(([^)]+)\)")


def asked(
    assistant: Assistant, *turns: str, papers: list[UserDocument] = PAPERS, marks: list[Mark] | None = None
) -> Answer:
    return assistant.ask(Question(turns=list(turns), documents=papers, marks=marks or []))


def said(answer: Answer, title: str) -> str:
    return "\n".join(each.text for section in answer.sections if section.title == title for each in section.statements)


@pytest.fixture(scope="module")
def since_2023(assistant: Assistant) -> Answer:
    return asked(assistant, "What has changed since 2023?")


def test_the_direction_has_both_stages_and_papers_with_their_dates(since_2023: Answer) -> None:
    first = since_2023.sections[0].statements[0].text
    assert since_2023.status == "answered" and since_2023.sections[0].title == SHORT
    assert "has got worse: from a steady service (Minutes, 14 November 2023)" in first
    assert "to losing grip (Director's email, 20 June 2024)" in first and "the end of 2023" in first


def test_every_quotation_stands_in_the_paper_that_is_named_behind_it(since_2023: Answer) -> None:
    texts = {paper_named(each.title, each.date): each.text for each in PAPERS}
    found = _QUOTED.findall(said(since_2023, CHANGED))
    assert {named for _, named in found} == {"Minutes, 14 November 2023", "Director's email, 20 June 2024"}
    assert all(quote in texts[named] for quote, named in found)
    kinds = {
        each.kind
        for s in since_2023.sections
        if s.title == CHANGED
        for each in s.statements
        if _QUOTED.search(each.text)
    }
    assert kinds == {"own_words"}
    assert not any("could not be checked" in warning for warning in since_2023.warnings)


def test_the_turn_and_what_is_not_shown_have_sections_of_their_own(since_2023: Answer) -> None:
    assert "From a steady service to losing grip: Director's email, 20 June 2024 shows it first." in said(
        since_2023, TURNED
    )
    unshown = said(since_2023, UNSHOWN)
    assert "January 2024 to May 2024 (5 months)" in unshown and "News, 30 September 2024 says too little" in unshown


def test_the_assessment_beside_it_is_that_of_now(since_2023: Answer) -> None:
    assert since_2023.assessment is not None and since_2023.assessment.stage == "losing_grip"


def test_a_day_before_all_papers_is_said_and_the_oldest_taken(assistant: Assistant) -> None:
    first, second = asked(assistant, "Is it better or worse than in 2019?").sections[0].statements[:2]
    assert first.text.startswith(
        "No paper that says a stage is as old as the end of 2019, so it is counted from the oldest, Minutes"
    )
    assert second.text.startswith("Since 14 November 2023 the service has got worse")


def test_a_day_after_all_papers_and_one_that_nobody_knows_are_said(assistant: Assistant) -> None:
    late = asked(assistant, "What has changed since 2030?").sections[0].statements[0].text
    assert "newer than the end of 2030" in late and "is not known" in late
    unknown = asked(assistant, "What has changed since the new director came?").sections[0].statements[0].text
    assert "the new director came" in unknown and "the papers do not say" in unknown


def test_when_it_turned_leads_where_that_is_asked(assistant: Assistant) -> None:
    answer = asked(assistant, "When did it turn?")
    assert answer.sections[0].statements[0].text.startswith("It turned once")
    still = asked(
        assistant,
        "When did it turn?",
        papers=[MINUTES, MINUTES.model_copy(update={"date": "2024-02-01", "title": "B"})],
    )
    assert still.sections[0].statements[0].text.startswith("It did not turn")
    assert TURNED not in [section.title for section in still.sections]


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ([EMAIL], "One dated paper draws no line: Director's email, 20 June 2024"),
        ([EMAIL.model_copy(update={"date": None})], "has no date"),
        (
            [EMAIL, NEWS],
            "The 2 dated papers draw no line: it takes two that say enough for a stage, and only Director's email",
        ),
    ],
)
def test_one_paper_draws_no_line_and_the_answer_says_what_would(
    assistant: Assistant, papers: list[UserDocument], told: str
) -> None:
    answer = asked(assistant, "Is it getting better or worse?", papers=papers)
    first, second = answer.sections[0].statements[:2]
    assert answer.status == "needs_evidence"
    assert told in first.text and second.text.startswith("What would: a paper from another time")
    assert answer.assessment is not None and answer.assessment.stage == "losing_grip"


def test_marks_decide_what_a_paper_says(assistant: Assistant) -> None:
    answer = asked(assistant, "Which way are we going?", marks=[Mark(source=EMAIL.title, verdict="wrong")])
    assert answer.status == "needs_evidence"
    assert LOSING_GRIP.split(".")[0] not in answer.model_dump_json()


def test_papers_that_were_withdrawn_are_not_read(assistant: Assistant) -> None:
    turns = ["What has changed?", "Ignore that file, it is of another council.", "Are we improving?"]
    answer = asked(assistant, *turns)
    assert CHANGED not in [section.title for section in answer.sections]
    assert "Director's email" not in said(answer, SHORT)


@pytest.mark.parametrize(
    "question", ["What has changed in Doncaster since 2015?", "What has changed in Working Together since 2018?"]
)
def test_a_council_of_the_notes_and_guidance_are_answered_from_the_notes(assistant: Assistant, question: str) -> None:
    answer = asked(assistant, question)
    assert answer.citations and answer.assessment is None
    assert CHANGED not in [section.title for section in answer.sections]


def test_without_papers_it_is_a_question_like_any_other(assistant: Assistant) -> None:
    answer = asked(assistant, "Is it getting better or worse?", papers=[])
    assert UNSHOWN not in [section.title for section in answer.sections]


def test_two_days_bound_what_is_told(assistant: Assistant) -> None:
    later = EMAIL.model_copy(update={"title": "Report", "date": "2026-01-31", "text": STEADY})
    answer = asked(assistant, "What changed between December 2023 and July 2024?", papers=[*PAPERS, later])
    assert "From the end of 2023 to the end of July 2024 the service has got worse" in said(answer, SHORT)
    assert "Report" not in said(answer, CHANGED) and "News" not in said(answer, UNSHOWN)


def test_what_to_do_is_answered_in_the_same_message_too(assistant: Assistant) -> None:
    answer = asked(assistant, "Are we improving, and what should we do next?")
    shown = [section.title for section in answer.sections]
    assert shown.index(CHANGED) < shown.index("What to do next") and answer.citations
    assert "has got worse" in said(answer, SHORT) and answer.status == "answered"
    assert "Where you are" not in shown and "likely in losing grip" in said(answer, SHORT)


def test_what_to_do_can_be_asked_next(assistant: Assistant) -> None:
    answer = asked(assistant, "What has changed since 2023?", "And what should we do now?")
    assert answer.assessment is not None and answer.assessment.stage == "losing_grip"
    assert "What to do next" in [section.title for section in answer.sections]


def test_the_command_dates_the_papers_by_their_names(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    given = []
    for name, text in {"2023-11-14 minutes.txt": STEADY, "2024-06-20 email.txt": LOSING_GRIP}.items():
        (tmp_path / name).write_text(text)
        given += ["--file", str(tmp_path / name)]
    assert command(["ask", "Is it getting better or worse?", *given, "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert reply["status"] == "answered" and "has got worse" in reply["sections"][0]["statements"][0]["text"]
