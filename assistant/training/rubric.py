"""What the engine needs of the rubric: indicators by stage, with what to ask, and the questions that tell stages apart."""

from pathlib import Path
from typing import Any

import yaml

import corpus
from corpus.vocabulary import STAGES


def extract_rubric() -> dict[str, Any]:
    """Return {"indicators": [{code, stage, theme, weight, text, ask}], "questions": [{step, question}]} from `corpus/rubric.yaml`."""
    path = Path(corpus.__file__).parent / "rubric.yaml"
    rubric = yaml.safe_load(path.read_text(encoding="utf-8"))
    indicators = [
        {
            "code": indicator["code"],
            "stage": stage["id"],
            "theme": indicator["theme"],
            "weight": indicator["weight"],
            "text": indicator["text"],
            "ask": indicator.get("ask"),
        }
        for stage in rubric["stages"]
        if stage["id"] in STAGES
        for indicator in stage["indicators"]
    ]
    questions = [{"step": q["step"], "question": q["question"]} for q in rubric["discriminating_questions"]]
    return {"version": rubric["version"], "indicators": indicators, "questions": questions}
