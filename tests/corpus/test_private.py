"""Nobody but their owner reads what Regrip writes in its home folder."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.serving import serving, who_serves
from assistant.state.store import Record
from corpus.private import private_below, private_file, private_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    """Return what others could read, write or enter."""
    every = [folder, *folder.rglob("*")]
    return [f"{path.name} {mode(path):o}" for path in every if not path.is_symlink() and mode(path) & 0o077]


def test_a_folder_and_a_file_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    assert mode(private_folder(tmp_path / "a" / "b")) == 0o700
    private_file(tmp_path / "a" / "f")
    assert mode(tmp_path / "a" / "f") == 0o600


def test_what_stands_open_is_shut_with_its_contents_and_links_are_not_followed(tmp_path: Path) -> None:
    outside, home = tmp_path / "outside", tmp_path / "home"
    outside.write_text("x")
    outside.chmod(0o644)
    (home / "deep").mkdir(parents=True)
    (home / "deep" / "file").write_text("x")
    (home / "deep" / "file").chmod(0o644)
    (home / "link").symlink_to(outside)
    private_below(home)

    assert open_to_others(home) == []
    assert mode(outside) == 0o644
    assert (home / "deep" / "file").read_text() == "x"


def test_a_file_that_has_something_in_it_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    private_file(tmp_path / "f")

    assert (tmp_path / "f").read_text() == "x"


def test_a_file_that_cannot_be_made_is_left_to_whoever_opens_it(tmp_path: Path) -> None:
    private_file(tmp_path / "no" / "such" / "folder" / "f")

    assert not (tmp_path / "no").exists()


def test_the_record_and_what_lies_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    record = Record.in_home(home)
    assert record.count() == 0

    assert {path.name for path in home.iterdir()} >= {"record.sqlite"}
    assert open_to_others(home) == []
    record.close()


def test_what_says_that_a_home_is_served_is_for_its_owner_alone(tmp_path: Path) -> None:
    with serving(tmp_path / "home"):
        assert {path.name for path in (tmp_path / "home").iterdir()} == {"serving.lock", "serving.json"}
        assert [opened for opened in open_to_others(tmp_path / "home") if not opened.startswith("home ")] == []
        assert who_serves(tmp_path / "home")


@pytest.mark.slow
def test_files_added_to_an_index_are_for_their_owner_alone(tmp_path: Path, home: Path) -> None:
    own, note = tmp_path / "home", tmp_path / "note.md"
    shutil.copytree(home, own)
    note.write_text("# A note\n\nNine people left the duty team in March, and nobody has told its partners.\n")
    environment = {**os.environ, "REGRIP_HOME": str(own), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "app.py"), "index", "add", str(note)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert [opened for folder in own.iterdir() if folder.name != "models" for opened in open_to_others(folder)] == []
