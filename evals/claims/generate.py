"""Reads claims of either layout and has the system judge them."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel

from assistant.claims import ClaimChecker
from assistant.claims.evidence import Evidence
from assistant.claims.features import FEATURES, direction, read_features
from assistant.claims.models import ClaimLabel
from assistant.training.claim_fitting import fit_line, standards
from evals.catalogue import EvaluationSet, read_rows
from evals.errors import EvaluationError

FOLDS, REPEATS = 5, 5
_SCIFACT: dict[str, ClaimLabel] = {
    "SUPPORT": "supported",
    "CONTRADICT": "contradicted",
    "NOT_ENOUGH_INFO": "not_supported",
}


class ClaimCase(BaseModel):
    """A claim, its passages, what people judged, and the sets of sentences that they named as support."""

    id: str
    claim: str
    passages: list[str]
    label: ClaimLabel
    supporting: list[list[str]]


class ClaimJudgement(BaseModel):
    """What a model made of a case. `ranked` are sentences, best first.

    `supported` and `label` are None where the model decides no such thing.
    """

    supported: bool | None
    label: ClaimLabel | None
    score: float
    ranked: list[str]
    seconds: float


def read_cases(chosen: EvaluationSet) -> list[ClaimCase]:
    """Return the cases of the half's first file; SciFact's abstracts are in the second."""
    claims, *rest = chosen.paths
    rows = list(read_rows(claims))
    if not rows or "cited_doc_ids" not in rows[0][1]:
        return [_wice(row, place) for place, row in rows]
    if not rest:
        raise EvaluationError(f"{claims.name}: the card has to list the abstracts' file after the claims'")
    abstracts = {str(row["_id"]): str(row["text"]) for _, row in read_rows(rest[0])}
    return [_scifact(row, place, abstracts) for place, row in rows]


def _wice(row: dict[str, Any], place: str) -> ClaimCase:
    try:
        page = row["evidence"]
        named = [[page[i] for i in group] for group in row["supporting_sentences"] if group]
        return ClaimCase(id=row["_id"], claim=row["claim"], passages=page, label=row["label"], supporting=named)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise EvaluationError(f"{place}: not a claim with a page: {error}") from error


def _scifact(row: dict[str, Any], place: str, abstracts: dict[str, str]) -> ClaimCase:
    try:
        named = [r["text"] for rationales in row["evidence"].values() for r in rationales if r["label"] == "SUPPORT"]
        passages = [abstracts[name] for name in row["cited_doc_ids"]]
        label = _SCIFACT[row["label"]]
        return ClaimCase(id=row["_id"], claim=row["claim"], passages=passages, label=label, supporting=named)
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{place}: not a claim with cited abstracts: {error}") from error


def judge_case(case: ClaimCase, checker: ClaimChecker, model: str) -> ClaimJudgement:
    """Return what `checker` or `overlap` makes of the case."""
    start = time.perf_counter()
    evidence = checker.gather(case.claim, case.passages)
    if model == "overlap":
        score, label, supported = evidence.share(evidence.claim.bag, _by_words(evidence)), None, None
    else:
        reply = checker.judge(evidence)
        score, label, supported = reply.score, reply.label, reply.label == "supported"
    ranked = [evidence.sentences[i].text for i in evidence.ranked()]
    seconds = time.perf_counter() - start
    return ClaimJudgement(supported=supported, label=label, score=score, ranked=ranked, seconds=seconds)


def _by_words(evidence: Evidence) -> list[Any]:
    return [evidence.sentences[i] for i in np.argsort(-evidence.overlaps, kind="stable")[:5]]


def judge_refitted(cases: Sequence[ClaimCase], checker: ClaimChecker) -> Iterator[ClaimJudgement]:
    """Yield what the same features make of each case when the weights are fitted on the other folds of the same cases."""
    evidence, taken = list[Evidence](), list[float]()
    for case in cases:
        start = time.perf_counter()
        evidence.append(checker.gather(case.claim, case.passages))
        taken.append(time.perf_counter() - start)
    features = np.array([read_features(found) for found in evidence])
    scores = out_of_fold(features, np.array([case.label == "supported" for case in cases]))
    for found, score, seconds in zip(evidence, scores, taken, strict=True):
        ranked = [found.sentences[i].text for i in found.ranked()]
        yield ClaimJudgement(supported=score >= 0.5, label=None, score=float(score), ranked=ranked, seconds=seconds)


def out_of_fold(features: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return for each row the mean chance over REPEATS splits, each from a fit that never saw the row."""
    from sklearn.model_selection import StratifiedKFold

    directions, total = [direction(name) for name in FEATURES], np.zeros(len(wanted))
    for repeat in range(REPEATS):
        for rest, held in StratifiedKFold(FOLDS, shuffle=True, random_state=repeat).split(features, wanted):
            centre, spread = standards(features[rest])
            weights, bias = fit_line((features[rest] - centre) / spread, wanted[rest], directions)
            total[held] += 1 / (1 + np.exp(-((features[held] - centre) / spread @ weights + bias)))
    return total / REPEATS
