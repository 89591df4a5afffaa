"""What a search may find: a filter over documents, decided in memory for many documents at once.

All that can be filtered is known of documents, not of single passages, so the vector store is never asked.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from corpus.models import DocumentInfo, IsoDate
from corpus.vocabulary import DocumentStatus, Stage, Theme

Marks = np.ndarray
"""One truth value for each document or row."""


class Filter(BaseModel):
    """Which documents a search may find: those that every part that is set allows. A part that is None allows all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stages: frozenset[Stage] | None = None
    """Documents that speak of any of these stages."""
    themes: frozenset[Theme] | None = None
    """Documents about any of these themes."""
    kinds: frozenset[str] | None = None
    statuses: frozenset[DocumentStatus] | None = None
    cases: frozenset[str | None] | None = None
    """Files of these cases; None among them stands for what belongs to no case, such as the corpus."""
    documents: frozenset[str] | None = None
    """Documents with these ids."""
    since: IsoDate | None = None
    """Documents whose date may lie on or after the first day of this year, month or day."""
    until: IsoDate | None = None
    """Documents whose date may lie on or before the last day of this year, month or day."""

    @classmethod
    def of_case(cls, case: str | None) -> "Filter":
        """Return the filter that keeps out the files of every case but `case`."""
        return cls(cases=frozenset({None, case}))

    def allows(self, info: DocumentInfo) -> bool:
        """Return whether a search with this filter may find passages of the document."""
        return all(allowed(read(info)) for read, allowed in self.parts())

    def parts(self) -> list[tuple["Reading", Callable[[Any], bool]]]:
        """Return what is set: how a value is read from a document, and whether a value is allowed."""
        stages, kinds, statuses, cases, documents = (
            self.stages,
            self.kinds,
            self.statuses,
            self.cases,
            self.documents,
        )
        parts: list[tuple[Reading, Callable[[Any], bool]]] = []
        if stages is not None:
            parts.append((read_stages, lambda value: not stages.isdisjoint(value)))
        if (themes := self.themes) is not None:
            parts.append((read_themes, lambda value: not themes.isdisjoint(value)))
        for read, wanted in ((read_kind, kinds), (read_status, statuses), (read_case, cases), (read_id, documents)):
            if wanted is not None:
                parts.append((read, wanted.__contains__))
        if self.since is not None or self.until is not None:
            parts.append((read_date, self._in_range))
        return parts

    def _in_range(self, date: str) -> bool:
        return (self.since is None or _last(date) >= self.since) and (self.until is None or date <= _last(self.until))


Reading = Callable[[DocumentInfo], Any]


def read_stages(info: DocumentInfo) -> frozenset[str]:
    """Return the stages that a document speaks of: those it is about, the one it describes, those it says the fit for."""
    return frozenset(filter(None, (*info.stages, *info.fit, info.stage)))


def read_themes(info: DocumentInfo) -> frozenset[str]:
    """Return the themes that a document is about."""
    return frozenset(info.themes)


def read_kind(info: DocumentInfo) -> str:
    """Return the kind of document."""
    return info.kind


def read_status(info: DocumentInfo) -> str:
    """Return whether the document is current, superseded or historical."""
    return info.status


def read_case(info: DocumentInfo) -> str | None:
    """Return the case that a user's file belongs to."""
    return info.case


def read_id(info: DocumentInfo) -> str:
    """Return the document's id."""
    return info.id


def read_date(info: DocumentInfo) -> str:
    """Return the document's date, which may be a year or a month."""
    return info.date


class Columns:
    """The documents of a generation, read so that a filter is decided once for each value there is, not for each document."""

    def __init__(self, infos: Sequence[DocumentInfo]) -> None:
        self._infos = infos
        self._held: dict[Reading, tuple[list[Any], np.ndarray]] = {}

    def marks(self, only: Filter) -> Marks:
        """Return for each document whether `only` allows it."""
        marks = np.ones(len(self._infos), dtype=bool)
        for read, allowed in only.parts():
            values, codes = self._column(read)
            marks &= np.fromiter(map(allowed, values), dtype=bool, count=len(values))[codes]
        return marks

    def _column(self, read: Reading) -> tuple[list[Any], np.ndarray]:
        """Return the values there are and the place of each document's among them, made at the first need."""
        if read not in self._held:
            places: dict[Any, int] = {}
            codes = np.fromiter((places.setdefault(read(info), len(places)) for info in self._infos), dtype=np.int32)
            self._held[read] = (list(places), codes)
        return self._held[read]


def _last(date: str) -> str:
    """Return a text that sorts with or after every day of a year or month."""
    return date if len(date) == 10 else f"{date}-99"
