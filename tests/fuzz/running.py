"""Changed files through the same readers as everybody's, and what came of each."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.files import FileText
from corpus.files.apart import Readers
from corpus.files.errors import FileError, ReaderFault
from tests.corpus.files.test_three_hundred import MAKERS
from tests.fuzz.mutating import mutated
from tests.fuzz.seeds import Seed, all_seeds

READABLE = tuple(sorted({suffix for _, suffix, _ in MAKERS} | {".xhtml"}))
_MOSTLY = 0.95
"""How often a file is of a kind that is read."""
CONTAINED = ("reader_stopped", "too_much_memory", "too_much_time")
"""Codes of files that ended or held up their reader and were told as an error."""


@dataclass
class Tally:
    """What a run has met. `failures` say what broke, each with the file that did it."""

    seed: int
    seconds: float = 0.0
    cases: int = 0
    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def of(self, code: str) -> int:
        """How many files came to that end, of all kinds together."""
        return sum(count for (_, end), count in self.ends.items() if end == code)


def fuzz(
    seconds: float, seed: int, readers: Readers, keep: Path, tell: Callable[[Tally], None] = lambda _: None
) -> Tally:
    """Read changed files for so long and return what came of them. Files that break something are kept in `keep`."""
    tally, by_kind = Tally(seed), dict[str, list[bytes]]()
    for one in all_seeds():
        by_kind.setdefault(one.suffix, []).append(one.data)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - started < seconds:
            chance = random.Random(f"{seed} {tally.cases}")
            suffix = chance.choice(READABLE if chance.random() < _MOSTLY else sorted(by_kind))
            data = mutated(chance.choice(by_kind[suffix]), suffix, chance, by_kind[suffix])
            _try(Path(folder) / f"case{suffix}", Seed(suffix, data), readers, tally, keep)
            tally.seconds = time.monotonic() - started
            tell(tally)
    return tally


def _try(path: Path, case: Seed, readers: Readers, tally: Tally, keep: Path) -> None:
    path.write_bytes(case.data)
    started = time.monotonic()
    problem: str | None = None
    try:
        end, problem = "read", flaw_of(readers.read(path))
    except ReaderFault as error:
        end, problem = error.code, "\n".join([str(error), *getattr(error, "__notes__", [])])
    except FileError as error:
        end = error.code
    except Exception as error:
        end, problem = "failure", f"{type(error).__name__}: {error}"
    tally.slowest = max(tally.slowest, time.monotonic() - started)
    tally.ends[case.suffix or "none", end] += 1
    if problem:
        keep.mkdir(parents=True, exist_ok=True)
        kept = keep / f"{tally.seed}-{tally.cases}{case.suffix}"
        kept.write_bytes(case.data)
        tally.failures.append(f"{kept}: {problem}")
    elif end in CONTAINED:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{end}-{tally.seed}-{tally.cases}{case.suffix}").write_bytes(case.data)
    tally.cases += 1


def flaw_of(file: FileText) -> str | None:
    """Return what is wrong with a text that was read, None when nothing is."""
    if "\x00" in file.text or "\u202e" in file.text:
        return "the text holds a character that nobody sees"
    if not file.title.isprintable() or not all(line.isprintable() for line in file.warnings):
        return "the title or a warning is not one line of plain text"
    if not all(section.locator.strip() and file.text_of(section).strip() for section in file.sections):
        return "a section has no words or no place"
    return None
