"""Files built to do harm: each is refused by its own clear error or read as what it says, and the next file is read as ever."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.files import FileSettings
from corpus.files.apart import Readers
from corpus.files.errors import FileError
from tests.corpus.files.making_apart import children, until
from tests.corpus.files.making_attacks import ATTACKS, GOOD, Attack


@pytest.fixture(scope="module")
def others() -> set[int]:
    """The processes that tests before these have left running for those after."""
    return set(children(os.getpid()))


@pytest.fixture(scope="module")
def readers(others: set[int]) -> Iterator[Readers]:
    made = Readers(FileSettings(readers=1, seconds=40, memory_mb=512))
    yield made
    made.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_an_attack_is_refused_or_read_without_harm(readers: Readers, tmp_path: Path, attack: Attack) -> None:
    path = tmp_path / attack.name
    path.write_bytes(attack.make())
    if attack.refused:
        with pytest.raises(attack.refused) as caught:
            readers.read(path)
        said = str(caught.value)
        assert said.startswith(f"{attack.name}: ") and ";" in said and "\n" not in said and said.isprintable()
    else:
        file = readers.read(path)
        said = "\n".join([file.text, file.title, *file.warnings, *(s.locator for s in file.sections)])
        assert GOOD in file.text
        assert attack.absent not in said and "root:" not in said
    assert [found.name for found in tmp_path.iterdir()] == [attack.name]


@pytest.mark.parametrize(
    "name", ["plan\x1b[2J.txt", "txt\u202egpj.txt", "a\nb.txt", "\u2066.txt", "-rf *.txt", "a" * 240 + ".txt"]
)
def test_a_files_name_reaches_nobody_with_signs_that_do_something(readers: Readers, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(GOOD)
    file = readers.read(path)
    assert file.name.isprintable() and file.title.isprintable() and file.text == GOOD
    path.write_bytes(b"\x00" + GOOD.encode())
    with pytest.raises(FileError) as caught:
        readers.read(path)
    assert str(caught.value).isprintable()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_after_all_attacks_nothing_is_left_running(readers: Readers, others: set[int], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    assert readers.read(tmp_path / "good.txt").text == GOOD
    assert until(lambda: not any(children(reader) for reader in set(children(os.getpid())) - others))
