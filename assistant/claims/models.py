"""The claim checker's records: its reply, and its weights as they stand in the committed file."""

from typing import Any, Literal, get_args

from assistant.models import Record

ClaimLabel = Literal["supported", "partially_supported", "not_supported", "contradicted"]
LABELS: tuple[ClaimLabel, ...] = get_args(ClaimLabel)


class ClaimReply(Record):
    """The JSON of `regrip verify`.

    `score` is the chance, 0..1, that the passages support the whole claim; `label` is `supported` exactly where it reaches the
    weights' threshold. `supporting` lists the passages that carry what is supported, best first; empty for `not_supported` and
    `contradicted`.
    """

    id: str
    label: ClaimLabel
    score: float
    supporting: list[int]


class Line(Record):
    """One logistic unit over the features, standardised."""

    weights: list[float]
    bias: float


class ClaimWeights(Record):
    """The content of `claims.json`. `background` gives stems their rarity; `""` stands for every other stem."""

    format: int
    features: list[str]
    centre: list[float]
    spread: list[float]
    support: Line
    threshold: float
    others: dict[ClaimLabel, Line]
    background: dict[str, float]
    card: dict[str, Any]
