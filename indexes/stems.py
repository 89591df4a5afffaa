"""Passages as numbers, one for each stem: what the keyword index is made of, kept so that only new text is read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Stems:
    """The stems of many passages. Those of passage `i` are `numbers[starts[i]:starts[i + 1]]`; `words` gives each stem its number."""

    words: dict[str, int]
    starts: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]], words: dict[str, int] | None = None) -> "Stems":
        """Return the stems of `passages`, numbered as in `words`, with new ones after those."""
        words = dict(words or {})
        numbers: list[int] = []
        starts = [0]
        for stems in passages:
            numbers += [words.setdefault(stem, len(words)) for stem in stems]
            starts.append(len(numbers))
        return cls(words, np.array(starts, dtype=np.int64), np.array(numbers, dtype=np.int32))

    @classmethod
    def load(cls, folder: Path, words: dict[str, int]) -> "Stems":
        """Return the passages saved in `folder`, memory-mapped. Raises OSError or ValueError."""
        return cls(words, np.load(folder / "starts.npy"), np.load(folder / "numbers.npy", mmap_mode="r"))

    def save(self, folder: Path) -> None:
        """Write the numbers into `folder`; the words stand in the keyword index's own vocabulary."""
        np.save(folder / "starts.npy", self.starts)
        np.save(folder / "numbers.npy", self.numbers)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> np.ndarray:
        """How many stems each passage has."""
        return np.diff(self.starts)

    def with_more(self, passages: Iterable[Sequence[str]]) -> "Stems":
        """Return these passages followed by others."""
        more = Stems.of(passages, self.words)
        starts = np.concatenate([self.starts, self.starts[-1] + more.starts[1:]])
        return Stems(more.words, starts, np.concatenate([self.numbers, more.numbers]))

    def take(self, rows: np.ndarray) -> "Stems":
        """Return the passages of `rows`, in that order, and only the words that they hold."""
        lengths = self.lengths[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) + np.repeat(self.starts[:-1][rows] - starts[:-1], lengths)
        numbers = self.numbers[places]
        held = np.bincount(numbers, minlength=len(self.words)) > 0
        anew = np.cumsum(held, dtype=np.int32) - 1
        words = {word: int(anew[number]) for word, number in self.words.items() if held[number]}
        return Stems(words, starts, anew[numbers])


@dataclass(frozen=True)
class Weights:
    """BM25 weights by stem: passages `rows[starts[s]:starts[s + 1]]` hold stem `s` and weigh `weights` there."""

    starts: np.ndarray
    rows: np.ndarray
    weights: np.ndarray


def bm25(stems: Stems, k1: float, b: float, counted: np.ndarray | None = None) -> Weights:
    """Return the weight of every stem in every passage, by Lucene's form of BM25, as bm25s gives it passage by passage.

    `counted` marks the passages that say how rare a stem is and how long a passage: all, where it is None or marks none.
    """
    passages, lengths = len(stems), stems.lengths
    if counted is None or not counted.any():
        counted = np.ones(passages, dtype=bool)
    keys = stems.numbers.astype(np.int64) * passages + np.repeat(np.arange(passages), lengths)
    keys, times = np.unique(keys, return_counts=True)
    numbers, rows = np.divmod(keys, passages)
    holding = np.bincount(numbers, minlength=len(stems.words))
    known = np.bincount(numbers[counted[rows]], minlength=len(stems.words))
    rarity = np.log(1 + (counted.sum() - known + 0.5) / (known + 0.5))
    weights = rarity[numbers] * times / (times + k1 * (1 - b + b * lengths[rows] / lengths[counted].mean()))
    starts = np.concatenate([[0], np.cumsum(holding)])
    return Weights(starts, rows.astype(np.int32), weights.astype(np.float32))
