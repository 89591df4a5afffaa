"""What changed between two days: states, signs with their quotes, plans before changes, months without a paper."""

import json
from datetime import date
from pathlib import Path

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.models import Assessment, Signal, UserDocument
from assistant.plan_titles import is_plan
from assistant.timeline import Changes, changes_between
from corpus.vocabulary import Outcome
from tests.assistant.timeline.test_timeline import LOSING_GRIP, NEWSLETTER, STEADY, read_as


def sign(quote: str, indicator: str | None = "LG1", standing: str = "now_here", theme: str = "workforce") -> Signal:
    return Signal.model_validate(
        {
            "quote": quote,
            "source": "x",
            "start": 0,
            "end": len(quote),
            "stage": "losing_grip",
            "standing": standing,
            "theme": theme,
            "indicator": indicator,
            "weight": 0.9,
        }
    )


def paper(day: str | None, outcome: Outcome, *signals: Signal, title: str = "") -> tuple[UserDocument, Assessment]:
    read = read_as(outcome).model_copy(update={"signals": list(signals)})
    return UserDocument(title=title or f"paper of {day}", date=day, text="Some words."), read


def between(*papers: tuple[UserDocument, Assessment], since: str = "2024-01-31", until: str = "2024-12-31") -> Changes:
    return changes_between(papers, date.fromisoformat(since), date.fromisoformat(until))


def test_the_states_are_those_of_the_newest_papers_until_each_day() -> None:
    found = between(
        paper("2023-06", "steady"),
        paper("2024-03", "losing_grip"),
        paper("2024-08", "service_breakdown"),
        paper("2025-01", "complete_lock"),
    )
    assert (found.before.stage, found.before.paper, found.before.papers) == ("steady", "paper of 2023-06", 1)
    assert (found.after.stage, found.after.confidence, found.moved) == ("service_breakdown", 0.9, "worse")
    assert [(c.from_, c.to) for c in found.changes] == [
        ("steady", "losing_grip"),
        ("losing_grip", "service_breakdown"),
    ]


def test_signs_appear_go_and_stay_with_the_papers_that_say_so() -> None:
    found = between(
        paper(
            "2024-01",
            "losing_grip",
            sign("Posts stand empty.", "LG1"),
            sign("No figures.", "LG2", theme="performance_data"),
        ),
        paper(
            "2024-06",
            "losing_grip",
            sign("Posts still stand empty.", "LG1"),
            sign("Audits lapsed.", "LG3", theme="practice_child_voice"),
            sign("The figures are back.", "LG2", "past", theme="performance_data"),
        ),
    )
    told = {one.change: one for one in found.signs}
    assert len(found.signs) == 3 and found.moved == "same"
    assert [q.quote for q in told["appeared"].after] == ["Audits lapsed."] and told["appeared"].before == []
    assert [q.quote for q in told["went"].before] == ["No figures."]
    assert [(q.quote, q.paper) for q in told["went"].denied] == [("The figures are back.", "paper of 2024-06")]
    assert [q.quote for q in (*told["stayed"].before, *told["stayed"].after)] == [
        "Posts stand empty.",
        "Posts still stand empty.",
    ]
    assert not told["stayed"].loosely


def test_another_sign_of_the_same_stage_and_theme_stays_loosely() -> None:
    found = between(
        paper("2024-01", "losing_grip", sign("Posts stand empty.", "LG1")),
        paper("2024-06", "losing_grip", sign("Sickness is up.", "LG7")),
    )
    (only,) = found.signs
    assert (only.change, only.loosely) == ("stayed", True)


def test_a_plan_since_the_last_change_is_named_before_the_next_and_no_other() -> None:
    found = between(
        paper("2023-01", "steady"),
        paper("2023-09", "losing_grip"),
        paper("2023-05", "insufficient", title="Improvement plan 2023"),
        paper("2024-02", "insufficient", title="Recovery plan"),
        paper("2024-06", "steady"),
    )
    (change,) = found.changes
    assert [(plan.title, plan.months) for plan in change.plans] == [("Recovery plan", 4)]
    assert [plan.title for plan in found.plans] == ["Recovery plan"]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("2024-02 improvement_plan.docx", True),
        ("Recovery programme", True),
        ("Audit of child protection plans", False),
        ("Improvement Plan 2024: closing report", False),
        ("Improvement plan, draft for review", True),
        ("Planning committee", False),
    ],
)
def test_a_plan_for_the_service_is_told_from_a_plan_for_a_child(title: str, wanted: bool) -> None:
    assert is_plan(title) is wanted


