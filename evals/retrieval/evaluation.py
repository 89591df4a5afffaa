"""The evaluation `retrieval`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.beir import BeirFolder, Query
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, mean_of, percentile_of_seconds
from evals.models import CaseRun
from evals.retrieval.generate import rankings
from evals.retrieval.score import score


def _folder(chosen: EvaluationSet) -> BeirFolder:
    """Return the folder of a set whose card lists corpus, queries and judgements, in this order."""
    corpus, queries, qrels = chosen.paths
    return BeirFolder(Path(corpus), Path(queries), Path(qrels))


def _read(chosen: EvaluationSet) -> list[Query]:
    return _folder(chosen).judged_queries()


def _run(cases: Sequence[Query], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    folder = _folder(chosen)
    for query, ranking in zip(cases, rankings(cases, folder, subject), strict=True):
        yield CaseRun(case=query.id, results=[score(query, folder.judgements[query.id], ranking)])


EVALUATION = Evaluation(
    name="retrieval",
    scoring=1,
    models=("hybrid", "dense", "keyword"),
    read=_read,
    run=_run,
    measures=(
        mean_of("ndcg@10", "nDCG of the first ten"),
        mean_of("recall@10", "relevant documents among the first ten"),
        mean_of("recall@100", "relevant documents among the first hundred"),
        mean_of("success@1", "queries with a relevant document first"),
        mean_of("success@5", "queries with a relevant document among the first five"),
        mean_of("rr@10", "reciprocal rank of the first relevant document, within ten"),
        percentile_of_seconds("p50_ms", 50, "milliseconds of a search, median"),
        percentile_of_seconds("p95_ms", 95, "milliseconds of a search, 95th percentile"),
    ),
)
