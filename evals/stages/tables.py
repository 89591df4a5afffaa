"""The tables behind the plots of a run over stages."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.chances import how_sure
from corpus.vocabulary import OUTCOMES
from evals.evaluation import numbers
from evals.models import CaseResult
from evals.stages.metrics import macro_f1

_BINS = 10
_POINTS = 40


def tables(results: Sequence[CaseResult]) -> dict[str, Any]:
    """Return confusion, risk-coverage, reliability, the words of certainty, and figures by writer, register and trap."""
    rows = numbers(results, "label", "probabilities")
    labels, probabilities = rows[:, 0].astype(int), rows[:, 1:]
    return {
        "confusion": confusion(labels, probabilities),
        "risk_coverage": risk_coverage(labels, probabilities),
        "reliability": reliability(labels, probabilities),
        "certainty": certainty(labels, probabilities),
        **{f"by_{tag}": by_tag(results, tag) for tag in ("writer", "register", "trap")},
    }


def confusion(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, Any]:
    """Return counts, rows the labels and columns the readings, both in the order of `OUTCOMES`."""
    table = np.zeros((len(OUTCOMES), len(OUTCOMES)), dtype=int)
    np.add.at(table, (labels, probabilities.argmax(axis=1)), 1)
    return {"labels": list(OUTCOMES), "rows": table.tolist()}


def risk_coverage(labels: np.ndarray, probabilities: np.ndarray) -> list[dict[str, float]]:
    """Return the share wrong among the surest texts, for growing shares of texts (El-Yaniv and Wiener 2010)."""
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    wrong = (probabilities.argmax(axis=1) != labels)[order].cumsum()
    ends = np.unique(np.linspace(1, len(order), min(_POINTS, len(order))).astype(int))
    return [{"coverage": round(n / len(order), 4), "risk": round(float(wrong[n - 1]) / n, 4)} for n in map(int, ends)]


def reliability(labels: np.ndarray, probabilities: np.ndarray) -> list[dict[str, float]]:
    """Return, for each tenth of the top probability that occurs, its mean, the share right and the number of texts."""
    top, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((top * _BINS).astype(int), _BINS - 1)
    return [_stated_and_right(top[own], right[own]) for own in (bins == b for b in np.unique(bins))]


def certainty(labels: np.ndarray, probabilities: np.ndarray) -> list[dict[str, str | float]]:
    """Return, for each word of certainty that occurs, the mean top probability, the share right and the number of texts."""
    top, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    said = np.array([how_sure(float(chance)) for chance in top])
    return [
        {"words": str(words)} | _stated_and_right(top[said == words], right[said == words])
        for words in dict.fromkeys(said[np.argsort(-top, kind="stable")])
    ]


def _stated_and_right(top: np.ndarray, right: np.ndarray) -> dict[str, float]:
    return {"stated": round(float(top.mean()), 3), "right": round(float(right.mean()), 3), "texts": len(top)}


def by_tag(results: Sequence[CaseResult], tag: str) -> list[dict[str, Any]]:
    """Return texts, accuracy and macro-F1 for each value of a tag, most texts first."""
    groups: dict[str, list[CaseResult]] = {}
    for result in results:
        for value in result.tags.get(tag, []):
            groups.setdefault(value, []).append(result)
    table = []
    for value, own in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        rows = numbers(own, "label", "probabilities")
        labels, probabilities = rows[:, 0].astype(int), rows[:, 1:]
        right = float((probabilities.argmax(axis=1) == labels).mean())
        table.append(
            {
                tag: value,
                "texts": len(own),
                "accuracy": round(right, 3),
                "macro_f1": round(macro_f1(labels, probabilities), 3),
            }
        )
    return table
