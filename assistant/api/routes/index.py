"""The index: how it is, and building it while the application runs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from assistant.api.access import CurrentPrincipal, CurrentUser
from assistant.api.routes.verbs import SharedAssistant
from assistant.indexing import IndexBuild, IndexState

router = APIRouter(prefix="/index", tags=["index"])


def index_build(request: Request, _: CurrentUser) -> IndexBuild:
    """Return the application's one builder, for whoever has said who they are."""
    build: IndexBuild = request.app.state.index_build
    return build


SharedBuild = Annotated[IndexBuild, Depends(index_build)]


@router.get("")
def get_index(build: SharedBuild, assistant: SharedAssistant, principal: CurrentPrincipal) -> IndexState:
    """Say whether there is an index, and how far a build is. Files of cases are counted for those alone who build it."""
    state = build.state()
    if principal.may("build_index") or not state.total:
        return state
    passages = assistant.public_counts()[1]
    done = passages * state.done // state.total
    return state.model_copy(update={"done": done, "total": passages})


@router.post("/build", status_code=202)
def build_index(build: SharedBuild) -> IndexState:
    """Begin to build the index, or to bring it up to date; while a build is running, say how far it is."""
    return build.start()
