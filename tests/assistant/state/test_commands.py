"""The record's commands as a user or script meets them; they need no index and no model."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app import run as regrip
from assistant.state.store import Record
from tests.assistant.state.made import kept


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("REGRIP_HOME", str(home))
    return home


@pytest.fixture
def exchange_id(at_home: Path) -> str:
    record = Record.in_home(at_home)
    made = kept(record, "Our queues are growing. What now?")
    record.close()
    return made


class Said:
    """What a command printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = regrip(list(arguments))
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def test_history_lists_id_time_status_and_first_words(capsys: pytest.CaptureFixture[str], exchange_id: str) -> None:
    said = Said(capsys, "history")
    assert said.code == 0
    (line,) = said.out.splitlines()
    assert line.startswith(exchange_id) and "answered" in line and "Our queues are growing" in line and "c1" in line
    (row,) = Said(capsys, "history", "c1", "--json").json["exchanges"]
    assert set(row) == {"id", "conversation_id", "asked_at", "status", "words"}


def test_history_of_nothing_says_so_and_makes_no_record(capsys: pytest.CaptureFixture[str], at_home: Path) -> None:
    assert Said(capsys, "history").out == "Nothing is kept.\n"
    assert Said(capsys, "history", "--json").json == {"exchanges": []}
    assert not at_home.exists()


def test_deleting_says_how_much_went(capsys: pytest.CaptureFixture[str], exchange_id: str) -> None:
    Said(capsys, "feedback", exchange_id, "--verdict", "helpful")
    said = Said(capsys, "history", "--delete", "c1")
    assert said.out.startswith("Deleted conversation c1: 1 exchanges, 1 pieces of feedback.")
    assert Said(capsys, "history").out == "Nothing is kept.\n"


def test_feedback_is_given_and_shown_by_number(capsys: pytest.CaptureFixture[str], exchange_id: str) -> None:
    note = "Ring 07700 900123 about it"
    said = Said(capsys, "feedback", exchange_id, "--verdict", "wrong", "--statement", "2.1", "--note", note)
    assert (said.code, said.out.splitlines()[0]) == (0, f"Kept: wrong, on 2.1 of exchange {exchange_id}.")
    assert "telephone number" in said.out
    shown = Said(capsys, "feedback", exchange_id).out
    assert "2.1  Build one page of measures." in shown
    assert "2.1  wrong: Ring █" in shown
    as_json = Said(capsys, "feedback", exchange_id, "--json").json
    assert [s["place"] for s in as_json["statements"]] == ["1.1", "2.1", "2.2"]
    assert [f["verdict"] for f in as_json["feedback"]] == ["wrong"]


def test_a_batch_of_feedback_goes_on_after_a_bad_line(
    capsys: pytest.CaptureFixture[str], exchange_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"id": 1, "exchange_id": exchange_id, "verdict": "helpful"},
        {"id": 2, "exchange_id": exchange_id, "verdict": "splendid"},
        {"id": 3, "exchange_id": "nosuch", "verdict": "wrong"},
        {"id": 4, "exchange_id": exchange_id, "verdict": "unsupported", "statement": "9.9"},
        {"id": 5, "exchange_id": exchange_id, "verdict": "missing", "note": "the LADO"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(line) + "\n" for line in lines)))
    said = Said(capsys, "feedback", "--jsonl", "-")
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 1
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row.get("error", {}).get("code") for row in rows] == [None, "bad_input", "not_found", "bad_input", None]
    assert len(Said(capsys, "feedback", exchange_id, "--json").json["feedback"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("replay", "nosuch"), "nosuch: no exchange has this id; `regrip history`"),
        (("feedback", "nosuch"), "nosuch: no exchange has this id"),
        (("feedback",), "no exchange is named"),
        (("feedback", "x", "--verdict", "splendid"), "'splendid': no such verdict; use helpful, wrong, unsupported"),
        (("feedback", "x", "--note", "why"), "go with a --verdict"),
        (("history", "nosuch"), "nosuch: no conversation has this id; see `regrip history`"),
        (("history", "--delete"), "no conversation is named to delete"),
        (("history", "--delete", "nosuch"), "nosuch: no conversation has this id"),
        (("db", "restore", "nosuch.sqlite"), "nosuch.sqlite: there is no such file"),
    ],
)
def test_wrong_use_exits_2_with_one_line_that_names_the_value(
    capsys: pytest.CaptureFixture[str], exchange_id: str, arguments: tuple[str, ...], words: str
) -> None:
    said = Said(capsys, *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [("replay", "x"), ("feedback", "x", "--verdict", "wrong")])
def test_without_anything_kept_the_way_out_is_said(
    capsys: pytest.CaptureFixture[str], at_home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    said = Said(capsys, *command)
    assert (said.code, "nothing has been kept yet; `regrip ask`" in said.err) == (2, True)
    monkeypatch.setenv("REGRIP_RECORD__KEEP", "false")
    said = Said(capsys, *command)
    assert (said.code, "record.keep is off" in said.err) == (2, True)
    assert not at_home.exists()


def test_what_was_kept_before_can_still_be_listed_and_deleted_when_nothing_new_is(
    capsys: pytest.CaptureFixture[str], exchange_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRIP_RECORD__KEEP", "false")
    said = Said(capsys, "history")
    assert exchange_id in said.out
    assert "record.keep is off: nothing new is kept" in said.err
    assert Said(capsys, "history", "--delete", "c1").code == 0
    assert Said(capsys, "history").out == "Nothing is kept.\n"


def test_a_backup_goes_out_and_comes_back(capsys: pytest.CaptureFixture[str], exchange_id: str, tmp_path: Path) -> None:
    file = str(tmp_path / "monday.sqlite")
    assert Said(capsys, "db", "backup", file).out.startswith(f"backed up to {file}\n  1 conversations, 1 exchanges")
    assert Said(capsys, "db", "backup", file).code == 2
    assert Said(capsys, "db", "check", file, "--json").json["ok"] is True
    Said(capsys, "history", "--delete", "c1")
    assert "--force" in Said(capsys, "db", "restore", file).err
    assert Said(capsys, "db", "restore", file, "--force", "--json").json["exchanges"] == 1
    assert exchange_id in Said(capsys, "history").out


def test_a_damaged_file_fails_the_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "words").write_text("not a database" * 100)
    said = Said(capsys, "db", "check", str(tmp_path / "words"))
    assert said.code == 1
    assert "words: damaged" in said.out and "file is not a database" in said.out


@pytest.mark.parametrize("command", [("backup", "x"), ("restore", "x"), ("check",)])
def test_postgresql_is_left_to_its_own_tools(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("REGRIP_RECORD__URL", "postgresql://me:secret@db/regrip")
    said = Said(capsys, "db", *command)
    assert said.code == 2
    assert "pg_dump" in said.err and "secret" not in said.err
