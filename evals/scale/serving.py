"""What a process costs that only opens an index and searches it."""

import random
import re
import time
from pathlib import Path
from typing import Any, get_args

import numpy as np

from corpus.loaders import load_corpus
from indexes.embedders import Embedder
from indexes.filters import Filter
from indexes.hybrid import HybridIndex
from indexes.settings import Mode

_QUERIES = 100
_FOUND = 10
_WORDS = 14


def serve(home: Path, embedder: Embedder, seed: int = 1) -> dict[str, Any]:
    """Return seconds to open and of the first search, milliseconds of searches by mode and filter, and memory in MB."""
    started = time.perf_counter()
    index = HybridIndex(home, embedder)
    opened = time.perf_counter() - started
    asked = queries(seed)
    first = _milliseconds(index, asked[0], "hybrid", None) / 1000
    figures: dict[str, Any] = {"open_seconds": round(opened, 2), "first_search_seconds": round(first, 2)}
    for mode in get_args(Mode):
        figures[f"search_{mode}"] = _timed(index, asked, mode, None)
    for name, only in filters(index).items():
        figures[f"filtered_{name}"] = _timed(index, asked, "hybrid", only)
    return figures | memory()


def queries(seed: int) -> list[str]:
    """Return the beginnings of a hundred of the corpus's sentences, the same for the same seed."""
    texts = [section.text for document in load_corpus() for section in document.sections]
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?\]])\s+", text) if len(s.split()) >= _WORDS]
    return [" ".join(s.split()[:_WORDS]) for s in random.Random(seed).sample(sentences, _QUERIES)]


def filters(index: HybridIndex) -> dict[str, Filter]:
    """Return filters as searches use them, from one that leaves most passages to one that leaves a single document's."""
    infos = [document.info for document in index.documents.values()]
    own = next((info for info in infos if info.case), infos[0])
    return {
        "own_case_and_corpus": Filter.of_case(own.case),
        "stage": Filter(stages=frozenset({"complete_lock"})),
        "stage_and_current": Filter(stages=frozenset({"steady"}), statuses=frozenset({"current"})),
        "kind": Filter(kinds=frozenset({"inspection report"})),
        "two_years": Filter(since="2024", until="2025"),
        "stage_kind_and_status": Filter(
            stages=frozenset({"steady"}), kinds=frozenset({"inspection report"}), statuses=frozenset({"superseded"})
        ),
        "one_case_only": Filter(cases=frozenset({own.case})),
        "one_source": Filter(documents=frozenset({own.id})),
    }


def memory() -> dict[str, float]:
    """Return what this process holds in memory, in MB, and how much of it is its own and not a file's that others share."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return {}
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return {
        "memory_mb": round(kilobytes["VmRSS"] / 1024, 1),
        "memory_of_its_own_mb": round(kilobytes["RssAnon"] / 1024, 1),
    }


def _timed(index: HybridIndex, asked: list[str], mode: Mode, only: Filter | None) -> dict[str, float]:
    """Return the share of passages that a filter leaves, the first search's milliseconds, and p50 and p95 of all others."""
    first = _milliseconds(index, asked[-1], mode, only)
    taken = [_milliseconds(index, query, mode, only) for query in asked]
    allowed = [len(d.chunk_ids) for d in index.documents.values() if only is None or only.allows(d.info)]
    return {
        "share": round(sum(allowed) / index.manifest.chunks, 4),
        "first_ms": round(first, 1),
        "p50_ms": round(float(np.percentile(taken, 50)), 1),
        "p95_ms": round(float(np.percentile(taken, 95)), 1),
    }


def _milliseconds(index: HybridIndex, query: str, mode: Mode, only: Filter | None) -> float:
    started = time.perf_counter()
    index.search(query, k=_FOUND, mode=mode, only=only)
    return 1000 * (time.perf_counter() - started)
