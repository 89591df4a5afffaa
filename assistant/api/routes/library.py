"""The library: the corpus and the user's own files that belong to no case, to be browsed, searched and read."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BeforeValidator

from assistant.api.access import CurrentUser
from assistant.api.routes.verbs import SharedAssistant
from assistant.errors import NotFound, QuestionError
from assistant.library import Shelf
from assistant.library.finding import best_passages
from assistant.library.models import ShelfDocument, ShelfList
from assistant.timeline.dates import sortable
from corpus.errors import RegripError
from corpus.vocabulary import DocumentStatus, Stage, Theme
from indexes.filters import Filter

router = APIRouter(prefix="/library", tags=["library"])


def shared_shelf(request: Request, _: CurrentUser) -> Shelf:
    """Return the application's one shelf, for whoever has said who they are."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def _empty_is_unset(value: Any) -> Any:
    return value or None


SharedShelf = Annotated[Shelf, Depends(shared_shelf)]
_Unset = BeforeValidator(_empty_is_unset)


@router.get("")
def find_documents(
    shelf: SharedShelf,
    assistant: SharedAssistant,
    q: Annotated[str, Query(max_length=1000)] = "",
    stage: Annotated[Stage | None, _Unset] = None,
    theme: Annotated[Theme | None, _Unset] = None,
    kind: str = "",
    status: Annotated[DocumentStatus | None, _Unset] = None,
    since: str = "",
    until: str = "",
) -> ShelfList:
    """List documents: the newest first, or with words to look for the most relevant first, each with its best passage."""
    holdings = shelf.holdings()
    if kind and kind not in holdings.kinds:
        raise QuestionError(f"kind: there is no such kind of document; it is one of {', '.join(holdings.kinds)}")
    only = Filter(
        stages=frozenset({stage}) if stage else None,
        themes=frozenset({theme}) if theme else None,
        kinds=frozenset({kind}) if kind else None,
        statuses=frozenset({status}) if status else None,
        since=_date("since", since),
        until=_date("until", until),
    )
    if not q.strip():
        return holdings.listed(only)
    results = assistant.search_library(q, only)
    return holdings.found(best_passages(results, assistant.settings.answer.least_relevance))


@router.get("/{document_id}")
def read_document(document_id: str, shelf: SharedShelf, assistant: SharedAssistant) -> ShelfDocument:
    """Return a document to be read, with what it cites and what cites it. It can be read while there is no index."""
    holdings = shelf.holdings()
    if document_id not in holdings.documents:
        raise NotFound("no document of the library has this id; GET /library lists them")
    try:
        chunks = assistant.document(document_id)
    except RegripError:
        chunks = []
    return holdings.read(document_id, chunks)


def _date(name: str, text: str) -> str | None:
    if text and sortable(text) is None:
        raise QuestionError(f"{name}: not a date; it is YYYY, YYYY-MM or YYYY-MM-DD")
    return text.strip() or None
