"""The rubric's indicators as a signal bears them: the nearest one, its words, its theme and the sources behind it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from assistant.engine.artefacts import StageModel
from corpus.vocabulary import Stage

NAMED_FROM = 0.35
"""The least cosine at which words are called an indicator's. Of 72 quotes in accounts written to try it none of the 42 that bore the right
code lay below, and four of the 30 others."""


def nearest_indicator(vector: np.ndarray, stage: Stage, model: StageModel, least: float = -1.0) -> str | None:
    """Return the code of the indicator of `stage` that lies nearest to a sentence's unit vector, None where none is as near as `least`.

    Nearness is the highest cosine with the indicator's own text or one of its examples in plain speech.
    """
    of_stage = {indicator["code"] for indicator in model.rubric["indicators"] if indicator["stage"] == stage}
    signs = [*model.rubric["indicators"], *model.rubric["examples"]]
    rows = [i for i, sign in enumerate(signs) if sign["code"] in of_stage]
    if not rows:
        return None
    near = model.tensors["indicators"][rows] @ vector
    best = int(np.argmax(near))
    return str(signs[rows[best]]["code"]) if near[best] >= least else None


def find_indicator(code: str | None, rubric: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the rubric says of an indicator, empty when it has none of that code."""
    return next((indicator for indicator in rubric["indicators"] if indicator["code"] == code), {})


def indicator_fields(code: str | None, model: StageModel) -> dict[str, Any]:
    """Return the fields of a signal that name its indicator: the code, its words and the ids of its sources."""
    known = find_indicator(code, model.rubric)
    return {
        "indicator": code,
        "indicator_text": known.get("text"),
        "indicator_sources": list(known.get("sources", [])),
    }
