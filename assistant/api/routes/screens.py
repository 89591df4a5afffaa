"""The words of every screen, and the facts of the settings page."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Response

from assistant.api.access import CurrentPrincipal
from assistant.api.routes.library import SharedShelf
from assistant.api.routes.verbs import SharedAssistant
from assistant.facts import SettingsFacts, settings_facts
from assistant.rendering.vocabulary import Vocabulary, vocabulary
from corpus.errors import RegripError

router = APIRouter(tags=["screens"])
_UNCHANGED: dict[int | str, dict[str, object]] = {304: {"description": "The words are as the ETag that was sent says."}}


@router.get("/vocabulary", response_model=Vocabulary, responses=_UNCHANGED)
def get_vocabulary(
    shelf: SharedShelf, response: Response, if_none_match: Annotated[str, Header()] = ""
) -> Vocabulary | Response:
    """Return what a person reads for every fixed word. The reply bears an ETag; with it in `If-None-Match`, 304 when nothing changed."""
    words = vocabulary(shelf.holdings().kinds)
    tag = f'"{hashlib.sha256(words.model_dump_json().encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return words


@router.get("/settings")
def get_settings(assistant: SharedAssistant, principal: CurrentPrincipal) -> SettingsFacts:
    """Return where data lies, which models are in use and what leaves the machine. No secret is among it.

    Files of cases are counted for those alone who build the index.
    """
    try:
        versions = assistant.ready()
    except RegripError:
        versions = assistant.versions()
    facts = settings_facts(assistant.settings, versions)
    if principal.may("build_index") or not facts.index.documents:
        return facts
    documents, passages = assistant.public_counts()
    return facts.model_copy(
        update={"index": facts.index.model_copy(update={"documents": documents, "passages": passages})}
    )
