"""What came of a fetch: a result for each original, and how far one is on the way."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, computed_field

from corpus.fetch.kinds import Kind
from corpus.fetch.manifest import Entry

Status = Literal["fetched", "unchanged", "failed", "would_fetch"]


class Result(BaseModel):
    """What came of one original. `reason` is one plain line: why it failed, or what else is worth knowing.

    `file` is the name in the folder; after a failure it names the earlier copy, when there is one.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    url: str
    licence: str
    status: Status
    reason: str = ""
    file: str | None = None
    kind: Kind | None = None
    bytes: int | None = None
    sha256: str | None = None
    content_type: str | None = None
    final_url: str | None = None
    fetched_at: datetime | None = None
    resumed: bool = False

    def __str__(self) -> str:
        said = [self.status.replace("_", " "), self.id, self.file or self.url]
        return "  ".join([*said, *([self.reason] if self.reason else [])])


class FetchReport(BaseModel):
    """Results in the order of the manifest. `complete` is false while the fetch runs, and stays so when it was stopped."""

    model_config = ConfigDict(frozen=True)

    started: datetime
    ended: datetime | None = None
    complete: bool = False
    dry_run: bool = False
    results: tuple[Result, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> dict[Status, int]:
        """How many originals have each status."""
        found = Counter(result.status for result in self.results)
        return {status: found[status] for status in get_args(Status)}

    @property
    def failed(self) -> list[Result]:
        """The originals that could not be had."""
        return [result for result in self.results if result.status == "failed"]


@dataclass(frozen=True)
class Progress:
    """How far a fetch is. `position` counts originals from 1; `result` is there once this one is done."""

    entry: Entry
    position: int
    total: int
    bytes_done: int = 0
    bytes_total: int | None = None
    result: Result | None = None
