"""A case's improvement plan."""

from fastapi import APIRouter, Response

from assistant.api.access import UserCases
from assistant.api.models import CasePlanKept, PlanReply
from assistant.state.case_models import CasePlan

router = APIRouter(tags=["plans"])


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
