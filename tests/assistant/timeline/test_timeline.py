"""The timeline: order by date, what moves the line, where it turns, which way it goes."""

import json
from pathlib import Path

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.models import Assessment, Question, UserDocument
from assistant.timeline import Timeline, trace
from assistant.timeline.dates import date_in_name, looks_back, sortable
from corpus.vocabulary import STAGES, Outcome

STEADY = (
    "Data for October tabled, eight days old; allocation complete, visits 94%. Themed audit on pre-birth work: the external moderator "
    "agreed with 20 of 22 grades. Vacancies 8%, agency 6%. Young people's panel rewrote the review invitation and it was adopted."
)
LOSING_GRIP = (
    "Since the switch to the new system in April I cannot stand behind the weekly pack. Team managers have gone over to their own "
    "spreadsheets. 96 assessments are past their date, against 31 in March, and nobody can tell me where they are sticking. People are "
    "staying, jobs fill, and schools and police are carrying on as ever."
)
NEWSLETTER = (
    "Congratulations to everyone who took part in the charity rowing day, which raised over £2,100 for the hospice. The car park on "
    "Mill Lane closes for resurfacing. Yoga at lunchtime was the clear favourite last year."
)


def paper(date: str | None, text: str = "", title: str = "") -> UserDocument:
    return UserDocument(title=title or f"paper of {date}", date=date, text=text)


def read_as(outcome: Outcome, sure: float = 0.9) -> Assessment:
    rest = (1 - sure) / 4
    return Assessment(
        outcome=outcome,
        stage=outcome if outcome in STAGES else None,  # type: ignore[arg-type]
        probabilities={stage: sure if stage == outcome else rest for stage in STAGES},
        p_insufficient=0.0,
        p_out_of_scope=0.0,
        plausible=[],
        confidence=sure,
        runner_up=None,
        signals=[],
        against=[],
        questions=[],
    )


def line(*outcomes: Outcome, sure: float = 0.9) -> Timeline:
    return trace([(paper(f"{2020 + n}-01"), read_as(outcome, sure)) for n, outcome in enumerate(outcomes)])


@pytest.mark.parametrize(
    ("outcomes", "direction"),
    [
        (("complete_lock", "systemic_crisis", "systemic_crisis"), "improving"),
        (("steady", "insufficient", "losing_grip"), "worsening"),
        (("systemic_crisis", "systemic_crisis"), "stuck"),
        (("steady", "steady", "out_of_scope"), "steady"),
        (("service_breakdown", "steady", "losing_grip"), "mixed"),
        (("losing_grip", "insufficient"), "unclear"),
        (("insufficient", "insufficient"), "unclear"),
    ],
)
def test_direction_follows_from_the_stages_in_order(outcomes: tuple[Outcome, ...], direction: str) -> None:
    assert line(*outcomes).direction == direction


def test_a_paper_that_is_hardly_surer_of_another_stage_does_not_move_the_line() -> None:
    assert line("systemic_crisis", "losing_grip", sure=0.3).turning_points == []


def test_a_silent_paper_is_neither_latest_nor_a_turning_point() -> None:
    found = line("steady", "losing_grip", "out_of_scope")
    assert found.latest_outcome == "losing_grip"
    assert [(t.date, t.from_, t.to) for t in found.turning_points] == [("2021-01", "steady", "losing_grip")]
    assert found.points[-1].outcome == "insufficient"


def test_papers_are_put_in_order_and_an_undated_one_stands_last_without_weight() -> None:
    papers = [(paper("2024-05-01"), read_as("steady")), (paper(None), read_as("complete_lock"))]
    found = trace([*papers, (paper("2023"), read_as("losing_grip"))])
    assert [point.date for point in found.points] == ["2023", "2024-05-01", None]
    assert (found.latest_outcome, found.direction) == ("steady", "improving")
    assert "no date" in found.warnings[0]


def test_a_paper_about_earlier_years_does_not_move_the_line() -> None:
    text = "In 2018 and again in 2021 teams did not speak to one another; by 2023 the corner was turned."
    found = trace([(paper("2024-01"), read_as("steady")), (paper("2025-11", text), read_as("service_breakdown"))])
    assert (found.latest_outcome, found.points[1].outcome) == ("steady", "insufficient")
    assert "looks back" in found.warnings[0]


def test_a_paper_that_names_its_own_year_does_not_look_back() -> None:
    assert not looks_back(paper("2025-09", "The plans of 2022, 2023 and 2025 share nine tenths of their content."))


@pytest.mark.parametrize(
    "text",
    [
        "The audits of 2023, 2024 and 2025 all found the same. Today teams still pull apart.",
        "Reviews in 2022, 2023 and 2024 named thresholds. Children wait eleven weeks for a transfer.",
        "We were told so in 2021, 2023 and 2024, and managers have not been replaced.",
    ],
)
def test_a_paper_that_counts_earlier_findings_and_speaks_of_now_does_not_look_back(text: str) -> None:
    assert not looks_back(paper("2026-03", text))
    assert looks_back(paper("2026-03", text, title="Looking back: our history"))


