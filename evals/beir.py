"""Retrieval on any folder in BEIR layout: index it in a scratch place, run its queries, measure with ir_measures."""

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from assistant.understanding import understand
from corpus.models import Document, DocumentInfo, Section
from evals.errors import EvaluationError
from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex
from indexes.settings import IndexSettings, Mode

MEASURES = ("nDCG@10", "R@10", "R@100", "Success@1", "Success@5", "RR@10")
NAMES = {
    "nDCG@10": "ndcg@10",
    "R@10": "recall@10",
    "R@100": "recall@100",
    "Success@1": "success@1",
    "Success@5": "success@5",
    "RR@10": "rr@10",
}
_DEPTH = 100


class BeirReport(BaseModel):
    """The JSON of `regrip eval beir`: measures in 0..1, seconds to index, milliseconds a query."""

    metrics: dict[str, float]
    queries: int
    documents: int
    index_seconds: float
    query_p50_ms: float
    query_p95_ms: float
    settings: dict[str, Any]


def read_corpus(folder: Path) -> Iterator[Document]:
    """Yield the documents of `corpus.jsonl`. Their ids are kept beside, because any string may be an id there."""
    for number, row in enumerate(_rows(folder / "corpus.jsonl")):
        info = DocumentInfo(
            id=f"d{number}", title=row.get("title") or "-", publisher="", date="2000", licence="", kind="benchmark"
        )
        yield Document(info=info, sections=(Section(heading=(), text=row["text"] or "-", line=1),))


def run_beir(
    folder: Path,
    embedder: Embedder,
    scratch: Path,
    mode: Mode = "hybrid",
    settings: IndexSettings | None = None,
    queries: Path | None = None,
    qrels: Path | None = None,
    run_file: Path | None = None,
) -> BeirReport:
    """Index `folder` below `scratch` (reused when the text is the same), run its judged queries and measure.

    Raises EvaluationError when a file is missing or no query is judged.
    """
    settings = settings or IndexSettings()
    names = [str(row["_id"]) for row in _rows(folder / "corpus.jsonl")]
    judged = _qrels(qrels or folder / "qrels" / "test.tsv")
    asked = [row for row in _rows(queries or folder / "queries.jsonl") if str(row["_id"]) in judged]
    if not asked:
        raise EvaluationError(f"{folder}: no query in the queries file is judged in the qrels file; check both")
    home = scratch / hashlib.sha256((folder / "corpus.jsonl").read_bytes()).hexdigest()[:16]
    started = time.perf_counter()
    build_index(home, read_corpus(folder), embedder, settings)
    seconds = time.perf_counter() - started
    index = HybridIndex(home, embedder, settings)
    run, taken = _search(index, asked, names, mode)
    if run_file:
        _write_trec(run_file, run)
    return BeirReport(
        metrics=_measured(judged, run),
        queries=len(asked),
        documents=len(names),
        index_seconds=round(seconds, 2),
        query_p50_ms=round(float(np.percentile(taken, 50)), 2),
        query_p95_ms=round(float(np.percentile(taken, 95)), 2),
        settings=settings.model_dump() | {"mode": mode, "embedder": embedder.fingerprint},
    )


def _search(
    index: HybridIndex, asked: list[dict[str, Any]], names: list[str], mode: Mode
) -> tuple[dict[str, dict[str, float]], list[float]]:
    run, taken = dict[str, dict[str, float]](), list[float]()
    for row in asked:
        query = understand(row["turns"]).query if row.get("turns") else row["text"]
        started = time.perf_counter()
        results = index.search(query, k=_DEPTH, mode=mode)
        taken.append(1000 * (time.perf_counter() - started))
        scores: dict[str, float] = {}
        for result in results:
            name = names[int(result.document_id[1:])]
            scores[name] = max(scores.get(name, 0.0), result.score)
        run[str(row["_id"])] = scores
    return run, taken


def _measured(judged: dict[str, dict[str, int]], run: dict[str, dict[str, float]]) -> dict[str, float]:
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    values = ir_measures.calc_aggregate(wanted, {q: judged[q] for q in run}, run)
    return {NAMES[str(measure)]: round(float(values[measure]), 4) for measure in wanted}


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    lines = _text(path).splitlines()
    for line in lines[1:] if lines and lines[0].startswith("query-id") else lines:
        query, document, score = line.split("\t")[:3]
        if int(score) > 0:
            judged.setdefault(query, {})[document] = int(score)
    return judged


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _text(path).splitlines() if line.strip()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror}); a BEIR folder has this file") from error


def _write_trec(path: Path, run: dict[str, dict[str, float]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for query, scores in run.items():
            for rank, (name, score) in enumerate(sorted(scores.items(), key=lambda p: -p[1]), start=1):
                file.write(f"{query} Q0 {name} {rank} {score:.6f} regrip\n")
