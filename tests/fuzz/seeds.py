"""Small real files of every kind to begin from."""

import functools
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.files.making_attacks import ATTACKS
from tests.corpus.files.making_hostile import CASES
from tests.corpus.files.test_three_hundred import MAKERS

EXAMPLES = Path(__file__).parents[2] / "assistant" / "examples"
_EACH = 4
_LARGEST = 60_000
_NO_FILES = ("pipe.txt", "huge.pdf", "folder.pdf", "loop.txt", "dangling.txt")


@dataclass(frozen=True)
class Seed:
    """A file's ending, with its dot, and its bytes."""

    suffix: str
    data: bytes


@functools.cache
def all_seeds() -> tuple[Seed, ...]:
    """Return the shipped examples, files as people's programs make them, and files built to do harm, in a fixed order; none is large."""
    found = [Seed(".md", path.read_bytes()) for path in sorted(EXAMPLES.glob("*/*.md"))[:_EACH]]
    found += [Seed(Path(attack.name).suffix, attack.make()) for attack in ATTACKS if not _is_heavy(attack.name)]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for maker, suffix, _ in MAKERS:
            for number in range(1, _EACH + 1):
                path = maker(Path(folder) / f"{number}{suffix}", number).path
                found.append(Seed(suffix, path.read_bytes()))
        for number, (name, make, _, _) in enumerate(CASES):
            path = Path(folder) / f"case {number}{Path(name[-50:]).suffix}"
            if name not in _NO_FILES and make(path).is_file():
                found.append(Seed(path.suffix, path.read_bytes()))
    return tuple(seed for seed in found if 0 < len(seed.data) <= _LARGEST)


def _is_heavy(name: str) -> bool:
    """Whether making the file takes long, or it is too large to begin from."""
    return name in (
        "lying.docx",
        "zips.docx",
        "objects.pdf",
        "line.txt",
        "many.xlsx",
        "packed.pdf",
        "marks.txt",
        "columns.csv",
    )
