"""What counts as now: papers since the last turn of the line, the newest two at the least; plans and briefings go by them."""

import json
from datetime import date
from pathlib import Path

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.briefing.making import material_now
from assistant.briefing.material import asking
from assistant.models import Mark, Question, UserDocument
from assistant.timeline.present import overtaken, without
from corpus.vocabulary import Outcome
from tests.assistant.comparing.test_comparing import BREAKDOWN
from tests.assistant.timeline.test_timeline import LOSING_GRIP, NEWSLETTER, STEADY, paper, read_as


def old(*outcomes: Outcome) -> list[str]:
    papers = [(paper(f"{2020 + n}-01"), read_as(outcome)) for n, outcome in enumerate(outcomes)]
    return [document.title[-7:-3] for document in overtaken(papers)]


def test_papers_before_the_last_turn_are_overtaken_but_never_the_newest_two() -> None:
    assert old("service_breakdown", "systemic_crisis", "losing_grip", "losing_grip") == ["2020", "2021"]
    assert old("service_breakdown", "service_breakdown", "steady") == ["2020"]
    assert old("steady", "steady", "steady") == old("steady", "losing_grip") == old("insufficient") == []


def test_a_paper_that_looks_back_is_overtaken_and_a_silent_or_undated_one_is_not() -> None:
    history = (paper("2026-01", title="Looking back: our history"), read_as("complete_lock"))
    others = [
        (paper("2025-01"), read_as("steady")),
        (paper("2025-06"), read_as("insufficient")),
        (paper(None), read_as("steady")),
    ]
    assert overtaken([history, *others]) == [history[0]]


def test_a_paper_without_a_date_is_never_left_out_not_even_one_that_looks_back() -> None:
    history = (paper(None, title="Looking back: our history"), read_as("complete_lock"))
    dated = [(paper(day), read_as("steady")) for day in ("2025-01", "2025-06")]
    assert overtaken([history, *dated]) == []


def test_marks_on_a_paper_go_with_it() -> None:
    first, second = paper("2020-01", "Old words."), paper("2021-01", "New words.")
    marks = [
        Mark(source=first.title, verdict="wrong"),
        Mark(quote="Old words.", verdict="past"),
        Mark(quote="New words.", verdict="past"),
    ]
    left = without(Question(turns=[""], documents=[first, second], marks=marks), [first])
    assert (left.documents, left.marks) == ([second], [marks[2]])


@pytest.fixture
def recovering() -> list[UserDocument]:
    """A service that was in breakdown for years and is steady now."""
    days = {
        "2022-03": BREAKDOWN,
        "2023-02": BREAKDOWN,
        "2024-01": LOSING_GRIP,
        "2025-06": STEADY,
        "2025-09": NEWSLETTER,
    }
    return [*(paper(day, text) for day, text in days.items()), paper("2026-01", STEADY)]


def test_a_plan_is_held_against_the_stage_of_now_and_older_papers_are_named_as_left_out(
    assistant: Assistant, recovering: list[UserDocument]
) -> None:
    check = assistant.plan_check(Question(turns=[""], documents=recovering), ["Monthly audit with a peer council"])
    assert check.stage == "steady" and "3 older papers" in check.warnings[-1]
    assert all(action.said is None or action.said not in BREAKDOWN for action in check.actions)


def test_a_briefing_names_the_stage_of_now_and_keeps_every_paper(
    assistant: Assistant, recovering: list[UserDocument]
) -> None:
    material = material_now(assistant, asking(Question(turns=[""], documents=recovering)), "x", date(2026, 2, 1))
    assert material.answer.assessment is not None and material.answer.assessment.stage == "steady"
    assert {each.title for each in material.documents} == {each.title for each in recovering}
    assert any("3 older papers" in warning for warning in material.answer.warnings)


def test_an_answer_and_an_assessment_name_the_stage_of_now_and_the_papers_left_out(
    assistant: Assistant, recovering: list[UserDocument]
) -> None:
    question = Question(turns=["What stage are we in, and what should we do next?"], documents=recovering)
    reply, answer = assistant.assess(question), assistant.ask(question)
    assert answer.assessment is not None
    for read in (reply, answer.assessment):
        assert read.stage == "steady" and read.overtaken == [each.title for each in recovering[:3]]
        assert not {signal.source for signal in (*read.signals, *read.against)} & set(read.overtaken)
    assert "3 older papers" in " ".join(reply.warnings) and "3 older papers" in " ".join(answer.warnings)


def test_marks_on_a_paper_decide_whether_it_is_overtaken(assistant: Assistant, recovering: list[UserDocument]) -> None:
    wrong = [Mark(source=each.title, verdict="wrong") for each in recovering if each.text == STEADY]
    read = assistant.assess(Question(turns=[""], documents=recovering, marks=wrong))
    assert read.stage not in (None, "steady")
    assert not {mark.source for mark in wrong} & set(read.overtaken)


def test_a_withdrawn_set_of_papers_overtakes_nothing(assistant: Assistant, recovering: list[UserDocument]) -> None:
    question = Question(turns=["Ignore the documents, they are of another service."], documents=recovering)
    assert assistant.assess(question).overtaken == []


def test_the_command_takes_several_papers_as_the_situation_with_the_dates_in_their_names(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    recovering: list[UserDocument],
) -> None:  # fmt: skip
    monkeypatch.setenv("REGRIP_HOME", str(home))
    given = []
    for each in recovering:
        path = tmp_path / f"{each.date} paper.txt"
        path.write_text(each.text)
        given += ["--situation", str(path)]
    assert command(["plan-check", *given, "--action", "Monthly audit with a peer council", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "steady"
