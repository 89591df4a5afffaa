"""Files written aside: put in place whole, never met half, and what killed writers left is cleared away by the next."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.aside import aside, clear_left, put_in_place

_WRITER = """
import sys, time
from pathlib import Path
from assistant.aside import aside
with aside(Path(sys.argv[1])) as path:
    path.write_text("half")
    print(path, flush=True)
    time.sleep(600)
"""


def test_a_file_is_put_in_place_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "paper.pdf"
    with aside(target) as path:
        path.write_text("whole")
        assert path.stat().st_mode & 0o777 == 0o600
        put_in_place(path, target)
    assert [p.name for p in target.parent.iterdir()] == ["paper.pdf"]
    assert target.read_text() == "whole"


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_text("old")
    with contextlib.suppress(ValueError), aside(target) as path:
        path.write_text("new")
        raise ValueError("it broke")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def _writer(target: Path) -> tuple["subprocess.Popen[str]", Path]:
    command = [sys.executable, "-c", _WRITER, str(target)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files left aside are told by their age")
def test_what_a_killed_writer_left_goes_and_what_a_living_one_is_writing_stays(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    dead, left = _writer(target)
    dead.send_signal(signal.SIGKILL)
    dead.communicate()
    left.with_name(left.name + "-journal").write_text("of the database that was being copied")
    living, written = _writer(target)
    try:
        clear_left(target)
        assert sorted(tmp_path.iterdir()) == [written]
    finally:
        living.kill()
        living.communicate()
