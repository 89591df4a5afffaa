"""The keyword index: BM25 over Snowball stems, kept beside the vectors and stamped with their generation."""

import json
import logging
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexes.errors import IndexDamaged
from indexes.fingerprints import way_of_reading
from indexes.stems import Stems, bm25

K1, B = 1.2, 0.75
"""Robertson's usual values; the public baselines quoted in docs/benchmarks.md use the same."""

_READING = "reading.txt"
"""Names the code that read the texts: stems that another one read are not used again."""
_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:'[a-z]+)?%?")
STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been being but by can could did do does doing for from had
    has have having he her here him his how i if in into is it its just me my no nor not of on or our out over own
    s she should so some such t than that the their them then there these they this those through to too under
    until up us very was we were what when where which while who whom why will with would you your
    """.split()
)


class Tokenizer:
    """Text to Snowball stems: lower case, numbers whole (13.0%, 1,904), stop words dropped. Safe between threads."""

    def __init__(self) -> None:
        import Stemmer

        self._stemmer = Stemmer.Stemmer("english")
        self._lock = threading.Lock()

    def __call__(self, text: str) -> list[str]:
        """Return the stems of `text` in order."""
        words = [w for w in _WORD.findall(text.lower().replace("\u2019", "'")) if w not in STOP_WORDS]
        with self._lock:
            return [str(stem) for stem in self._stemmer.stemWords([w.removesuffix("'s") for w in words])]


class KeywordIndex:
    """BM25 scores for a query over the chunks of one generation."""

    def __init__(self, folder: Path, ids: Sequence[str], bm25: object) -> None:
        self.folder, self.ids = folder, list(ids)
        self._bm25, self._tokenizer = bm25, Tokenizer()

    @classmethod
    def build(
        cls, folder: Path, ids: Sequence[str], texts: Sequence[str], public: Sequence[bool] | None = None
    ) -> "KeywordIndex":
        """Write an index of `texts` into `folder` and return it. Row `i` belongs to `ids[i]`; `public` is as for `write`."""
        return cls.write(folder, ids, Stems.of(read_stems(texts)), public)

    @classmethod
    def write(
        cls, folder: Path, ids: Sequence[str], stems: Stems, public: Sequence[bool] | None = None
    ) -> "KeywordIndex":
        """Write an index of passages that are read already into `folder` and return it. Row `i` belongs to `ids[i]`.

        Of rows that are not `public` none has a say in what a word weighs in the others: their scores would tell of it.
        """
        index = _library().BM25(k1=K1, b=B, method="lucene")
        made = bm25(stems, K1, B, None if public is None else np.array(public, dtype=bool))
        index.scores = {"data": made.weights, "indices": made.rows, "indptr": made.starts, "num_docs": len(stems)}
        index.vocab_dict, index.nonoccurrence_array = stems.words, None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        index.save(str(folder), show_progress=False)
        stems.save(folder)
        (folder / _READING).write_text(way_of_reading())
        (folder / "ids.json").write_text(json.dumps(list(ids)))
        return cls(folder, ids, index)

    @classmethod
    def load(cls, folder: Path) -> "KeywordIndex":
        """Return the index in `folder`, memory-mapped. Raises IndexDamaged when files are missing or unreadable."""
        bm25s = _library()
        try:
            ids = json.loads((folder / "ids.json").read_text())
            return cls(folder, ids, bm25s.BM25.load(str(folder), mmap=True, load_corpus=False))
        except Exception as error:
            raise IndexDamaged(f"{folder}: the keyword index cannot be read; run `regrip index build`") from error

    def search(self, query: str, k: int, marks: np.ndarray | None = None) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, BM25 score) pairs with a score above 0, best first, of the rows that are marked."""
        stems = self._tokenizer(query)
        if not stems or not self.ids:
            return []
        scores = np.asarray(self._bm25.get_scores(stems))  # type: ignore[attr-defined]
        found = np.flatnonzero(scores > 0 if marks is None else (scores > 0) & marks)
        return [(self.ids[row], float(scores[row])) for row in found[best(scores[found], k)]]


def saved_stems(folder: Path) -> Stems | None:
    """Return the stems that the index in `folder` was made of; None when there are none, or were read in another way."""
    try:
        if (folder / _READING).read_text() != way_of_reading():
            return None
        return Stems.load(folder, json.loads((folder / "vocab.index.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def best(scores: np.ndarray, k: int) -> np.ndarray:
    """Return the places of the `k` highest scores, best first, and equal ones in their order."""
    places = np.arange(len(scores))
    if len(scores) > k:
        places = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
    return places[np.argsort(-scores[places], kind="stable")[:k]]


def read_stems(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the stems of each text. One without any has a stem that no query has, since every passage needs a length."""
    tokenizer = Tokenizer()
    for text in texts:
        yield tokenizer(text) or ["\x00"]


def _library() -> Any:
    """Import bm25s, which sets its own logger to say everything, and have it say warnings only."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s
