"""Answers, conversations and cases as files to keep, print and hand on."""

from datetime import date
from typing import get_args

from fastapi import APIRouter, Response

from assistant.api.access import UserCases
from assistant.briefing.making import brief_case, brief_conversation, brief_exchange
from assistant.briefing.models import Briefing, Form, Format
from assistant.briefing.output import file_name
from assistant.briefing.writers import MEDIA_TYPES, write

router = APIRouter(tags=["exports"])
_FILE: dict[int | str, dict[str, object]] = {
    200: {
        "content": {MEDIA_TYPES[format]: {} for format in get_args(Format)},
        "description": "The file, to be saved under the name in Content-Disposition.",
    }
}


@router.get("/exchanges/{exchange_id}/export", response_class=Response, responses=_FILE)
def export_exchange(exchange_id: str, cases: UserCases, format: Format = "docx") -> Response:
    """Return a question with its answer as a file."""
    return _file(brief_exchange(cases, exchange_id, date.today()), format)


@router.get("/conversations/{conversation_id}/export", response_class=Response, responses=_FILE)
def export_conversation(conversation_id: str, cases: UserCases, format: Format = "docx") -> Response:
    """Return a conversation with its answers as a file."""
    return _file(brief_conversation(cases, conversation_id, date.today()), format)


@router.get("/cases/{case_id}/briefing", response_class=Response, responses=_FILE)
def brief_on_case(case_id: str, cases: UserCases, format: Format = "docx", form: Form = "board") -> Response:
    """Return the board paper or the adviser's briefing on a case as a file."""
    return _file(brief_case(cases, case_id, form, date.today()), format)


def _file(briefing: Briefing, format: Format) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(briefing, format)}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(write(briefing, format), media_type=MEDIA_TYPES[format], headers=headers)
