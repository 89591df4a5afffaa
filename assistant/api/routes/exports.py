"""Answers, conversations and cases as files to keep, print and hand on."""

import re
from datetime import date
from typing import get_args

from fastapi import APIRouter, Request, Response, UploadFile

from assistant.api.access import UserCases
from assistant.api.guard import Limit
from assistant.briefing.making import brief_case, brief_conversation, brief_exchange
from assistant.briefing.models import Briefing, Form, Format
from assistant.briefing.output import file_name
from assistant.briefing.writers import MEDIA_TYPES, write
from assistant.briefing.writers.filling_apart import TemplateFiller
from assistant.briefing.writers.filling_exchange import MOST_BYTES, too_large_template
from assistant.cases.words import file_name as file_name_sent
from assistant.timeline.pictures import MEDIA_TYPES as PICTURE_TYPES
from assistant.timeline.pictures import Picture, draw

router = APIRouter(tags=["exports"])
TEMPLATE = re.compile(r"/cases/[^/]+/briefing/?$")
_AROUND = 10_000
"""Bytes of a form around the file in it."""
TEMPLATE_LIMIT = Limit(MOST_BYTES + _AROUND, too_large_template("the template"))
"""Where a template is sent, and how large the request may be: a larger one is refused while it is being read."""
_FILE: dict[int | str, dict[str, object]] = {
    200: {
        "content": {MEDIA_TYPES[format]: {} for format in get_args(Format)},
        "description": "The file, to be saved under the name in Content-Disposition.",
    }
}
_DOCX: dict[int | str, dict[str, object]] = {
    200: {
        "content": {MEDIA_TYPES["docx"]: {}},
        "description": "The filled template, to be saved under the name in Content-Disposition.",
    }
}

_PICTURE: dict[int | str, dict[str, object]] = {
    200: {
        "content": {media: {} for media in PICTURE_TYPES.values()},
        "description": "The picture, to be saved under the name in Content-Disposition.",
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
def brief_on_case(
    case_id: str, cases: UserCases, format: Format = "docx", form: Form = "board", since: str = ""
) -> Response:
    """Return the board paper or the adviser's briefing on a case as a file; with `since`, only what has changed since that date."""
    return _file(brief_case(cases, case_id, form, date.today(), since), format)


@router.post("/cases/{case_id}/briefing", response_class=Response, responses=_DOCX)
def brief_on_case_in_template(
    case_id: str, template: UploadFile, cases: UserCases, request: Request, form: Form = "board", since: str = ""
) -> Response:
    """Return the paper on a case in a Word template that is sent along; nothing of the template is kept."""
    filler: TemplateFiller = request.app.state.filler
    name, data = file_name_sent(template.filename or ""), template.file.read(MOST_BYTES + 1)
    filler.check(name, data)
    briefing = brief_case(cases, case_id, form, date.today(), since)
    return _sent(
        filler.fill(briefing, name, data, cases.record.user.shares_with),
        MEDIA_TYPES["docx"],
        file_name(briefing, "docx"),
    )


@router.get("/cases/{case_id}/timeline/chart", response_class=Response, responses=_PICTURE)
def chart_of_case(case_id: str, cases: UserCases, format: Picture = "svg") -> Response:
    """Return the line that the case's dated documents draw, as a picture with a table beneath it."""
    name = cases.store.live(case_id).name
    content = draw(cases.timeline(case_id), format, name)
    return _sent(content, PICTURE_TYPES[format], f"regrip-timeline-{date.today().isoformat()}.{format}")


def _file(briefing: Briefing, format: Format) -> Response:
    return _sent(write(briefing, format), MEDIA_TYPES[format], file_name(briefing, format))


def _sent(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)
