"""The rubric as people read it: what each stage is in a sentence, what helps there, and the signs by their codes."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from corpus.vocabulary import STAGES, Stage
from corpus.yaml import read_yaml


class StageLines(BaseModel):
    """A stage in two sentences: its mechanism, and what helps there."""

    model_config = ConfigDict(frozen=True)

    id: Stage
    mechanism: str
    helps: str


class Indicator(BaseModel):
    """A sign of a stage."""

    model_config = ConfigDict(frozen=True)

    code: str
    stage: Stage
    text: str


def stage_lines() -> list[StageLines]:
    """Return the five stages in order of difficulty."""
    return [StageLines(id=s["id"], mechanism=s["one_line"], helps=s["posture"]) for s in _stages()]


def indicators() -> list[Indicator]:
    """Return the signs of the five stages in the rubric's order."""
    return [Indicator(code=i["code"], stage=s["id"], text=i["text"]) for s in _stages() for i in s["indicators"]]


@cache
def _stages() -> tuple[dict[str, Any], ...]:
    rubric = read_yaml((Path(__file__).parent / "rubric.yaml").read_text(encoding="utf-8"))
    by_id = {stage["id"]: stage for stage in rubric["stages"]}
    return tuple(by_id[stage] for stage in STAGES)
