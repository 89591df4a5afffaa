"""A case's documents and the marks on what was said and brought along."""

import shutil
from pathlib import Path

from fastapi import APIRouter, Request, UploadFile

from assistant.api.access import UserCases
from assistant.api.models import DocumentChange, MarkBody, MarkReply
from assistant.cases.models import FileResult, Removed, Upload
from assistant.cases.words import file_name
from assistant.errors import QuestionError, StateError
from assistant.state.case_models import CaseDocument, CaseDocumentText, CaseMark

router = APIRouter(prefix="/cases/{case_id}", tags=["documents"])


@router.get("/documents")
def list_documents(case_id: str, cases: UserCases) -> list[CaseDocument]:
    """Return a case's documents by date, without their texts."""
    return cases.documents.listed(case_id)


@router.post("/documents")
def upload_documents(case_id: str, files: list[UploadFile], cases: UserCases, request: Request) -> list[FileResult]:
    """Add files to a case: what came of each, in order. A refused file stops none of the others."""
    most = cases.settings.limits.upload_files
    if len(files) > most:
        raise QuestionError(f"{len(files)} files, more than {most}; send them in parts")
    cases.documents.listed(case_id)
    with cases.originals.incoming() as folder:
        uploads = [received(file, folder / str(number)) for number, file in enumerate(files)]
        results = cases.add_documents(case_id, uploads)
    for result in results:
        if result.code is not None:
            request.app.state.metrics.unread.labels(result.code).inc()
    return results


def received(file: UploadFile, folder: Path) -> Upload:
    """Put a file where the readers of files can open it, under a name that can do no harm. Raises StateError when there is no room."""
    sent = file.filename or ""
    path = folder / file_name(sent)
    try:
        folder.mkdir()
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
    except OSError as error:
        raise StateError(
            f"the upload cannot be written ({error.strerror}); make room on the disk of the home folder"
        ) from error
    return Upload(sent, path)


@router.get("/documents/{document_id}")
def get_document(case_id: str, document_id: str, cases: UserCases) -> CaseDocumentText:
    """Return a document with its text."""
    return cases.documents.get(case_id, document_id)


@router.patch("/documents/{document_id}")
def change_document(case_id: str, document_id: str, body: DocumentChange, cases: UserCases) -> CaseDocument:
    """Change a document's title or date. 409 when it has changed since `version`."""
    return cases.change_document(case_id, document_id, body.version, body.title, body.date)


@router.delete("/documents/{document_id}")
def remove_document(case_id: str, document_id: str, cases: UserCases) -> Removed:
    """Take a document out of a case, with the marks on it and its words in earlier answers."""
    return cases.remove_document(case_id, document_id)


@router.get("/marks")
def list_marks(case_id: str, cases: UserCases) -> list[CaseMark]:
    """Return the marks of a case, oldest first."""
    return cases.documents.marks(case_id)


@router.post("/marks", status_code=201)
def add_mark(case_id: str, body: MarkBody, cases: UserCases) -> MarkReply:
    """Correct the ledger: what a place in the case's own texts is worth."""
    return MarkReply(added=cases.mark(case_id, body.mark, body.conversation_id))


@router.delete("/marks/{mark_id}")
def remove_mark(case_id: str, mark_id: str, cases: UserCases) -> CaseMark:
    """Take a mark back."""
    return cases.documents.remove_mark(case_id, mark_id)
