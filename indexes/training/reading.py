"""States of MiniLM's last layer for every passage and query of a collection, and what plain search finds for the queries."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from indexes.embedders import Embedder, packaged_tokenizer
from indexes.hybrid import fuse
from indexes.lexical import K1, B, Tokenizer, best
from indexes.onnx_model import packaged_weights
from indexes.settings import IndexSettings
from indexes.training.collections import Collection
from indexes.training.heads import Material, States

_BATCH = 32


def material(collection: Collection, embedder: Embedder, depth: int) -> Material:
    """Return a collection with its states; `depth` passages found for each query by hybrid search without pieces."""
    queries = [asked.text for asked in collection.asked]
    inside = [states[1:-1] for states in read_states(queries)]
    return Material(collection, read_states(collection.passages), inside, _found(collection, queries, embedder, depth))


def read_states(texts: Sequence[str]) -> States:
    """Return float16 states of each text's pieces, the model's marks included, shape (pieces, 384)."""
    import torch
    from transformers import AutoModel

    folder = packaged_weights()
    model: Any = AutoModel.from_pretrained(str(folder)).eval()
    tokenizer = packaged_tokenizer(folder)
    states: list[np.ndarray] = [np.zeros((0, 384), dtype=np.float16)] * len(texts)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        encoded = tokenizer.encode_batch([texts[row] for row in rows])
        ids, mask = (torch.tensor(x) for x in ([e.ids for e in encoded], [e.attention_mask for e in encoded]))
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            last = model(input_ids=ids, attention_mask=mask).last_hidden_state.to(torch.float16).numpy()
        for row, of_one, kept in zip(rows, last, mask.numpy().astype(bool), strict=True):
            states[row] = of_one[kept]
    return states


def _found(collection: Collection, queries: Sequence[str], embedder: Embedder, depth: int) -> np.ndarray:
    import bm25s

    tokenizer, weight = Tokenizer(), IndexSettings().dense_weight
    keyword = bm25s.BM25(k1=K1, b=B, method="lucene")
    keyword.index([tokenizer(text) or ["\x00"] for text in collection.passages], show_progress=False)
    passages, asked = embedder.embed(collection.passages), embedder.embed(queries)
    found = np.zeros((len(queries), depth), dtype=np.int64)
    for row, query in enumerate(queries):
        stems = tokenizer(query)
        words = np.asarray(keyword.get_scores(stems)) if stems else np.zeros(len(passages))
        fused = fuse(_scored(passages @ asked[row], depth), _scored(words, depth), weight)
        found[row] = [int(number) for number, _ in fused[:depth]]
    return found


def _scored(scores: np.ndarray, depth: int) -> list[tuple[str, float]]:
    return [(str(number), float(scores[number])) for number in best(scores, depth)]
