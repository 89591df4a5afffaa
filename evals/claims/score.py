"""Judges a judgement: label, score, and whether the named sentences come first."""

import zlib
from collections.abc import Sequence

import numpy as np

from assistant.claims.models import LABELS
from evals.claims.generate import FOLDS, ClaimCase, ClaimJudgement
from evals.models import CaseResult, Score

_SHOWN = 5


def score(case: ClaimCase, judgement: ClaimJudgement) -> CaseResult:
    """Return the result of the case."""
    numbers = {
        "supported": [float(case.label == "supported")],
        "score": [judgement.score],
        "truth": [float(LABELS.index(case.label))],
        "fold": [float(zlib.crc32(case.id.encode()) % FOLDS)],
    }
    scores = [_recall(case, judgement, count) for count in (1, 5)] if case.supporting else []
    if judgement.supported is not None:
        numbers["said"] = [float(judgement.supported)]
    if judgement.label is not None:
        numbers["label"] = [float(LABELS.index(judgement.label))]
        told = f"{judgement.label} at {judgement.score:.2f}, people say {case.label}"
        scores.append(Score(name="right", value=float(judgement.label == case.label), reason=told))
    return CaseResult(
        id=case.id,
        kind=case.label,
        shown=case.claim,
        expected=case.label,
        scores=scores,
        numbers=numbers,
        output={"label": judgement.label, "score": judgement.score, "best": judgement.ranked[:_SHOWN]},
        seconds=judgement.seconds,
    )


def _recall(case: ClaimCase, judgement: ClaimJudgement, count: int) -> Score:
    """The largest share of any one named set among the first `count` sentences."""
    top = judgement.ranked[:count]
    shares = [sum(_found(sentence, top) for sentence in named) / len(named) for named in case.supporting]
    best = max(shares)
    return Score(name=f"recall@{count}", value=best, reason=f"{best:.0%} of the nearest named set")


def _found(sentence: str, top: Sequence[str]) -> bool:
    """Whether `sentence` is among `top`; where the two were cut apart differently, one within the other counts."""
    plain = " ".join(sentence.split())
    return any(plain in other or (other and other in plain) for other in (" ".join(text.split()) for text in top))


def balanced_accuracy(truth: np.ndarray, said: np.ndarray) -> float:
    """Return the mean of the shares right among true and among false; nan when either is missing."""
    if not truth.any() or truth.all():
        return float("nan")
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def area_under_roc(truth: np.ndarray, scores: np.ndarray) -> float:
    """Return the chance that a true case scores above a false one, ties counting half (Hanley and McNeil 1982)."""
    from scipy.stats import rankdata

    above, below = int(truth.sum()), int((~truth).sum())
    if not above or not below:
        return float("nan")
    return float((rankdata(scores)[truth].sum() - above * (above + 1) / 2) / (above * below))


def best_threshold(truth: np.ndarray, scores: np.ndarray) -> float:
    """Return the threshold with the best balanced accuracy: midway between two scores, the lowest of equals."""
    order = np.argsort(scores, kind="stable")
    values, hits = scores[order], truth[order]
    lost = np.cumsum(hits) / max(int(truth.sum()), 1)
    kept = np.cumsum(~hits) / max(int((~truth).sum()), 1)
    ends = np.append(values[1:] > values[:-1], False) if len(values) else np.zeros(0, dtype=bool)
    if not ends.any():
        return float(values[0]) if len(values) else 0.5
    place = int(np.argmax(np.where(ends, kept - lost, -np.inf)))
    return float((values[place] + values[place + 1]) / 2)


def accuracy_out_of_fold(truth: np.ndarray, scores: np.ndarray, folds: np.ndarray) -> float:
    """Return balanced accuracy where each fold's threshold is chosen on the other folds."""
    said = np.zeros(len(truth), dtype=bool)
    for fold in np.unique(folds):
        held = folds == fold
        said[held] = scores[held] >= best_threshold(truth[~held], scores[~held])
    return balanced_accuracy(truth, said)
