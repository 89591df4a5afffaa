"""The fuzzer itself: it changes files, counts what came of them, and tells a failure from a refusal. A short run breaks nothing."""

import random
from pathlib import Path
from typing import Never

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.files import FileSettings, FileText
from corpus.files.apart import Readers
from corpus.files.errors import DamagedFile, ReaderFault, ReaderStopped
from tests.fuzz.__main__ import report
from tests.fuzz.mutating import mutated
from tests.fuzz.running import fuzz
from tests.fuzz.seeds import all_seeds

SEEDS = all_seeds()


@settings(max_examples=40)
@given(number=st.integers(0, len(SEEDS) - 1), seed=st.integers(0, 10**9))
def test_the_same_chance_makes_the_same_file(number: int, seed: int) -> None:
    one = SEEDS[number]
    made = [mutated(one.data, one.suffix, random.Random(seed), [one.data]) for _ in range(2)]
    assert made[0] == made[1] and 0 < len(made[0]) <= 200_000


def test_there_are_seeds_of_every_kind_that_is_read() -> None:
    assert {".pdf", ".docx", ".odt", ".html", ".md", ".txt", ".xlsx", ".csv", ".tsv", ".eml"} <= {
        one.suffix for one in SEEDS
    }
    assert len(SEEDS) > 100


def test_a_short_run_meets_refusals_and_no_failure(tmp_path: Path) -> None:
    readers = Readers(FileSettings(readers=1, seconds=20, memory_mb=512))
    tally = fuzz(5, 7, readers, tmp_path / "kept")
    readers.close()
    assert tally.failures == [] and tally.of("read") > 0
    assert f"seed 7: {tally.cases} files" in report(tally)


class Broken(Readers):
    """Readers that fail in one way."""

    def __init__(self, error: Exception) -> None:
        super().__init__(FileSettings())
        self._error = error

    def read(self, path: Path) -> Never:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code", "fails"),
    [
        (DamagedFile("a", "cut"), "damaged_file", False),
        (ReaderStopped("a", "cut"), "reader_stopped", False),
        (ReaderFault("a", "our own"), "reader_fault", True),
        (KeyError("a"), "failure", True),
    ],
)
def test_only_what_is_no_clean_error_is_a_failure(tmp_path: Path, error: Exception, code: str, fails: bool) -> None:
    tally = fuzz(0.2, 1, Broken(error), tmp_path)
    assert tally.of(code) == tally.cases > 0
    assert len(tally.failures) == (tally.cases if fails else 0)
    assert bool(list(tmp_path.iterdir())) == (fails or code == "reader_stopped")


def test_a_text_with_a_direction_mark_in_it_is_a_failure(tmp_path: Path) -> None:
    class Careless(Readers):
        def read(self, path: Path) -> FileText:
            kept = super().read(path)
            return kept.model_copy(update={"text": f"{kept.text}\u202e"})

    readers = Careless(FileSettings(readers=1))
    tally = fuzz(2, 3, readers, tmp_path)
    readers.close()
    assert len(tally.failures) == tally.of("read") > 0
