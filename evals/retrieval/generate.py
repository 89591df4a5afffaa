"""Indexes a set's corpus in a scratch place and searches it for each query."""

import time
from collections.abc import Iterator, Sequence

from assistant.models import Record
from evals.beir import BeirFolder, Query, open_index, rank
from evals.evaluation import Subject
from indexes.settings import read_mode


class Ranking(Record):
    """Documents for a query, best first, with their scores; `seconds` of the search."""

    query: str
    documents: dict[str, float]
    seconds: float


def rankings(queries: Sequence[Query], folder: BeirFolder, subject: Subject) -> Iterator[Ranking]:
    """Yield the ranking of each query, in order."""
    mode = read_mode(subject.model)
    index = open_index(folder, subject.embedder, subject.settings.home / "beir", subject.settings.index)
    names = folder.names
    for query in queries:
        started = time.perf_counter()
        found = rank(index, query, names, mode)
        yield Ranking(query=query.id, documents=found, seconds=round(time.perf_counter() - started, 5))
