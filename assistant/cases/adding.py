"""Files into a case: read, refused by name, recognised by content, told apart by title."""

import hashlib
from collections.abc import Sequence
from itertools import count
from typing import Any

from assistant.cases.models import FileResult, Upload
from assistant.cases.originals import Originals
from assistant.cases.words import LONGEST_NAME, file_name
from assistant.errors import Conflict
from assistant.settings import Settings
from assistant.state.case_models import CaseDocument, CaseDocumentText
from assistant.state.documents import DocumentStore
from assistant.timeline.dates import date_in_name
from corpus.alike import alike, runs_of
from corpus.errors import RegripError
from corpus.files import FileText, read_file
from corpus.hygiene import clean

_TRIES = 5
"""How often a document is offered to the record where others add documents of the same name at the same time."""


def add_files(
    store: DocumentStore, originals: Originals, settings: Settings, case_id: str, uploads: Sequence[Upload]
) -> list[FileResult]:
    """Read files and keep them in the case; what came of each, in the order given. One bad file never stops the rest.

    Raises NotFound or NotAllowed for the case, and StateError when nothing can be written.
    """
    return [_add(store, originals, settings, case_id, upload) for upload in uploads]


def _add(store: DocumentStore, originals: Originals, settings: Settings, case_id: str, upload: Upload) -> FileResult:
    name = file_name(upload.name)
    held = store.texts(case_id)
    if (known := _known(held, upload)) is not None:
        return FileResult(name=name, outcome="known", document=known, reason=f"the same content as {known.title}")
    if len(held) >= settings.limits.case_documents:
        return _refused(
            name, "too_many", f"{name}: the case has {len(held)} documents, the most it may have; remove some"
        )
    try:
        read = read_file(upload.path, settings.files, store.user.shares_with)
    except RegripError as error:
        return _refused(name, error.code, str(error))
    if len(read.text) > settings.limits.document_chars:
        return _refused(
            name,
            "too_long",
            f"{name}: {len(read.text):,} characters, more than {settings.limits.document_chars:,}; cut it into parts",
        )
    if settings.record.originals:
        originals.keep(case_id, read.sha256, upload.path)
    cleaned = clean(read.text)
    warnings = [*read.warnings, *cleaned.warnings]
    near = _near(held, cleaned.text)
    document = _keep(store, case_id, _values(name, read, cleaned.text, warnings, settings.record.originals))
    shown = CaseDocument(**document.model_dump(exclude={"text"}))
    return FileResult(name=name, outcome="added", document=shown, near=near, warnings=warnings)


def _known(held: Sequence[CaseDocumentText], upload: Upload) -> CaseDocument | None:
    with upload.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return next((CaseDocument(**d.model_dump(exclude={"text"})) for d in held if d.sha256 == sha256), None)


def _near(held: Sequence[CaseDocumentText], text: str) -> str | None:
    mine = runs_of(text)
    return next((document.title for document in held if alike(mine, runs_of(document.text))), None)


def _values(name: str, read: FileText, text: str, warnings: list[str], kept: bool) -> dict[str, Any]:
    """A date in the file's name goes before the one that the file states of itself."""
    return {
        "name": name,
        "title": name,
        "date": date_in_name(name) or read.date,
        "kind": read.kind,
        "sha256": read.sha256,
        "words": len(text.split()),
        "text": text,
        "warnings": warnings,
        "kept": kept,
    }


def _keep(store: DocumentStore, case_id: str, values: dict[str, Any]) -> CaseDocumentText:
    """Keep the document under the first free title: the engine tells texts apart by title."""
    for tried in count(1):
        held = store.listed(case_id)
        if (same := next((d for d in held if d.sha256 == values["sha256"]), None)) is not None:
            return store.get(case_id, same.id)
        try:
            return store.add(case_id, values | {"title": free_title(values["name"], {d.title for d in held})})
        except Conflict:
            if tried == _TRIES:
                raise
    raise AssertionError("count never ends")


def free_title(name: str, taken: set[str]) -> str:
    """Return `name`, with a number behind it where a document is called that already."""
    names = (name if number == 1 else f"{name[: LONGEST_NAME - 8]} ({number})" for number in count(1))
    return next(title for title in names if title not in taken)


def _refused(name: str, code: str, reason: str) -> FileResult:
    return FileResult(name=name, outcome="refused", code=code, reason=reason)
