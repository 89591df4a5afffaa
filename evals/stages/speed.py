"""How long the engine takes to load and to read a page."""

import time
from typing import Any

import numpy as np

from assistant.engine import SourceText, StageEngine
from assistant.engine.artefacts import FOLDER, load_model
from assistant.training.bank import load_passages

PAGE_WORDS, ROUNDS = 500, 15


def speed_figures(embedder: Any, encoder: Any) -> dict[str, float]:
    """Return milliseconds: `load`, and the median and slowest of fifteen readings of a page of 500 words, embedding included.

    `embed_share` is the part of the median that one reading by MiniLM takes: a peer in the same run.
    """
    load_model.cache_clear()
    start = time.perf_counter()
    engine = StageEngine(embedder, encoder, FOLDER)
    load = time.perf_counter() - start
    page = a_page()
    engine.assess([page])
    times = [_seconds(lambda: engine.assess([page])) for _ in range(ROUNDS)]
    sentences = [s.text for s in _sentences(page)]
    embedding = float(np.median([_seconds(lambda: embedder.embed(sentences)) for _ in range(ROUNDS)]))
    return {
        "load_ms": round(1000 * load, 1),
        "page_words": len(page.text.split()),
        "page_p50_ms": round(1000 * float(np.median(times)), 1),
        "page_max_ms": round(1000 * max(times), 1),
        "embed_share": round(embedding / float(np.median(times)), 3),
    }


def a_page() -> SourceText:
    """Return the first 500 words of the longest papers in the bank, as one text."""
    longest = sorted(load_passages(), key=lambda p: -len(p.turns[0]))
    words: list[str] = []
    for passage in longest:
        words += passage.turns[0].split(" ")
        if len(words) >= PAGE_WORDS:
            break
    return SourceText("question", " ".join(words[:PAGE_WORDS]))


def _sentences(page: SourceText) -> Any:
    from assistant.engine.texts import read_sentences

    return read_sentences([page])


def _seconds(action: Any) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
