"""Retrieval on any folder in BEIR layout: index it in a scratch place, run its queries, measure with ir_measures."""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from assistant.understanding import understand
from corpus.models import Document, DocumentInfo, Section
from evals.catalogue import read_bytes, read_rows
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
Judgements = dict[str, dict[str, int]]
Run = dict[str, dict[str, float]]


class BeirReport(BaseModel):
    """The JSON of `regrip eval beir`: measures in 0..1, seconds to index, milliseconds a query."""

    metrics: dict[str, float]
    queries: int
    documents: int
    index_seconds: float
    query_p50_ms: float
    query_p95_ms: float
    settings: dict[str, Any]


class Query(BaseModel):
    """A query, or a conversation whose last turn is one."""

    id: str
    text: str
    turns: list[str] = []

    @property
    def standalone(self) -> str:
        """What the index is asked: the text, or the last turn rewritten from the turns before it."""
        return understand(self.turns).query if self.turns else self.text


class BeirFolder:
    """A corpus, its queries and its judgements, each a file in BEIR's layout, gzipped or plain. Raises EvaluationError."""

    def __init__(self, corpus: Path, queries: Path, qrels: Path) -> None:
        self._corpus, self._queries, self._qrels = corpus, queries, qrels

    @classmethod
    def at(cls, folder: Path, queries: Path | None = None, qrels: Path | None = None) -> "BeirFolder":
        """Return the folder's own files, or the ones named instead."""
        return cls(folder / "corpus.jsonl", queries or folder / "queries.jsonl", qrels or folder / "qrels" / "test.tsv")

    @cached_property
    def sha256(self) -> str:
        """The hash of the corpus: indexes of the same text are used again."""
        return hashlib.sha256(read_bytes(self._corpus)).hexdigest()

    @cached_property
    def names(self) -> list[str]:
        """The documents' own ids, in order of the file."""
        return [str(row["_id"]) for _, row in read_rows(self._corpus)]

    def documents(self) -> Iterator[Document]:
        """Yield the documents. Their ids are `d` and a number, because any string may be an id in BEIR."""
        for number, (_, row) in enumerate(read_rows(self._corpus)):
            info = DocumentInfo(
                id=f"d{number}", title=row.get("title") or "-", publisher="", date="2000", licence="", kind="benchmark"
            )
            yield Document(info=info, sections=(Section(heading=(), text=row["text"] or "-", line=1),))

    @cached_property
    def judgements(self) -> Judgements:
        """Relevant documents of each query with their grades above 0."""
        judged: Judgements = {}
        lines = read_bytes(self._qrels).decode("utf-8").splitlines()
        for line in lines[1:] if lines and lines[0].startswith("query-id") else lines:
            query, document, grade = line.split("\t")[:3]
            if int(grade) > 0:
                judged.setdefault(query, {})[document] = int(grade)
        return judged

    def judged_queries(self) -> list[Query]:
        """Return the queries that have a relevant document. Raises EvaluationError when none has."""
        rows = [row for _, row in read_rows(self._queries) if str(row["_id"]) in self.judgements]
        if not rows:
            raise EvaluationError(f"no query of {self._queries} is judged in {self._qrels}; check both")
        return [
            Query(id=str(row["_id"]), text=row.get("text") or row["turns"][-1], turns=row.get("turns") or [])
            for row in rows
        ]


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
    data = BeirFolder.at(folder, queries, qrels)
    asked = data.judged_queries()
    started = time.perf_counter()
    index = open_index(data, embedder, scratch, settings)
    seconds = time.perf_counter() - started
    run, taken = _search(index, asked, data.names, mode)
    if run_file:
        _write_trec(run_file, run)
    return BeirReport(
        metrics=measured(data.judgements, run),
        queries=len(asked),
        documents=len(data.names),
        index_seconds=round(seconds, 2),
        query_p50_ms=round(float(np.percentile(taken, 50)), 2),
        query_p95_ms=round(float(np.percentile(taken, 95)), 2),
        settings=settings.model_dump() | {"mode": mode, "embedder": embedder.fingerprint},
    )


def open_index(folder: BeirFolder, embedder: Embedder, scratch: Path, settings: IndexSettings) -> HybridIndex:
    """Return the index of a folder's corpus below `scratch`, built when it is not there."""
    home = scratch / folder.sha256[:16]
    build_index(home, folder.documents(), embedder, settings)
    return HybridIndex(home, embedder, settings)


def rank(index: HybridIndex, query: Query, names: Sequence[str], mode: Mode) -> dict[str, float]:
    """Return documents with the score of their best passage, best first."""
    scores: dict[str, float] = {}
    for result in index.search(query.standalone, k=_DEPTH, mode=mode):
        name = names[int(result.document_id[1:])]
        scores[name] = max(scores.get(name, 0.0), result.score)
    return scores


def _search(index: HybridIndex, asked: Sequence[Query], names: list[str], mode: Mode) -> tuple[Run, list[float]]:
    run, taken = Run(), list[float]()
    for query in asked:
        started = time.perf_counter()
        run[query.id] = rank(index, query, names, mode)
        taken.append(1000 * (time.perf_counter() - started))
    return run, taken


def measured(judged: Judgements, run: Run) -> dict[str, float]:
    """Return each measure over the queries of `run`, by the names of the contract."""
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    values = ir_measures.calc_aggregate(wanted, {q: judged[q] for q in run}, run)
    return {NAMES[str(measure)]: round(float(values[measure]), 4) for measure in wanted}


def per_query(judged: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, dict[str, float]]:
    """Return {query: {measure: value}}, with ir_measures' names of the measures."""
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    found: dict[str, dict[str, float]] = {query: {} for query in run}
    for metric in ir_measures.iter_calc(wanted, {q: dict(judged[q]) for q in run}, run):
        found[metric.query_id][str(metric.measure)] = float(metric.value)
    return found


def _write_trec(path: Path, run: Run) -> None:
    with path.open("w", encoding="utf-8") as file:
        for query, scores in run.items():
            for place, (name, score) in enumerate(sorted(scores.items(), key=lambda p: -p[1]), start=1):
                file.write(f"{query} Q0 {name} {place} {score:.6f} regrip\n")
