"""What the engine needs of the rubric: indicators by stage, with what to ask, and the questions that tell stages apart."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import corpus
from corpus.vocabulary import STAGES


def extract_rubric() -> dict[str, Any]:
    """Return what `corpus/rubric.yaml` says of the five stages, with examples of its signs in plain speech.

    The form: {"indicators": [{code, stage, theme, weight, text, ask, sources}], "questions": [{step, question}],
    "examples": [{code, text}], "comparators": [{measure, unit, as_at, values, unverified, local_range, sources}]}, the last as
    `extract_comparators` gives them. `sources` are ids of the register, none where the indicator is our own judgement.
    The examples are `indicator_examples.jsonl`: they place a quote at the sign it is an instance of, and train nothing.
    """
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
            "sources": indicator.get("sources", []),
        }
        for stage in rubric["stages"]
        if stage["id"] in STAGES
        for indicator in stage["indicators"]
    ]
    questions = [{"step": q["step"], "question": q["question"]} for q in rubric["discriminating_questions"]]
    lines = (Path(__file__).parent / "indicator_examples.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line) for line in lines if line.strip()]
    return {
        "version": rubric["version"],
        "indicators": indicators,
        "questions": questions,
        "examples": examples,
        "comparators": extract_comparators(rubric),
    }


def extract_comparators(rubric: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the national figures that are given year by year, with the years that Regrip has not verified (mark B)."""
    return [
        {
            "measure": row["measure"],
            "unit": row["unit"],
            "as_at": row["as_at"],
            "values": {str(year): value for year, value in row["values"].items()},
            "unverified": [str(year) for year, mark in row["marks"].items() if mark != "V"],
            "local_range": row.get("local_range"),
            "sources": row["sources"],
        }
        for row in rubric["national_comparators"]
        if all(isinstance(year, int) for year in row["values"])
    ]


def sign_texts(rubric: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (code, text) of every indicator and then of every example, in the order of the model's sign vectors."""
    return [(row["code"], row["text"]) for row in (*rubric["indicators"], *rubric["examples"])]
