"""`regrip brief` on the real assistant: from files with a plan, and from a conversation that is kept."""

import shutil
from pathlib import Path

import pytest

from app import run
from assistant.assistant import Assistant
from assistant.models import Question
from assistant.settings import Settings
from tests.assistant.timeline.test_timeline import STEADY

LETTER = "We no longer refer early. Heads now run their own meetings, because the council does not answer. Ring 07700 900123."
FACT, STAGE = "What is losing grip?", f"{LETTER} What stage are we in and what should we do next?"


@pytest.fixture(scope="module")
def own_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that may be written to."""
    return Path(shutil.copytree(home, tmp_path_factory.mktemp("brief") / "home"))


@pytest.fixture
def own(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write in, with the home as the settings name it."""
    monkeypatch.setenv("REGRIP_HOME", str(own_home))
    return tmp_path


@pytest.fixture
def assistant(own_home: Path) -> Assistant:
    return Assistant.open(Settings(home=own_home))


def test_files_and_a_plan_become_an_advisers_briefing_without_personal_data(own: Path, assistant: Assistant) -> None:
    kept = assistant.record_of().count()
    (own / "2026-02 letter.txt").write_text(LETTER)
    (own / "plan.md").write_text("- Rebrand the service by May\n- Weekly meeting of partners, owned by the director\n")
    out = own / "new" / "paper.md"
    arguments = ["brief", "--file", str(own / "2026-02 letter.txt"), "--plan", str(own / "plan.md")]
    assert run([*arguments, "--form", "adviser", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "## Movement over time" in text and "Rebrand the service by May" in text and "2026-02 letter.txt" in text
    assert "07700" not in text and list(out.parent.iterdir()) == [out]
    assert assistant.record_of().count() == kept


def test_a_board_paper_names_the_service_its_direction_and_its_plan(own: Path, assistant: Assistant) -> None:
    (own / "2024-02 minutes.txt").write_text(STEADY)
    (own / "2026-02 letter.txt").write_text(LETTER)
    (own / "plan.md").write_text("- Rebrand the service by May\n- Weekly meeting of partners, owned by the director\n")
    files = [part for path in sorted(own.glob("20*.txt")) for part in ("--file", str(path))]
    out = own / "paper.md"
    assert run(["brief", *files, "--plan", str(own / "plan.md"), "--service", "Aldham", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# Aldham: where the service is and what comes next") and "Service: Aldham" in text
    assert "The service is moving further into difficulty." in text and "Of 2 actions:" in text


def test_a_kept_conversation_becomes_a_board_paper_from_its_answer(own: Path, assistant: Assistant) -> None:
    kept = assistant.record_of().count()
    answers = [assistant.ask(Question(turns=[text]), "c" * 16) for text in (STAGE, FACT)]
    assert run(["brief", "c" * 16, "--out", str(own / "paper.html")]) == 0
    text = (own / "paper.html").read_text(encoding="utf-8")
    assert "Evidence for" in text and "Heads now run their own meetings" in text
    assert answers[0].assessment is not None and assistant.record_of().count() == kept + 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "x.pdf"], "either a conversation's id"),
        (["abc", "--question", "x", "--out", "x.pdf"], "either a conversation's id"),
        (["--question", "x"], "--out FILE"),
        (["--question", "x", "--out", "x.txt"], "x.txt: the ending is none of"),
        (["--question", "x", "--out", "x.md", "--form", "long"], "form 'long'"),
        (["abc", "--out", "x.md"], "abc: no conversation has this id"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(own)
    assert run(["brief", *arguments]) == 2
    assert told in capsys.readouterr().err and list(own.iterdir()) == []
