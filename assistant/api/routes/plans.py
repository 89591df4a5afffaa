"""Improvement plans: read from a file or a pasted text, and kept in a case."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from assistant.api.access import CurrentUser, UserCases
from assistant.api.models import CasePlanKept, PlanReply, PlanTextBody
from assistant.api.routes.documents import received
from assistant.cases.originals import Originals
from assistant.errors import QuestionError
from assistant.plans.models import PlanRead
from assistant.plans.reading import plan_in, plan_in_text
from assistant.settings import Settings
from assistant.state.case_models import CasePlan
from corpus.files import read_file

router = APIRouter(tags=["plans"])
_JSON_TOO: dict[str, Any] = {
    "requestBody": {"content": {"application/json": {"schema": PlanTextBody.model_json_schema()}}}
}


async def pasted_text(request: Request) -> str | None:
    """Return the text of a body of JSON, None for a body of another kind. Raises RequestValidationError."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        return PlanTextBody.model_validate_json(await request.body()).text
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


@router.post("/plan/read", openapi_extra=_JSON_TOO)
def read_plan(
    request: Request,
    user: CurrentUser,
    text: Annotated[str | None, Depends(pasted_text)],
    file: UploadFile | None = None,
) -> PlanRead:
    """Return the actions of a plan in a file, or in a text sent as JSON. Nothing of it is kept."""
    settings: Settings = request.app.state.settings
    longest = settings.limits.document_chars
    if text is not None:
        return plan_in_text(text, longest)
    if file is None:
        raise QuestionError("there is no plan; send a form with a file, or a text as JSON")
    with Originals(settings.home).incoming() as folder:
        read = read_file(received(file, folder / "plan").path, settings.files, user.shares_with)
    return plan_in(read, longest)


@router.get("/cases/{case_id}/plan")
def get_plan(case_id: str, cases: UserCases) -> PlanReply:
    """Return the plan of a case."""
    return PlanReply(plan=cases.plans.get(case_id))


@router.put("/cases/{case_id}/plan")
def save_plan(case_id: str, body: CasePlanKept, cases: UserCases) -> CasePlan:
    """Keep the plan of a case. 409 when it has changed since `version`."""
    return cases.save_plan(case_id, [action.text for action in body.actions], body.version)


@router.delete("/cases/{case_id}/plan", status_code=204)
def drop_plan(case_id: str, cases: UserCases) -> Response:
    """Throw the plan of a case away."""
    cases.plans.remove(case_id)
    return Response(status_code=204)
