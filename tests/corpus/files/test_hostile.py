"""Files that cannot be read: each gets its own clear error, quickly, and never anything but a FileError."""

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError, UnsupportedFile
from corpus.files import FileText, read_file
from corpus.files.errors import FileError, MacroFile, ReaderFault, RefusedFile, UnreadableFile
from tests.corpus.files.making_hostile import CASES, Make, a_docx, a_pdf, an_odt, an_xlsx


@pytest.mark.parametrize(
    ("name", "make", "error", "words"), CASES, ids=[c[0][:30].encode("unicode_escape").decode() for c in CASES]
)
def test_a_hostile_file_gets_its_own_clear_error(
    tmp_path: Path, name: str, make: Make, error: type[FileError], words: str
) -> None:
    path = make(tmp_path / name)
    started = time.monotonic()
    with pytest.raises(CorpusError, match=words) as caught:
        read_file(path)
    assert type(caught.value) is error
    assert time.monotonic() - started < 60
    message = str(caught.value)
    message.encode()
    assert "\n" not in message and message.startswith(caught.value.name) and ";" in message


def read_or_refusal(path: Path) -> FileText | FileError:
    try:
        return read_file(path)
    except FileError as error:
        return error


def test_there_are_forty_hostile_files() -> None:
    assert len(CASES) >= 40


def test_refused_kinds_are_unsupported_files() -> None:
    assert issubclass(RefusedFile, UnsupportedFile) and issubclass(MacroFile, UnsupportedFile)


def test_a_file_one_may_not_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    path = folder / "secret.txt"
    path.write_text("words")
    path.chmod(0)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        with pytest.raises(UnreadableFile, match=r"secret\.txt: you may not read this file"):
            read_file(path)
    finally:
        if root:
            os.seteuid(0)


def test_a_page_nested_a_hundred_thousand_deep_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html><body><p>Shallow words</p>" + "<div class='menu'>" * 100_000 + "deep words")
    started = time.monotonic()
    assert not isinstance(read_or_refusal(path), ReaderFault)
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("spaces.md", b"# " + b" " * 2_000_000 + b"x"),
        ("hashes.md", b"#" * 2_000_000),
        ("comments.html", b"<!--a-->" * 900 + b"<p>words</p>"),
        ("comments.txt", b"<!--a-->" * 900 + b"words"),
        ("one-line.txt", b"word " * 1_000_000),
        ("lines.txt", b"w\n\n" * 1_000_000),
        ("headings.md", b"# h\n\nw\n\n" * 100_000),
        ("columns.csv", b"," * 2_000_000 + b"x\n"),
        ("nested.html", b"<ul><li>word" * 3_000),
        ("braces.html", b"<style>" + b"{" * 500_000 + b"</style><p>words</p>"),
        ("media.html", b"<style>" + b"@media {" * 50_000 + b"</style><p>words</p>"),
        ("address.eml", b"From: a@b.c\nSubject: x\nTo: " + b"a b <c@d.e>, " * 100_000 + b"\n\nwords\n"),
        (
            "parts.eml",
            b"From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nw\n" * 50_000,
        ),
    ],
)
def test_a_file_made_to_take_long_does_not(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    started = time.monotonic()
    assert not isinstance(read_or_refusal(path), ReaderFault)
    assert time.monotonic() - started < 60


WHOLE = {".docx": a_docx(), ".xlsx": an_xlsx(), ".odt": an_odt(), ".pdf": a_pdf()}


@settings(max_examples=120, deadline=None)
@given(suffix=st.sampled_from(sorted(WHOLE)), seed=st.integers(0, 10**9), flips=st.integers(1, 30), cut=st.booleans())
def test_a_damaged_file_is_read_or_refused_but_never_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, seed: int, flips: int, cut: bool
) -> None:
    chance, data = random.Random(seed), bytearray(WHOLE[suffix])
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path_factory.mktemp("damaged") / f"damaged{suffix}"
    path.write_bytes(data[: chance.randrange(len(data))] if cut else data)
    assert not isinstance(read_or_refusal(path), ReaderFault)


@settings(max_examples=150, deadline=None)
@given(suffix=st.sampled_from([".html", ".md", ".txt", ".csv", ".eml"]), data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / f"any{suffix}"
    path.write_bytes(b"From: a@b.c\nSubject: x\n" + data if suffix == ".eml" else data)
    assert not isinstance(read_or_refusal(path), ReaderFault)