@pytest.mark.parametrize(
    ("date", "full"), [("2024", "2024-06-15"), ("2024-02", "2024-02-15"), ("2024-13", None), ("May", None)]
)
def test_dates_are_read_at_three_lengths(date: str, full: str | None) -> None:
    assert sortable(date) == full


def test_the_date_in_a_file_name_is_found() -> None:
    assert date_in_name("2024-06-20 minutes.docx") == "2024-06-20"
    assert date_in_name("minutes 12024-06-20.docx") is None


def test_real_papers_are_read_by_themselves_and_the_turn_quotes_the_paper(assistant: Assistant) -> None:
    papers = [paper("2024-06-20", LOSING_GRIP), paper("2023-11-14", STEADY), paper("2024-09-30", NEWSLETTER)]
    found = assistant.timeline(papers, "d")
    assert [point.outcome for point in found.points] == ["steady", "losing_grip", "insufficient"]
    assert (found.id, found.direction, found.latest_outcome) == ("d", "worsening", "losing_grip")
    (turn,) = found.turning_points
    assert turn.quotes and all(quote in LOSING_GRIP for quote in turn.quotes)


def test_papers_read_for_a_line_are_read_as_they_are_by_themselves(assistant: Assistant) -> None:
    papers = [paper("2023-11-14", STEADY), paper("2024-06-20", LOSING_GRIP), paper("2024-09-30", NEWSLETTER)]
    slow = trace([(each, assistant.assess(Question(turns=[""], documents=[each]))) for each in papers])
    found = assistant.timeline(papers)
    assert found.points == slow.points and found.turning_points == slow.turning_points


def test_no_papers_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="no documents"):
        assistant.timeline([])


def test_the_command_takes_dates_from_names_of_files(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (tmp_path / "2024-06-20 email.txt").write_text(LOSING_GRIP)
    (tmp_path / "2023-11-14 minutes.txt").write_text(STEADY)
    arguments = [part for path in sorted(tmp_path.iterdir()) for part in ("--file", str(path))]
    assert command(["timeline", *arguments, "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert [point["date"] for point in reply["points"]] == ["2023-11-14", "2024-06-20"]
    assert (reply["turning_points"][0]["from"], reply["turning_points"][0]["to"]) == ("steady", "losing_grip")


def test_a_batch_answers_each_dossier(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    papers = [{"date": "2023-11-14", "title": "a", "text": STEADY}, {"date": None, "title": "b", "text": LOSING_GRIP}]
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": "x", "documents": papers}) + '\n{"id": "y", "documents": []}\n')
    assert command(["timeline", "--jsonl", str(tmp_path / "d.jsonl")]) == 1
    first, second = (json.loads(each) for each in capsys.readouterr().out.splitlines())
    assert (first["id"], first["latest_outcome"], first["direction"]) == ("x", "steady", "unclear")
    assert (second["id"], second["status"]) == ("y", "error")


def test_one_odd_paper_hardly_surer_of_a_far_stage_does_not_turn_the_line_unless_the_next_bears_it_out() -> None:
    def told(*read: tuple[Outcome, float]) -> Timeline:
        return trace([(paper(f"{2020 + n}-01"), read_as(outcome, sure)) for n, (outcome, sure) in enumerate(read)])

    odd = told(("losing_grip", 0.95), ("complete_lock", 0.55), ("losing_grip", 0.95))
    assert (odd.turning_points, odd.direction) == ([], "stuck")
    last = told(("losing_grip", 0.95), ("complete_lock", 0.55))
    assert last.turning_points == [] and "until another paper bears it out" in last.warnings[-1]
    for found in (
        told(("losing_grip", 0.95), ("complete_lock", 0.55), ("complete_lock", 0.9)),
        told(("losing_grip", 0.95), ("complete_lock", 0.65)),
        told(("losing_grip", 0.95), ("service_breakdown", 0.55)),
    ):
        assert found.direction == "worsening" and len(found.turning_points) >= 1


def test_a_newest_paper_whose_signs_speak_more_for_another_stage_is_pointed_out() -> None:
    from tests.assistant.timeline.test_between import sign

    read = read_as("steady").model_copy(update={"against": [sign("No figure."), sign("A queue.")]})
    found = trace([(paper("2024-01"), read_as("losing_grip")), (paper("2025-01"), read)])
    assert found.latest_outcome == "steady" and "speak for losing grip" in found.warnings[-1]
    past = read.model_copy(update={"against": [sign("No figure.", standing="past"), sign("A queue.", standing="past")]})
    assert trace([(paper("2025-01"), past)]).warnings == []


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert sortable("2024-02-29") == "2024-02-29"
    assert sortable("2023-02-29") is sortable("2024-02-30") is sortable("2024-04-31") is None
