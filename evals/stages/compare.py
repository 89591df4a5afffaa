"""The comparison: every way of reading the stage on the same passages, each from writers it has not seen."""

from collections.abc import Callable
from typing import Any

import numpy as np

from assistant.engine import StageEngine
from assistant.engine.artefacts import load_model
from assistant.models import Assessment
from assistant.training.bank import load_passages, load_sentences
from assistant.training.matrices import Matrices, build_matrices
from corpus.vocabulary import OUTCOMES
from evals.stages import baselines
from evals.stages.evidence import quote_figures
from evals.stages.holdout import (
    SHORT_WRITERS,
    Fold,
    first_layer_only,
    held_out_model,
    make_folds,
    stacked,
)
from evals.stages.metrics import macro_f1, measure

Report = Callable[[str], None]


def compare(embedder: Any, report: Report, nested: bool = False) -> dict[str, Any]:
    """Return {method: figures} on the passages of w1 and on, leave one writer out, and the engine's quotes and confusions."""
    passages = load_passages()
    m = build_matrices(load_sentences(), passages, embedder)
    kept = ~np.isin(m.passage_writers, list(SHORT_WRITERS))
    folds = make_folds(m, report, nested)
    probabilities = stacked(m, folds)
    report("the simpler ways")
    methods = {
        "keywords": baselines.keywords(passages),
        "floor: n-grams of the whole text": baselines.floor(passages),
        "mean MiniLM vector": baselines.mean_vector(m),
        "MiniLM sentence signals, linear, learned aggregation": baselines.linear_signals(m),
        "n-grams of what counts, with the short texts": first_layer_only(m, folds, "n-grams"),
        "network over sentences": first_layer_only(m, folds, "network"),
        "n-grams + network, stacked": probabilities,
    }
    report("the engine itself, on each held-out writer")
    assessments = engine_assessments(m, folds, embedder)
    methods["engine as shipped"] = np.array([as_row(a) for a in assessments.values()])[np.argsort(list(assessments))]
    labels = m.passage_labels[kept]
    figures = {
        name: measure(labels, p if len(p) == kept.sum() else p[kept]) | {"by_writer": by_writer(m, kept, p)}
        for name, p in methods.items()
    }
    shown = [passages[i] for i in sorted(assessments)]
    return {
        "methods": figures,
        "short_held_out": {
            writer: measure(m.passage_labels[own], probabilities[own])
            for writer in sorted(SHORT_WRITERS)
            for own in [m.passage_writers == writer]
        },
        "quotes": quote_figures(shown, [assessments[i] for i in sorted(assessments)]),
        "confusion": confusion(labels, methods["engine as shipped"]),
        "wrong": [
            {"id": p.id, "label": p.label, "outcome": a.outcome, "confidence": round(a.confidence, 3)}
            for p, a in zip(shown, (assessments[i] for i in sorted(assessments)), strict=True)
            if a.outcome != p.label
        ],
    }


def engine_assessments(m: Matrices, folds: list[Fold], embedder: Any) -> dict[int, Assessment]:
    """Return the engine's assessment of each held-out passage by its position, every one from a model without its writer."""
    passages, shipped = load_passages(), load_model()
    found: dict[int, Assessment] = {}
    for fold in (f for f in folds if f.writer not in SHORT_WRITERS):
        engine = StageEngine(embedder, model=held_out_model(m, fold, shipped))
        for row in fold.rows:
            found[int(row)] = engine.assess(passages[row].texts)
    return found


def as_row(assessment: Assessment) -> np.ndarray:
    """Return the probabilities of the seven outcomes, shape (7,), that an assessment holds."""
    nameable = 1 - assessment.p_insufficient - assessment.p_out_of_scope
    stages = [p * nameable for p in assessment.probabilities.values()]
    return np.array([*stages, assessment.p_insufficient, assessment.p_out_of_scope])


def by_writer(m: Matrices, kept: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """Return macro-F1 for each held-out writer."""
    p = probabilities if len(probabilities) == kept.sum() else probabilities[kept]
    writers, labels = m.passage_writers[kept], m.passage_labels[kept]
    return {w: round(macro_f1(labels[writers == w], p[writers == w]), 3) for w in sorted(set(writers))}


def confusion(labels: np.ndarray, probabilities: np.ndarray) -> list[list[int]]:
    """Return counts, rows the labels and columns the predictions, in the order of `OUTCOMES`."""
    table = np.zeros((len(OUTCOMES), len(OUTCOMES)), dtype=int)
    np.add.at(table, (labels, probabilities.argmax(axis=1)), 1)
    return [[int(n) for n in row] for row in table]
