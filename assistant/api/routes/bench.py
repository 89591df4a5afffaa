"""Services side by side: cases of the user's, and services that are sent along."""

from fastapi import APIRouter

from assistant.api.access import UserCases
from assistant.api.models import CompareBody
from assistant.comparing.models import Comparison
from assistant.comparing.sides import Service
from assistant.models import Question

router = APIRouter(tags=["verbs"])


@router.post("/compare")
def compare(body: CompareBody, cases: UserCases) -> Comparison:
    """Set two to eight services side by side, and name those of the corpus that climbed out of their stages."""
    services = [cases.as_service(case_id) for case_id in body.cases]
    for sent in body.services:
        asked = Question(turns=[sent.text], documents=sent.documents)
        services.append(Service(sent.name, asked, [action.text for action in sent.actions]))
    return cases.assistant.compare(services, body.id)
