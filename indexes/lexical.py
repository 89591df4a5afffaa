"""The keyword index: BM25 over Snowball stems, kept beside the vectors and stamped with their generation."""

import json
import logging
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexes.errors import IndexDamaged

K1, B = 1.2, 0.75
"""Robertson's usual values; the public baselines quoted in docs/benchmarks.md use the same."""

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:'[a-z]+)?%?")
_STOP = frozenset(
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
        words = [w for w in _WORD.findall(text.lower().replace("\u2019", "'")) if w not in _STOP]
        with self._lock:
            return [str(stem) for stem in self._stemmer.stemWords([w.removesuffix("'s") for w in words])]


class KeywordIndex:
    """BM25 scores for a query over the chunks of one generation."""

    def __init__(self, folder: Path, ids: Sequence[str], bm25: object) -> None:
        self.folder, self.ids = folder, list(ids)
        self._bm25, self._tokenizer = bm25, Tokenizer()

    @classmethod
    def build(cls, folder: Path, ids: Sequence[str], texts: Sequence[str]) -> "KeywordIndex":
        """Write an index of `texts` into `folder` and return it. Row `i` belongs to `ids[i]`."""
        bm25s = _library()
        tokenizer = Tokenizer()
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
        bm25.index([tokenizer(text) or ["\x00"] for text in texts], show_progress=False)
        bm25.save(str(folder), show_progress=False)
        (folder / "ids.json").write_text(json.dumps(list(ids)))
        return cls(folder, ids, bm25)

    @classmethod
    def load(cls, folder: Path) -> "KeywordIndex":
        """Return the index in `folder`, memory-mapped. Raises IndexDamaged when files are missing or unreadable."""
        bm25s = _library()
        try:
            ids = json.loads((folder / "ids.json").read_text())
            return cls(folder, ids, bm25s.BM25.load(str(folder), mmap=True, load_corpus=False))
        except Exception as error:
            raise IndexDamaged(f"{folder}: the keyword index cannot be read; run `regrip index build`") from error

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, BM25 score) pairs with a score above 0, best first."""
        stems = self._tokenizer(query)
        if not stems or not self.ids:
            return []
        scores = np.asarray(self._bm25.get_scores(stems))  # type: ignore[attr-defined]
        top = np.argsort(-scores, kind="stable")[:k]
        return [(self.ids[i], float(scores[i])) for i in top if scores[i] > 0]


def _library() -> Any:
    """Import bm25s, which sets its own logger to say everything, and have it say warnings only."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s
