"""A person's rights, by the commands: all that is kept of them as one file, and nothing left of it after it was erased."""

import errno
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from app import run as command
from assistant.accounts.audit import Audit
from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.opening import open_accounts
from assistant.accounts.provider.links import Links
from assistant.accounts.provider.persons import Person
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.cases.models import Upload
from assistant.errors import NotFound
from assistant.models import Question
from assistant.settings import Settings
from assistant.state.case_models import Share
from assistant.state.feedback import give_feedback
from assistant.state.users import User
from tests.assistant.accounts.conftest import PASSWORD
from tests.assistant.state.made import answer, kept
from tests.postgres import programs, server

ROOT = Path(__file__).parents[3]
WORD = "Quibblethwaite"
"""Planted in all that ben has, and nowhere else."""


class Place:
    """A home folder with ben, who has something of everything, and ann, in whose case he works; and the commands there."""

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.home, self.url, self._opened = home, url, list[Cases]()
        home.mkdir()
        record = {"originals": True} | ({"url": url} if url else {})
        self.settings = Settings.model_validate({"home": home, "record": record})
        engine = open_accounts(self.settings)
        accounts = AccountsInUse.on(engine, self.settings)
        self.ann, self.ben = (User(id=accounts.accounts.add(name, "director", PASSWORD).id) for name in ("ann", "ben"))
        accounts.door.sessions.begin(self.ben.id)
        Links(engine).account_of(Person("https://login.example", "ben-7", "ben", None), None, [])
        Audit(engine).add("signed in", actor=self.ben.id, address="192.0.2.1")
        Audit(engine).add("role changed", actor=self.ann.id, target=self.ben.id, address="192.0.2.9")
        accounts.tokens.add(self.ben.id, f"token {WORD}", "read", 7)
        self.theirs = self.cases(self.ann).create("Annfield").id
        self.cases(self.ann).store.share(self.theirs, Share(user=self.ben.id, role="editor"))
        self._fill(self.cases(self.ben))
        engine.dispose()

    def cases(self, user: User) -> Cases:
        self._opened.append(Cases(Assistant.prepared(self.settings), self.settings, user))
        return self._opened[-1]

    def close(self) -> None:
        """Let go of the database."""
        for cases in self._opened:
            cases.record.close()

    def _fill(self, cases: Cases) -> None:
        case = cases.create(f"Case {WORD}", f"Service {WORD}").id
        paper = self.home / "paper.txt"
        paper.write_text(f"{WORD} is the word in this paper. Visits are late.")
        cases.add_documents(case, [Upload(f"{WORD}.txt", paper)])
        paper.unlink()
        cases.save_plan(case, [f"Ask {WORD} by Friday."])
        cases.conversations.save_draft(case, f"A draft on {WORD}")
        cases.conversations.save_draft(self.theirs, f"A draft on {WORD} in a case of ann's")
        waiting = cases.conversations.begin(case).id
        cases.conversations.take(waiting, f"{WORD}, and nobody answers")
        exchange = kept(cases.record, f"What of {WORD}?", conversation="c1")
        give_feedback(cases.record, exchange, "wrong", note=f"not {WORD}")
        cases.store.share(case, Share(user=self.ann.id, role="reader"))
        gone = cases.create(f"Deleted {WORD}").id
        cases.store.delete(gone)

    def run(self, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "REGRIP_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        environment |= settings | ({"REGRIP_RECORD__URL": self.url} if self.url else {})
        command = [sys.executable, str(ROOT / "app.py"), "users", *arguments]
        return subprocess.run(command, env=environment, cwd=self.home, input="", capture_output=True, text=True)

    def left(self) -> list[str]:
        """Where the word still stands: in which files, by name or content, and in the database."""
        paths = [path for path in self.home.rglob("*") if path.is_file()]
        found = [str(path) for path in paths if WORD in str(path) or WORD.encode() in path.read_bytes()]
        return found + (["the dump"] if self.url and WORD in self._dump() else [])

    def _dump(self) -> str:
        assert self.url is not None
        folder, tool = make_url(self.url).query["host"], programs()
        assert tool is not None
        command = [str(tool / "pg_dump"), "-h", str(folder), "-U", "tester", "postgres"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def _database(kind: str) -> Iterator[str | None]:
    if kind == "sqlite":
        yield None
        return
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with _database(request.param) as url:
        made = Place(tmp_path / "home", url)
        yield made
        made.close()


def test_everything_is_in_the_export_and_nothing_is_left_of_it_after_erasing(place: Place, tmp_path: Path) -> None:
    out = tmp_path / "ben.zip"
    assert place.left()

    done = place.run("export", "Ben", "--out", str(out))

    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(out) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    holding = [name for name, text in texts.items() if WORD in text]
    for part in (
        "case.json",
        "documents/",
        "originals/",
        "plan.json",
        "conversations/c1",
        "deleted.json",
        "account.json",
    ):
        assert any(part in name for name in holding), part
    assert any(name.startswith("cases/") and name.endswith("drafts.json") for name in holding)
    assert "drafts.json" in holding, "what he typed in ann's case"
    assert "Annfield" not in "".join(texts.values())
    assert "argon2" not in "".join(texts.values())
    assert out.stat().st_mode & 0o077 == 0

    account = json.loads(texts["account.json"])
    assert [(link["issuer"], link["subject"]) for link in account["links"]] == [("https://login.example", "ben-7")]
    assert [set(session) for session in account["sessions"]] == [{"created", "seen", "ends"}]
    said = [(line["action"], line["actor"], line["address"]) for line in account["audit"]]
    assert said == [("role changed", place.ann.id, ""), ("signed in", place.ben.id, "192.0.2.1")]

    refused = place.run("erase", "ben")
    assert refused.returncode == 2 and place.left()
    assert "2 cases of its own, of which 1 are shared" in refused.stderr and "--yes" in refused.stderr
    assert "the 1 cases of others" in refused.stderr

    done = place.run("erase", "ben", "--yes", "--json")
    gone = json.loads(done.stdout)
    assert (gone["cases"], gone["documents"], gone["conversations"]) == (2, 1, 2)
    assert place.left() == []
    assert not list((place.home / "originals").glob("*/*"))
    assert "ben" in place.run("list").stdout
    assert place.run("token", "list", "ben").stdout.count("\n") == 1
    assert [case.name for case in place.cases(place.ann).store.listed()] == ["Annfield"]
    actions = [line["action"] for line in json.loads(place.run("audit", "--json").stdout)["lines"]]
    assert actions[:2] == ["data erased", "data exported"]


def test_an_account_is_deleted_with_what_it_kept_before_keeping_was_switched_off(place: Place) -> None:
    done = place.run("delete", "ben", "--yes", REGRIP_RECORD__KEEP="false")

    assert "2 cases, 1 documents" in done.stdout
    assert place.left() == []


def test_an_answer_that_was_being_made_is_not_kept_once_all_was_erased(tmp_path: Path) -> None:
    place = Place(tmp_path / "home")
    cases = place.cases(place.ben)
    before = cases.record.count()
    conversation = cases.conversations.begin().id
    waiting = cases.conversations.take(conversation, f"{WORD} again")
    cases.forget()

    with pytest.raises(NotFound, match="deleted"):
        cases.record.keep(conversation, Question(turns=[WORD]), answer(exchange_id=waiting.id), waited=True)
    assert (before, cases.record.count(), cases.conversations.listed()) == (1, 0, [])
    place.close()


def test_what_is_wrong_is_one_line(tmp_path: Path) -> None:
    place = Place(tmp_path / "home")
    there = tmp_path / "there.zip"
    there.write_text("mine")
    (tmp_path / "folder").mkdir()
    for arguments, told in (
        (["export", "nobody", "--out", str(tmp_path / "x.zip")], "no account has this name"),
        (["export", "ben", "--out", str(there)], "--force"),
        (["export", "ben", "--out", str(tmp_path / "no" / "x.zip")], "No such file"),
        (["export", "ben", "--out", str(tmp_path / "folder"), "--force"], "s a directory"),
        (["erase", "nobody", "--yes"], "no account has this name"),
    ):
        done = place.run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert there.read_text() == "mine"
    assert not list(tmp_path.glob(".*"))
    assert place.run("export", "ben", "--out", str(there), "--force").returncode == 0
    assert zipfile.is_zipfile(there)
    place.close()


def test_a_full_disk_is_one_line_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "home")
    there = tmp_path / "there.zip"
    there.write_text("mine")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("REGRIP_HOME", str(place.home))
    monkeypatch.setattr("assistant.accounts.own_data.export_account", full)
    assert command(["users", "export", "ben", "--out", str(there), "--force"]) == 2
    told = capsys.readouterr().err
    assert "No space left" in told and told.count("\n") == 1
    assert there.read_text() == "mine" and not list(tmp_path.glob(".*"))
    place.close()
