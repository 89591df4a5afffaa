"""The short texts of `evals/sets/stage-typed.dev.jsonl`: what a hurried user types. Never trained on; read by the shipped model."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine import StageEngine
from assistant.training.bank import LabelledPassage, passage_from
from corpus.vocabulary import OUTCOMES
from evals.stages.metrics import measure

FILE = Path(__file__).parent.parent / "sets" / "stage-typed.dev.jsonl"


def load_short() -> list[LabelledPassage]:
    """Return the short texts in order of the file."""
    return [passage_from(json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines() if line.strip()]


def short_figures(embedder: Any) -> dict[str, Any]:
    """Return the figures of the shipped model on the short texts, and the texts it gets wrong."""
    from evals.stages.compare import as_row

    engine, texts = StageEngine(embedder), load_short()
    assessments = [engine.assess(t.texts) for t in texts]
    labels = np.array([OUTCOMES.index(t.label) for t in texts])
    wrong = [
        {"id": t.id, "label": t.label, "outcome": a.outcome, "confidence": round(a.confidence, 3)}
        for t, a in zip(texts, assessments, strict=True)
        if a.outcome != t.label
    ]
    return {"figures": measure(labels, np.array([as_row(a) for a in assessments])), "wrong": wrong}
