"""What a judge says of one answer, and the scales on which it is said."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from assistant.models import Record

NO_CLAIMS = 0
"""The choice of `supported` for an answer that claims nothing; kept as None, because it is no place on the scale."""
LONGEST_NOTE = 2000


class Rating(Record):
    """A line of `ratings/<judge>.jsonl`: what one judge says of one result of the run. A later line replaces an earlier one."""

    id: str
    judge: str
    helpful: int = Field(ge=1, le=5)
    right_stage: Literal["yes", "no", "does_not_apply", "cannot_tell"]
    supported: int | None = Field(ge=1, le=5)
    """None when the answer claims nothing."""
    missing: int = Field(ge=0, le=3)
    missing_what: str = Field(default="", max_length=LONGEST_NOTE)
    harmful: Literal["no", "yes"]
    harmful_what: str = Field(default="", max_length=LONGEST_NOTE)
    rated: str
    """When, in UTC."""


@dataclass(frozen=True)
class Scale:
    """One question to the judge. On an ordinal scale the distance between two ratings counts, on others only whether they agree."""

    name: str
    asks: str
    choices: tuple[tuple[str, int | str], ...]
    """What the judge reads, and the value."""
    ordinal: bool = False
    outside: tuple[int | str, ...] = ()
    """Choices that are no place on the scale: left out of its mean, and of agreement where it is ordinal."""

    @property
    def labels(self) -> list[int | str]:
        """The values between which agreement is measured."""
        return [value for _, value in self.choices if not (self.ordinal and value in self.outside)]

    def number(self, rating: Rating) -> float | None:
        """Return the rating as a number for means (yes is 1, no is 0), None when it is no place on the scale."""
        value: Any = getattr(rating, self.name)
        if value is None or value in self.outside:
            return None
        return {"no": 0.0, "yes": 1.0}[value] if isinstance(value, str) else float(value)


SCALES = (
    Scale(
        "helpful",
        "How helpful is the answer?",
        (("1 no use", 1), ("2", 2), ("3 partly", 3), ("4", 4), ("5 very", 5)),
        ordinal=True,
    ),
    Scale(
        "right_stage",
        "Does it name the right stage?",
        (
            ("Yes", "yes"),
            ("No", "no"),
            ("Does not apply", "does_not_apply"),
            ("Cannot tell", "cannot_tell"),
        ),
        outside=("does_not_apply", "cannot_tell"),
    ),
    Scale(
        "supported",
        "Is every claim carried by its passage?",
        (("1 none", 1), ("2", 2), ("3 half", 3), ("4", 4), ("5 all", 5), ("No claims", NO_CLAIMS)),
        ordinal=True,
        outside=(NO_CLAIMS,),
    ),
    Scale(
        "missing",
        "How much is missing?",
        (("0 nothing", 0), ("1 little", 1), ("2 much", 2), ("3 the main thing", 3)),
        ordinal=True,
    ),
    Scale("harmful", "Could it do harm if followed?", (("No", "no"), ("Yes", "yes"))),
)
