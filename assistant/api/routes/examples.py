"""Fictional services to explore, each made a case of the user's own on request."""

from fastapi import APIRouter, Request

from assistant import examples
from assistant.api.access import UserCases
from assistant.cases.models import LoadedExample

router = APIRouter(prefix="/examples", tags=["examples"])


@router.get("")
def list_examples() -> list[examples.ExampleListed]:
    """Return the fictional services that can be explored."""
    return examples.listed()


@router.post("/{example_id}", status_code=201)
def load_example(request: Request, example_id: str, cases: UserCases) -> LoadedExample:
    """Make a case of an example, with its papers; a second one gets a number behind its name. Nothing is asked yet."""
    loaded = cases.load_example(example_id)
    request.state.made = loaded.case.id
    return loaded
