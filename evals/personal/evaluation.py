"""The evaluation `personal`: what it reads, runs and measures."""

import time
from collections.abc import Iterator, Sequence
from typing import get_args

import numpy as np

from corpus.hygiene import cover_personal
from evals.cases import PersonalCase, PersonalKind
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean_of, numbers, percentile_of_seconds
from evals.models import CaseResult, CaseRun
from evals.personal.score import score, share

_KINDS: tuple[PersonalKind, ...] = get_args(PersonalKind)


def _read(chosen: EvaluationSet) -> list[PersonalCase]:
    return chosen.cases(PersonalCase)


def _run(cases: Sequence[PersonalCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    cover_personal("Ready.")
    for case in cases:
        begun = time.perf_counter()
        covered, kinds = cover_personal(case.text)
        yield CaseRun(case=case.id, results=[score(case, covered, kinds, time.perf_counter() - begun)])


def _recall(name: str, kinds: Sequence[PersonalKind], shown_as: str) -> Measure:
    def rows(results: Sequence[CaseResult]) -> np.ndarray:
        counts = np.stack([_counts(results, f"recall {kind}") for kind in kinds])
        there = ~np.isnan(counts[:, :, 1]).all(axis=0)
        return np.where(there[:, None], np.nansum(counts, axis=0), np.nan)

    return Measure(name, rows, share, "higher", shown_as)


def _counts(results: Sequence[CaseResult], name: str) -> np.ndarray:
    return np.array([result.numbers.get(name, [np.nan, np.nan]) for result in results], dtype=float).reshape(-1, 2)


def _lower(name: str, of: str, shown_as: str) -> Measure:
    return Measure(name, lambda results: numbers(results, of), share, "lower", shown_as)


EVALUATION = Evaluation(
    name="personal",
    scoring=1,
    models=("cover",),
    read=_read,
    run=_run,
    measures=(
        *(_recall(f"recall_{kind.replace(' ', '_').lower()}", [kind], f"spans covered: {kind}") for kind in _KINDS),
        _recall("recall_other", _KINDS[1:], "spans covered: all but names"),
        _lower("kept_lost", "kept", "names that have to stay of which something is covered"),
        _lower("covered_in_vain", "vain", "covered words that lie in no span that has to be covered"),
        mean_of("kinds_said", "texts of which exactly the kinds marked are said"),
        mean_of("whole_right", "texts covered as marked, to the word"),
        percentile_of_seconds("p50_ms", 50, "milliseconds a text, median"),
    ),
)
