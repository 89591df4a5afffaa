"""The documents of cases and the marks on what was said and brought along, as rows."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.state.base import UserStore, check_version, new_id, now, touch, utc
from assistant.state.case_models import CaseDocument, CaseDocumentText, CaseMark
from assistant.state.tables import CaseRow, DocumentRow, ExchangeRow, MarkRow


class DocumentStore(UserStore):
    """The documents and marks of the cases that a user owns or shares."""

    def add(self, case_id: str, document: Mapping[str, Any]) -> CaseDocumentText:
        """Keep a document and return it. Raises NotFound, NotAllowed, and Conflict when its content or title is in the case already."""
        with self._writing("the document could not be kept") as session:
            self._case(session, case_id)
            warnings = json.dumps(list(document["warnings"]), ensure_ascii=False)
            values = {**document, "warnings": warnings, "case_id": case_id, "added": now()}
            row = DocumentRow(**({"id": new_id()} | values))
            session.add(row)
            session.flush()
            _changed(session, case_id, line=True)
            return _with_text(row)

    def listed(self, case_id: str) -> list[CaseDocument]:
        """Return a case's documents without their texts, by date and title, undated ones last. Raises NotFound."""
        with self._reading() as session:
            self._case(session, case_id)
            columns = [getattr(DocumentRow, name) for name in (*_PLAIN, "warnings", "added")]
            rows = session.execute(select(*columns).where(DocumentRow.case_id == case_id)).all()
            return [_without_text(row) for row in sorted(rows, key=_place)]

    def texts(self, case_id: str) -> list[CaseDocumentText]:
        """Return a case's documents, by date and title, undated ones last. Raises NotFound."""
        with self._reading() as session:
            self._case(session, case_id)
            rows = session.scalars(select(DocumentRow).where(DocumentRow.case_id == case_id)).all()
            return [_with_text(row) for row in sorted(rows, key=_place)]

    def get(self, case_id: str, document_id: str) -> CaseDocumentText:
        """Return a document. Raises NotFound."""
        with self._reading() as session:
            return _with_text(self._row(session, case_id, document_id))

    def change(
        self, case_id: str, document_id: str, values: Mapping[str, str | None], version: int | None = None
    ) -> CaseDocument:
        """Change title or date and return the document. Raises NotFound, NotAllowed, Conflict for an older version or a title taken."""
        with self._writing("the document could not be changed") as session:
            row = self._row(session, case_id, document_id)
            check_version(row.version, version, "the document")
            for name, value in values.items():
                setattr(row, name, value)
            session.flush()
            _changed(session, case_id, line="date" in values)
            return _without_text(row)

    def remove(
        self, case_id: str, document_id: str, covered: Callable[[str, CaseDocumentText], str]
    ) -> CaseDocumentText:
        """Delete a document with the marks on it, and return it as it was. Raises NotFound, NotAllowed.

        Each answer that read it is put through `covered`, which gets its JSON and the document and returns the JSON to keep.
        """
        with self._writing("the document could not be removed") as session:
            row = self._row(session, case_id, document_id)
            document = _with_text(row)
            read = select(ExchangeRow).where(ExchangeRow.documents.contains(json.dumps(document_id), autoescape=True))
            for exchange in session.scalars(read):
                exchange.answer = covered(exchange.answer, document)
            session.delete(row)
            session.flush()
            _changed(session, case_id, line=True)
            return document

    def add_marks(self, case_id: str, marks: Sequence[Mapping[str, Any]]) -> list[CaseMark]:
        """Keep marks and return them. Raises NotFound, NotAllowed."""
        with self._writing("the mark could not be kept") as session:
            self._case(session, case_id)
            rows = [
                MarkRow(**mark, id=new_id(), case_id=case_id, made_by=self.user.id, made_at=now()) for mark in marks
            ]
            session.add_all(rows)
            session.flush()
            _changed(session, case_id, line=any(row.document_id for row in rows))
            return [_mark(row) for row in rows]

    def marks(self, case_id: str) -> list[CaseMark]:
        """Return a case's marks, oldest first. Raises NotFound."""
        rows = select(MarkRow).where(MarkRow.case_id == case_id).order_by(MarkRow.made_at, MarkRow.id)
        with self._reading() as session:
            self._case(session, case_id)
            return [_mark(row) for row in session.scalars(rows)]

    def remove_mark(self, case_id: str, mark_id: str) -> CaseMark:
        """Delete a mark and return it. Raises NotFound, NotAllowed."""
        with self._writing("the mark could not be removed") as session:
            row = session.get(MarkRow, mark_id)
            if row is None or row.case_id != case_id:
                raise NotFound(f"{mark_id}: the case has no mark with this id")
            session.delete(row)
            session.flush()
            _changed(session, case_id, line=row.document_id is not None)
            return _mark(row)

    def _case(self, session: Session, case_id: str) -> None:
        case = session.get(CaseRow, case_id)
        if case is None or case.deleted_at is not None:
            raise NotFound(f"{case_id}: no case has this id")

    def _row(self, session: Session, case_id: str, document_id: str) -> DocumentRow:
        row = session.get(DocumentRow, document_id)
        if row is None or row.case_id != case_id:
            raise NotFound(f"{document_id}: the case has no document with this id")
        return row


_PLAIN = ("id", "case_id", "title", "name", "date", "kind", "sha256", "words", "kept", "version")


def _changed(session: Session, case_id: str, line: bool) -> None:
    """Say in the case that something in it changed; with `line`, that its timeline has to be drawn anew."""
    touch(session, case_id, **({"last_direction": None} if line else {}))


def _place(row: Any) -> tuple[bool, str, str]:
    return (row.date is None, row.date or "", row.title)


def _values(row: Any) -> dict[str, Any]:
    return {n: getattr(row, n) for n in _PLAIN} | {"warnings": json.loads(row.warnings), "added": utc(row.added)}


def _without_text(row: Any) -> CaseDocument:
    return CaseDocument(**_values(row))


def _with_text(row: DocumentRow) -> CaseDocumentText:
    return CaseDocumentText(**_values(row), text=row.text)


def _mark(row: MarkRow) -> CaseMark:
    plain = {name: getattr(row, name) for name in CaseMark.model_fields if name != "made_at"}
    return CaseMark(**plain, made_at=utc(row.made_at))
