"""Files are read in processes of their own: with the same results, and without harm to the program."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.files import FileSettings
from corpus.files.apart import Readers
from corpus.files.blocks import Source
from corpus.files.errors import FileError, NoReader, ReaderStopped, TooMuchMemory, TooMuchTime
from corpus.files.process import Reader
from corpus.files.reading import read_source
from tests.corpus.files.making_apart import children, one_page, runs, self_drawing_pdf, until
from tests.corpus.files.test_three_hundred import MAKERS

ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


@pytest.fixture
def readers() -> Iterator[Readers]:
    """One reader, with little memory."""
    made = Readers(FileSettings(readers=1, memory_mb=256))
    yield made
    made.close()


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("Sight of performance was lost.")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "draws itself.pdf"
    path.write_bytes(self_drawing_pdf())
    return path


def good_pdf(path: Path) -> Path:
    path.write_bytes(one_page(b"BT /A 12 Tf 20 20 Td (Sight was lost) Tj ET"))
    return path


def test_a_file_reads_the_same_apart_as_in_one_process(tmp_path: Path) -> None:
    readers = Readers(FileSettings())
    for maker, end, _ in MAKERS:
        for seed in (1, 2):
            path = maker(tmp_path / f"file {seed}{end}", seed).path
            here = read_source(Source(path.name, path.read_bytes()))
            assert readers.read(path).model_dump(include=set(here.model_dump())) == here.model_dump()
    readers.close()


def test_a_pdf_that_draws_itself_is_refused_and_the_next_file_is_read(readers: Readers, bad: Path, words: Path) -> None:
    assert bad.stat().st_size < 1_000
    with pytest.raises((TooMuchMemory, ReaderStopped), match=r"^draws itself\.pdf: .*; ") as caught:
        readers.read(bad)
    assert isinstance(caught.value, TooMuchMemory) and "files.memory_mb" in str(caught.value)
    assert readers.read(words).text == "Sight of performance was lost."


def test_a_file_that_takes_too_long_is_refused_and_the_next_file_is_read(bad: Path, words: Path) -> None:
    readers = Readers(FileSettings(readers=1, seconds=1, memory_mb=8_192))
    with pytest.raises(TooMuchTime, match=r"longer than 1 seconds; cut it into parts, or raise files\.seconds"):
        readers.read(bad)
    assert readers.read(words).kind == "text"
    readers.close()


@linux
def test_a_reader_stays_warm_over_files_that_break_others(readers: Readers, bad: Path, words: Path) -> None:
    readers.read(words)
    (warm,) = [reader.pid for reader in readers._idle]
    with pytest.raises(FileError):
        readers.read(bad)
    readers.read(words)
    assert [reader.pid for reader in readers._idle] == [warm]
    assert until(lambda: not children(warm))


def test_a_reader_that_was_killed_is_replaced_without_a_word(readers: Readers, words: Path) -> None:
    readers.read(words)
    (killed,) = [reader.pid for reader in readers._idle]
    os.kill(killed, signal.SIGKILL)
    assert readers.read(words).kind == "text"
    assert [reader.pid for reader in readers._idle] != [killed]


@linux
def test_a_reader_that_dies_twice_over_one_file_is_told(readers: Readers, bad: Path, words: Path) -> None:
    caught = list[Exception]()

    def read() -> None:
        try:
            Readers(FileSettings(readers=1, memory_mb=2_048)).read(bad)
        except FileError as error:
            caught.append(error)

    seen = set(children(os.getpid()))
    thread = threading.Thread(target=read)
    thread.start()
    for _ in range(2):
        assert until(lambda: any(children(pid) for pid in children(os.getpid()) if pid not in seen))
        fresh = [pid for pid in children(os.getpid()) if pid not in seen]
        seen.update(fresh)
        for pid in fresh:
            os.kill(pid, signal.SIGKILL)
    thread.join(60)
    assert [type(error) for error in caught] == [ReaderStopped]
    assert "made to do harm" in str(caught[0])
    assert readers.read(words).kind == "text"


@linux
def test_readers_end_with_a_program_that_is_killed(bad: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corpus.files import FileSettings, read_file\n"
        "settings = FileSettings(memory_mb=2048)\n"
        "read_file(Path(sys.argv[1]), settings)  # from now on the reader starts one process for each PDF\n"
        "print('warm', flush=True)\n"
        "read_file(Path(sys.argv[2]), settings)"
    )
    command = [sys.executable, "-c", code, str(good_pdf(bad.with_name("good.pdf"))), str(bad)]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert program.stdout is not None
    assert program.stdout.readline() == b"warm\n"
    assert until(lambda: any(children(reader) for reader in children(program.pid)))
    (reader,) = children(program.pid)
    (child,) = children(reader)
    program.kill()
    program.communicate()
    assert until(lambda: not runs(reader) and not runs(child))


@linux
def test_readers_end_with_a_program_that_ends(words: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from corpus.files import read_file\n"
        "read_file(Path(sys.argv[1])); from tests.corpus.files.making_apart import mine; print(*mine())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(words)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    (reader,) = map(int, done.stdout.split())
    assert until(lambda: not runs(reader))


@linux
def test_nothing_is_started_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    before = children(os.getpid())
    with pytest.raises(FileError, match="no such file"):
        Readers(FileSettings()).read(tmp_path / "missing.txt")
    assert children(os.getpid()) == before


def test_several_threads_read_with_few_readers(tmp_path: Path) -> None:
    readers, read = Readers(FileSettings(readers=2)), dict[int, str]()
    for number in range(24):
        (tmp_path / f"{number}.txt").write_text(f"The words of {number}.")

    def some(first: int) -> None:
        for number in range(first, 24, 8):
            read[number] = readers.read(tmp_path / f"{number}.txt").text

    threads = [threading.Thread(target=some, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == {number: f"The words of {number}." for number in range(24)}
    assert 1 <= len(readers._idle) <= 2
    readers.close()


@linux
def test_no_key_of_the_program_is_in_the_readers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_LLM__API_KEY", "quagga-secret")
    reader = Reader(256)
    assert b"quagga" not in (Path("/proc") / str(reader.pid) / "environ").read_bytes()
    reader.close()


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_where_no_reader_can_be_started_the_way_out_is_told(
    words: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(NoReader, match=r"^words\.txt: no process to read it can be started: .*`regrip doctor`"):
        Readers(FileSettings()).read(words)


def test_without_forking_files_are_read_in_the_reader_itself(words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = subprocess.Popen

    def without_fork(command: list[str], **given: object) -> "subprocess.Popen[bytes]":
        code = "import os; del os.fork; from corpus.files.worker import main; main()"
        return plain([sys.executable, "-P", "-c", code, command[-1]], **given)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(subprocess, "Popen", without_fork)
    readers = Readers(FileSettings(readers=1))
    assert [readers.read(words).text for _ in range(2)] == ["Sight of performance was lost."] * 2
    assert readers.gaps()
    readers.close()


def test_a_command_that_reads_no_file_imports_nothing_of_the_readers() -> None:
    code = "import sys, assistant.assistant; print([m for m in sys.modules if m.startswith('corpus.files.')])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "['corpus.files.settings']"


@linux
@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (signal.SIGKILL, TooMuchMemory, "more than 2048 MB of memory, or than this machine has left"),
        (signal.SIGXCPU, TooMuchTime, "longer than 60 seconds"),
        (signal.SIGSEGV, ReaderStopped, "SIGSEGV"),
    ],
)
def test_how_the_system_ends_a_files_process_is_told(
    bad: Path, number: signal.Signals, kind: type[FileError], said: str
) -> None:
    caught = list[Exception]()

    def read() -> None:
        try:
            readers.read(bad)
        except FileError as error:
            caught.append(error)

    readers = Readers(FileSettings(readers=1, memory_mb=2_048))
    assert (
        readers.read(good_pdf(bad.with_name("good.pdf"))).kind == "pdf"
    )  # from now on the reader starts one process for each PDF
    (warm,) = [reader.pid for reader in readers._idle]
    thread = threading.Thread(target=read)
    thread.start()
    assert until(lambda: bool(children(warm)))
    (reading,) = children(warm)
    os.kill(reading, number)
    thread.join(60)
    readers.close()
    assert [type(error) for error in caught] == [kind]
    assert said in str(caught[0])
