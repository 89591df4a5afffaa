"""The API as an application of its own, to be mounted at `/api/v1`."""

from collections.abc import Mapping

from fastapi import Depends, FastAPI
from fastapi.responses import JSONResponse

from assistant.accounts.access import OnThisMachine
from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.people import People
from assistant.api.access import permitted
from assistant.api.door import Doorkeeper, refuse_api
from assistant.api.errors import ErrorReply, add_error_handlers
from assistant.api.guard import ApiGuard
from assistant.api.metrics import Metrics
from assistant.api.models import Health
from assistant.api.routes import (
    account,
    bench,
    cases,
    conversations,
    documents,
    examples,
    exports,
    index,
    library,
    plans,
    screens,
    users,
    verbs,
)
from assistant.api.shares import Share
from assistant.api.trail import Trail
from assistant.assistant import Assistant
from assistant.briefing.writers.filling_apart import TemplateFiller
from assistant.cases import Cases
from assistant.indexing import IndexBuild
from assistant.library import Shelf
from assistant.settings import Settings
from corpus.errors import RegripError

PATH = "/api/v1"
"""Where the API is mounted."""
_LARGEST_JSON = 32_000_000
"""Bytes of a body of JSON: several documents of the longest kind."""
_ERRORS: dict[int | str, dict[str, object]] = {
    code: {"model": ErrorReply, "description": words}
    for code, words in {
        400: "the body is no JSON or form at all",
        401: "nobody has said who they are",
        403: "the user may not do this",
        404: "what was named is not there, or is not for this user to see",
        409: "it has changed since it was read, nothing is kept, or there are no accounts",
        413: "the request is too large",
        422: "the input cannot be read",
        429: "there were too many tries, or more ask at this moment than can be answered; `Retry-After` says when to try again",
        503: "the record, the index or a model cannot be used now",
    }.items()
}


def create_api(assistant: Assistant, settings: Settings, accounts: AccountsInUse | None = None) -> FastAPI:
    """Return the API on an assistant; without a record it has the verbs and no cases. What interrupted work left is tidied up.

    Without `accounts` this machine is its one user.
    """
    app = FastAPI(
        title="Regrip",
        version="1",
        summary="What stage a children's social care service is in, what to do next, and the passage behind every claim.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        dependencies=[Depends(permitted)],
        responses=_ERRORS,
    )
    app.state.assistant, app.state.settings, app.state.metrics = assistant, settings, Metrics()
    app.state.index_build = IndexBuild(assistant)
    app.state.filler = TemplateFiller(settings.files)
    app.state.shelf = Shelf(settings.home)
    app.state.accounts, app.state.people = accounts, People(accounts.accounts if accounts else None)
    app.state.access = accounts.access if accounts else OnThisMachine()
    app.state.cases = Cases(assistant, settings) if settings.record.keep else None
    app.state.tidied = app.state.cases.tidy().lines() if app.state.cases is not None else []
    for module in (
        verbs,
        bench,
        examples,
        cases,
        documents,
        plans,
        conversations,
        exports,
        library,
        screens,
        index,
        account,
        users,
    ):
        app.include_router(module.router)
    add_error_handlers(app)
    if accounts is not None:
        app.add_middleware(Trail, audit=accounts.audit)
    app.add_middleware(Share, each=settings.web.requests_each, refused=app.state.metrics.turned_away)
    app.add_middleware(Doorkeeper, access=app.state.access, refuse=refuse_api(accounts is not None))
    uploads = {exports.TEMPLATE: exports.TEMPLATE_LIMIT}
    app.add_middleware(ApiGuard, largest=_LARGEST_JSON, largest_upload=settings.limits.upload_bytes, uploads=uploads)
    return app


def readiness(assistant: Assistant, others: Mapping[str, str] | None = None) -> JSONResponse:
    """Return whether questions can be answered and kept now: 200, or 503 with what is in the way. `others` are checks made elsewhere."""
    others = others or {}
    checks, versions = {"index": "ok", "record": "ok", **others}, dict[str, str]()
    try:
        versions = assistant.ready()
    except RegripError as error:
        checks["index"] = str(error)
    try:
        if assistant.keeps:
            assistant.record_of().ping()
        else:
            checks["record"] = "nothing is kept (record.keep is off)"
    except RegripError as error:
        checks["record"] = str(error)
    ready = all(said == "ok" for name, said in checks.items() if name != "record" or assistant.keeps)
    health = Health(status="ok" if ready else "unready", versions=versions, checks=checks)
    return JSONResponse(health.model_dump(), status_code=200 if ready else 503)
