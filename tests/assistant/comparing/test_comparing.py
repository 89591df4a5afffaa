"""Services side by side, and those that climbed out: only what sources tell, each cited, with the likeness explained."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.bench import Bench
from assistant.cases import Cases
from assistant.comparing.models import Comparison
from assistant.comparing.reading import files_of
from assistant.comparing.sides import Service
from assistant.errors import QuestionError
from assistant.models import Mark, Question, UserDocument
from tests.assistant.timeline.test_timeline import LOSING_GRIP, STEADY

CRISIS = (
    "Schools and the police have stopped sending us referrals and keep cases to themselves, because nothing comes back. "
    "Heads now run their own meetings without us."
)
BREAKDOWN = (
    "North and south run different thresholds. Managers change every few months. Children get a new worker at each handover. "
    "We have had three plans and the same findings."
)
PLAN = ["Set targets for assessment timeliness", "Rebrand the service by May"]


def service(name: str, text: str, *plan: str, date: str = "2026-02") -> Service:
    return Service(name, Question(turns=[""], documents=[UserDocument(title="paper", date=date, text=text)]), plan)


@pytest.fixture(scope="module")
def compared(assistant: Assistant) -> Comparison:
    return assistant.compare(
        [service("Aldham", CRISIS, *PLAN), service("Bexton", STEADY), service("Corley", BREAKDOWN)]
    )


def test_each_side_has_its_stage_evidence_direction_and_what_nobody_spoke_of(compared: Comparison) -> None:
    first, second, third = compared.sides
    assert [side.stage for side in compared.sides] == ["systemic_crisis", "steady", "service_breakdown"]
    assert first.evidence and all(sign.quote in CRISIS and sign.date == "2026-02" for sign in first.evidence)
    assert (first.direction, first.actions, second.actions) == ("unclear", 2, None)
    assert {action.fit for action in first.mismatches} <= {"mismatch"} and second.mismatches == []
    assert set(compared.silent_themes) == set(first.missing_themes) & set(second.missing_themes) & set(
        third.missing_themes
    )


def test_those_that_climbed_out_share_the_stage_and_every_word_of_theirs_is_cited(
    compared: Comparison, assistant: Assistant
) -> None:
    crisis, steady, breakdown = compared.climbed
    assert steady.services == [] and crisis.services and breakdown.services
    cited = {citation.n: citation for citation in compared.citations}
    for one in (*crisis.services, *breakdown.services):
        statements = [*(sign.statement for sign in one.signs), *one.done, *one.took, *one.failed]
        assert statements and all(s.text == cited[s.citations[0]].quote for s in statements)
        assert {cited[s.citations[0]].document_id for s in statements} == {one.document_id}
        assert one.sources and "Both show signs of" in one.why and "sizes are not compared" in one.why
        assert ("near" in one.why) == bool(one.signs) and "user" not in one.why
        assert not one.title.startswith("Partly")
    told_of = {one.document_id for one in (*crisis.services, *breakdown.services)}
    for citation in compared.citations:
        chunk = assistant.passage(citation.chunk_id)
        assert chunk is not None and chunk.text[citation.start : citation.end] == citation.quote
        assert citation.document_id not in told_of or "[source:" in chunk.text[citation.end : citation.end + 12]


def test_next_steps_and_mismatches_are_cited_from_the_comparisons_own_list(
    compared: Comparison, assistant: Assistant
) -> None:
    cited = {citation.n: citation for citation in compared.citations}
    assert list(cited) == list(range(1, len(compared.citations) + 1))
    for side in compared.sides:
        assert len(side.steps) == 3
        for step in side.steps:
            assert step.citations
            assert all(cited[n].quote in step.text for n in step.citations)
    first = compared.sides[0]
    assert "Who: " in first.steps[0].text and "Sign that it works: " in first.steps[0].text
    alone = assistant.plan_check(
        Question(turns=[""], documents=[UserDocument(title="paper", date="2026-02", text=CRISIS)]), PLAN
    )
    mismatched = [action for action in alone.actions if action.fit == "mismatch"]
    assert mismatched and [a.text for a in first.mismatches] == [a.text for a in mismatched]
    for here, there in zip(first.mismatches, mismatched, strict=True):
        quotes = [alone.citations[n - 1].quote for n in there.citations]
        assert [cited[n].quote for n in here.citations] == quotes
    assert any(action.citations for action in first.mismatches)


def test_the_most_alike_comes_first_and_its_likeness_is_in_the_users_own_words(compared: Comparison) -> None:
    services = compared.climbed[0].services
    assert [one.score for one in services] == sorted((one.score for one in services), reverse=True)
    assert all(sign.quote in CRISIS and sign.closeness >= 0.35 for one in services for sign in one.signs)
    assert services[0].signs


def test_one_service_or_two_of_one_name_are_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="1 service; name 2 to 8"):
        assistant.compare([service("a", STEADY)])
    with pytest.raises(QuestionError, match="'a' is named twice"):
        assistant.compare([service("a", STEADY), service("a", CRISIS)])


def test_the_command_takes_a_kept_case_a_folder_with_a_plan_and_a_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    own = Path(shutil.copytree(home, tmp_path / "home"))
    monkeypatch.setenv("REGRIP_HOME", str(own))
    opened = Assistant.open()
    kept = Cases(opened, opened.settings).load_example("fenhaven")
    folder = tmp_path / "Aldham"
    folder.mkdir()
    (folder / "2026-02 letter.txt").write_text(CRISIS)
    (folder / "2026-01 plan.md").write_text("- Rebrand the service by May\n- Meet partners weekly\n")
    (tmp_path / "Corley.txt").write_text(LOSING_GRIP)
    assert command(["compare", kept.case.id, str(folder), str(tmp_path / "Corley.txt"), "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert [side["name"] for side in reply["sides"]] == [kept.case.name, "Aldham", "Corley"]
    assert [side["actions"] is None for side in reply["sides"]] == [False, False, True]
    assert command(["compare", str(folder), str(tmp_path / "Corley.txt")]) == 0
    text = capsys.readouterr().out
    assert "| Stage | systemic crisis | losing grip |" in text and "Services like Aldham that climbed out" in text
    assert "no ranking of services" in text and "Told by:" in text
    assert "## Next steps for Aldham\n\n1. " in text and "\n   Who: " in text


@pytest.mark.parametrize(
    ("names", "told"), [(["a"], "1 service"), (["nosuch", "norsuch"], "nosuch: no case has this id")]
)
def test_a_service_that_is_not_there_is_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], names: list[str], told: str
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    assert command(["compare", *names]) == 2
    assert told in capsys.readouterr().err


def test_a_plan_is_told_from_papers_by_the_name_of_its_file(tmp_path: Path) -> None:
    for name in ("2026-01 plan.md", "Planning minutes.txt", "plan 2.docx", "2025-03 audit of plans.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    papers, plans = files_of(tmp_path)
    assert [path.name for path in plans] == ["2026-01 plan.md", "plan 2.docx"]
    assert [path.name for path in papers] == ["2025-03 audit of plans.txt", "Planning minutes.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "2025-03-11 Improvement Plan 2024 closing report.md",
        "plan_progress_update.md",
        "Improvement plan - annual review.md",
        "2025-06 plan evaluation.txt",
    ],
)
def test_a_paper_about_a_plan_is_no_plan_and_stays_evidence(tmp_path: Path, name: str) -> None:
    for each in (name, "plan.md", "Plan draft for review.md"):
        (tmp_path / each).write_text("x")
    papers, plans = files_of(tmp_path)
    assert [path.name for path in papers] == [name]
    assert [path.name for path in plans] == ["Plan draft for review.md", "plan.md"]


def test_each_paper_of_a_service_with_a_plan_is_read_alone_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, papers_of = list[str](), Bench._papers

    def counted(self: Bench, documents: Sequence[UserDocument], marks: Sequence[Mark]) -> Any:
        read.extend(document.title for document in documents)
        return papers_of(self, documents, marks)

    monkeypatch.setattr(Bench, "_papers", counted)
    papers = [
        UserDocument(title=day, date=day, text=text)
        for day, text in (("2022-01", CRISIS), ("2025-01", STEADY), ("2026-01", STEADY))
    ]
    planned = Service("Aldham", Question(turns=[""], documents=papers), PLAN)
    side = assistant.compare([planned, service("Bexton", STEADY)]).sides[0]
    assert read == ["2022-01", "2025-01", "2026-01", "paper"]
    assert side.stage == "steady" and side.actions == len(PLAN)
    assert sum("older paper" in warning for warning in side.warnings) == 1


def test_an_empty_action_of_a_compared_plan_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="empty one"):
        assistant.compare([service("Aldham", CRISIS, " "), service("Bexton", STEADY)])
