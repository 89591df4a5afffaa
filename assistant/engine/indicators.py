"""The rubric's indicators as a signal bears them: the nearest one, its words, its theme and the sources behind it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from assistant.engine.artefacts import StageModel
from corpus.vocabulary import Stage


def nearest_indicator(vector: np.ndarray, stage: Stage, model: StageModel) -> str | None:
    """Return the code of the indicator of `stage` that lies nearest to a sentence's unit vector.

    Nearness is the highest cosine with the indicator's own text or one of its examples in plain speech.
    """
    of_stage = {indicator["code"] for indicator in model.rubric["indicators"] if indicator["stage"] == stage}
    signs = [*model.rubric["indicators"], *model.rubric["examples"]]
    rows = [i for i, sign in enumerate(signs) if sign["code"] in of_stage]
    if not rows:
        return None
    return str(signs[rows[int(np.argmax(model.tensors["indicators"][rows] @ vector))]]["code"])


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
