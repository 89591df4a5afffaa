"""The records of a batch of briefings."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field

from assistant.models import Record
from assistant.rendering.names import DIRECTION_NAMES
from assistant.timeline.dates import sortable
from assistant.timeline.models import Direction
from corpus.vocabulary import STAGE_NAMES, Outcome, Stage

if TYPE_CHECKING:
    from assistant.briefing.material import Material

RowStatus = Literal["written", "unchanged", "failed"]


class Row(Record):
    """A case of a batch: what came of it, and what its briefing says. `reason` is why a `failed` one has none.

    `confidence` is the calibrated chance, 0..1, that the outcome is right; `refused` are files of the case that could not be read.
    """

    case: str
    status: RowStatus
    reason: str = ""
    outcome: Outcome | None = None
    confidence: float | None = None
    plausible: list[Stage] = Field(default=[])
    direction: Direction | None = None
    documents: int = 0
    newest: str = ""
    mismatches: int | None = None
    file: str = ""
    fingerprint: str = ""
    refused: list[str] = Field(default=[])

    @classmethod
    def of(cls, name: str, material: "Material", file: str, fingerprint: str, refused: list[str]) -> Self:
        """Return the row of a briefing that is written."""
        assessment, line, check = material.answer.assessment, material.timeline, material.plan
        return cls(
            case=name,
            status="written",
            outcome=assessment.outcome if assessment else None,
            confidence=assessment.confidence if assessment else None,
            plausible=assessment.plausible if assessment else [],
            direction=line.direction if line else None,
            documents=len(material.documents),
            newest=max((d.date for d in material.documents if d.date), key=lambda d: sortable(d) or "", default=""),
            mismatches=sum(action.fit == "mismatch" for action in check.actions) if check else None,
            file=file,
            fingerprint=fingerprint,
            refused=refused,
        )

    def stands(self, fingerprint: str, out: Path) -> bool:
        """Return whether a briefing of the same files is there already."""
        return self.status != "failed" and self.fingerprint == fingerprint and (out / self.file).is_file()

    @property
    def words(self) -> str:
        """What came of the case, in words."""
        if self.status == "failed":
            return f"failed: {self.reason}"
        stage = STAGE_NAMES[self.outcome] if self.outcome else "no stage asked for"
        left = f", {len(self.refused)} file{'s' if len(self.refused) > 1 else ''} left out" if self.refused else ""
        return f"{self.status}, {stage}{left}"

    def cells(self) -> list[str | float | int | None]:
        """Return the row of the summary."""
        return [
            self.case,
            self.status,
            STAGE_NAMES[self.outcome].capitalize() if self.outcome else "",
            round(self.confidence, 2) if self.confidence is not None else None,
            ", ".join(STAGE_NAMES[stage] for stage in self.plausible),
            DIRECTION_NAMES[self.direction] if self.direction else "",
            self.documents,
            self.newest,
            self.mismatches,
            self.file,
            " ".join([self.reason, *self.refused]).strip(),
        ]


class Rows(Record):
    """What a batch leaves beside its briefings, so that it can go on."""

    rows: list[Row]