def test_whole_months_without_a_paper_that_says_a_stage_are_gaps_and_silent_papers_are_named_in_them() -> None:
    found = between(
        paper("2024-01", "steady"),
        paper("2024-04-02", "steady"),
        paper("2024-06", "insufficient", title="Newsletter"),
        paper("2024-08", "steady"),
        until="2024-09-15",
    )
    assert [(gap.first, gap.last, gap.months, gap.silent) for gap in found.gaps] == [
        ("2024-02", "2024-03", 2, []),
        ("2024-05", "2024-07", 3, ["Newsletter"]),
    ]


def test_without_a_paper_before_or_after_it_says_what_is_not_known() -> None:
    only_after = between(paper("2024-05", "losing_grip", sign("Posts stand empty.")))
    assert (only_after.moved, only_after.before.stage) == ("unknown", None)
    assert "cannot be told from what is new" in only_after.warnings[0]
    only_before = between(paper("2023-05", "losing_grip", sign("Posts stand empty.")))
    assert only_before.signs == [] and "is not known" in only_before.warnings[0]
    assert between(paper(None, "losing_grip")).status == "needs_evidence"


def test_without_dates_it_goes_from_the_first_paper_to_the_newest() -> None:
    found = changes_between([paper("2024-05-01", "steady"), paper("2023-02-03", "losing_grip")])
    assert (found.since, found.until, found.moved) == ("2023-02-03", "2024-05-01", "better")


def test_real_papers_are_compared_and_every_quote_stands_in_its_paper(assistant: Assistant) -> None:
    papers = [
        UserDocument(title="minutes", date="2023-11-14", text=STEADY),
        UserDocument(title="email", date="2024-06-20", text=LOSING_GRIP),
        UserDocument(title="news", date="2024-09-30", text=NEWSLETTER),
    ]
    found = assistant.changes(papers, date(2023, 12, 31), date(2024, 12, 31), id="d")
    texts = {each.title: each.text for each in papers}
    quotes = [q for s in found.signs for q in (*s.before, *s.after, *s.denied)]
    assert quotes and all(texts[q.paper][q.start : q.end] == q.quote for q in quotes)
    assert {one.change for one in found.signs} >= {"appeared", "went"}
    assert (found.id, found.before.stage, found.after.stage, found.moved) == ("d", "steady", "losing_grip", "worse")


@pytest.fixture
def two(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that name two papers."""
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (tmp_path / "2024-06-20 email.txt").write_text(LOSING_GRIP)
    (tmp_path / "2023-11-14 minutes.txt").write_text(STEADY)
    return [part for path in sorted(tmp_path.iterdir()) for part in ("--file", str(path))]


def test_the_command_says_what_changed_between_two_dates(
    two: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "2024-02 plan.md"
    plan.write_text("- Meet weekly")
    arguments = ["timeline", *two, "--between", "Nov 2023", "30 June 2024", "--plan", str(plan)]
    assert command([*arguments, "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert (reply["since"], reply["until"], reply["moved"]) == ("2023-11-30", "2024-06-30", "worse")
    assert reply["changes"][0]["plans"] == [{"title": "2024-02 plan.md", "date": "2024-02", "months": 4}]
    assert command(arguments) == 0
    text = capsys.readouterr().out
    assert "moved further into difficulty" in text and "December 2023 to May 2024: 6 months" in text
    assert "not shown to have caused it" in text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--between", "31 June 2023", "2024"], "June 2023 has 30 days"),
        (["--between", "2025", "2024"], "does not come before"),
        (["--plan", "plan.md"], "give --between"),
        (["--between", "2023", "2024", "--plan", "plan.md"], "plan.md: the name holds no date"),
    ],
)
def test_wrong_dates_are_one_line(
    two: list[str], more: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["timeline", *two, *more]) == 2
    error = capsys.readouterr().err
    assert told in error and "Traceback" not in error


@pytest.mark.parametrize("day", ["2024-02-30", "March 2024", "2024-13"])
def test_a_paper_dated_by_what_is_no_day_is_read_as_one_without_a_date(day: str) -> None:
    told = between(paper("2024-01", "steady"), paper(day, "losing_grip"), paper("2024-06", "losing_grip"))
    assert [point.date for point in told.papers] == ["2024-06"]
