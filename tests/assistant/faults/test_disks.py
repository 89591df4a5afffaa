"""A disk that is full, or that nothing can be written to: said plainly, nothing lost, and all well again afterwards."""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import UploadFile

from assistant.api.routes.documents import received
from assistant.aside import aside, put_in_place
from assistant.cases.originals import Originals
from assistant.doctor import examine
from assistant.errors import BriefingError, StateError
from assistant.state.files import backup, check
from assistant.state.store import Record
from tests.assistant.faults.disks import small_disk
from tests.assistant.state.made import answer, kept

ROOT = Path(__file__).parents[3]
FULL = r"the disk is full; make room there, and do it again"


def test_what_cannot_be_kept_on_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        record = Record.in_home(disk.folder)
        first = kept(record, "before")
        disk.fill()
        with pytest.raises(StateError, match=f"could not be written: {FULL}"):
            kept(record, "x" * 5_000_000)
        assert record.exchange(first).question.text == "before"
        disk.empty()
        count = record.count()
        after = kept(record, "after")
        assert record.exchange(after).question.text == "after"
        assert record.count() == count + 1
        record.close()
        assert check(disk.folder / "record.sqlite").ok


def test_a_backup_that_finds_no_room_leaves_the_earlier_one_and_nothing_half(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path / "home")
    for _ in range(20):
        kept(record, "x" * 100_000)
    with small_disk(tmp_path / "disk", 1) as disk:
        target = disk.folder / "copy.sqlite"
        target.write_text("the earlier one")
        with pytest.raises(StateError, match=r"cannot be (written|copied)"):
            backup(tmp_path / "home" / "record.sqlite", target, force=True)
        assert [path.name for path in disk.folder.iterdir()] == ["copy.sqlite"]
        assert target.read_text() == "the earlier one"
    record.close()


def test_an_original_or_an_upload_that_finds_no_room_is_said_and_nothing_half_is_left(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"x" * 500_000)
    with small_disk(tmp_path / "disk", 1) as disk:
        originals = Originals(disk.folder)
        disk.fill()
        with pytest.raises(StateError, match=r"No space left on device.*make room"):
            originals.keep("case", "a" * 64, paper)
        with originals.incoming() as folder, pytest.raises(StateError, match=r"No space left on device.*make room"):
            received(UploadFile(BytesIO(b"x" * 5_000), filename="paper.pdf"), folder / "0")
        assert not list((disk.folder / "incoming").iterdir())
        disk.empty()
        originals.keep("case", "a" * 64, paper)
        assert originals.path("case", "a" * 64).read_bytes() == paper.read_bytes()


def test_a_file_put_in_place_on_a_full_disk_leaves_the_earlier_one(tmp_path: Path) -> None:
    from assistant.briefing.output import put

    with small_disk(tmp_path / "disk", 1) as disk:
        target = disk.folder / "briefing.pdf"
        with aside(target) as path:
            path.write_text("the earlier one")
            put_in_place(path, target)
        with pytest.raises(BriefingError, match="No space left on device"):
            put(b"x" * 2_000_000, target, force=True)
        assert [path.name for path in disk.folder.iterdir()] == ["briefing.pdf"]
        assert target.read_text() == "the earlier one"


def test_doctor_tells_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        monkeypatch.setenv("REGRIP_HOME", str(disk.folder))
        monkeypatch.chdir(tmp_path)
        (home,) = [check for check in examine(("home",)).checks if check.name == "home"]
    assert not home.ok
    assert "MB are free" in home.detail
    assert "make room" in home.detail


@pytest.mark.slow
def test_in_a_home_that_is_read_only_every_command_says_so_in_one_line(tmp_path: Path, home: Path) -> None:
    with small_disk(tmp_path / "disk", 400) as disk:
        own = disk.folder / "home"
        shutil.copytree(home, own)
        record = Record.in_home(own)
        kept(record, "before", made=answer())
        record.close()
        disk.read_only()
        said = {name: _said(own, tmp_path, *arguments) for name, arguments in _COMMANDS.items()}
    for name, done in said.items():
        assert done.returncode in (1, 2), name
        assert "Traceback" not in done.stderr, name
        assert (
            "Read-only file system" in done.stdout + done.stderr or "cannot be written" in done.stdout + done.stderr
        ), name
        assert "REGRIP_HOME" in done.stdout + done.stderr or "record.keep" in done.stdout + done.stderr, name


_COMMANDS = {
    "doctor": ("doctor",),
    "serve": ("serve", "--port", "0"),
    "build": ("index", "build"),
    "ask": ("ask", "What is losing grip?"),
}


def _said(home: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"REGRIP_HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=folder, timeout=300, check=False
    )
