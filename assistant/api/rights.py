"""What every route asks of who asks: a permission of their role, and whether it changes anything.

A route that stands in neither list is shut to everybody: a new one has to be put in its place here.
"""

import re
from dataclasses import dataclass

from assistant.accounts.roles import Permission

_READ: dict[Permission, str] = {
    "use": """
        GET /me
        GET /me/tokens
        GET /export
        GET /cases
        GET /cases/{case_id}
        GET /cases/{case_id}/shares
        GET /cases/{case_id}/timeline
        GET /cases/{case_id}/timeline/chart
        GET /cases/{case_id}/changes
        GET /cases/{case_id}/documents
        GET /cases/{case_id}/documents/{document_id}
        GET /cases/{case_id}/marks
        GET /cases/{case_id}/plan
        GET /cases/{case_id}/conversations
        GET /cases/{case_id}/draft
        GET /cases/{case_id}/briefing
        POST /cases/{case_id}/briefing
        GET /cases/{case_id}/export
        POST /cases/{case_id}/assess
        POST /cases/{case_id}/plan-check
        GET /conversations
        GET /conversations/{conversation_id}
        GET /conversations/{conversation_id}/export
        GET /exchanges/{exchange_id}
        GET /exchanges/{exchange_id}/feedback
        GET /exchanges/{exchange_id}/export
        GET /passages/{chunk_id}
        GET /examples
        GET /library
        GET /library/{document_id}
        GET /vocabulary
        GET /settings
        GET /index""",
    "ask": """
        POST /assess
        POST /retrieve
        POST /plan-check
        POST /compare
        POST /timeline
        POST /timeline/changes
        POST /verify
        POST /plan/read""",
    "manage_accounts": """
        GET /users
        GET /audit""",
}
"""Routes that change nothing anybody wrote, by the permission that they take."""
_CHANGE: dict[Permission, str] = {
    "use": """
        POST /me/password
        POST /me/tokens
        DELETE /me/tokens/{token_id}
        DELETE /me/data
        PATCH /cases/{case_id}
        DELETE /cases/{case_id}
        POST /cases/{case_id}/undo
        POST /cases/{case_id}/purge
        DELETE /cases/{case_id}/shares/{user}
        POST /cases/{case_id}/ask
        POST /cases/{case_id}/ask/stream
        POST /cases/{case_id}/documents
        PATCH /cases/{case_id}/documents/{document_id}
        DELETE /cases/{case_id}/documents/{document_id}
        POST /cases/{case_id}/marks
        DELETE /cases/{case_id}/marks/{mark_id}
        PUT /cases/{case_id}/plan
        DELETE /cases/{case_id}/plan
        POST /cases/{case_id}/conversations
        DELETE /conversations/{conversation_id}
        DELETE /conversations/{conversation_id}/waiting/{waiting_id}
        PUT /cases/{case_id}/draft
        DELETE /cases/{case_id}/draft""",
    "ask": """
        POST /ask
        POST /ask/stream""",
    "keep_cases": """
        POST /cases
        POST /examples/{example_id}
        PUT /cases/{case_id}/shares/{user}""",
    "judge": "POST /exchanges/{exchange_id}/feedback",
    "build_index": "POST /index/build",
    "manage_accounts": """
        POST /users
        PATCH /users/{name}""",
}
IN_PERSON = re.compile(r"(POST|DELETE) /me/(password|tokens)\b.*|(POST|PATCH) /users\b.*")
"""Routes that take a browser that is signed in: a token makes no tokens, accounts or passwords."""
_UNNOTED = re.compile(r"(PUT|DELETE) /cases/\{case_id\}/draft|POST /ask(/stream)?")
"""Changes that the audit log leaves out: what is typed is saved every few seconds."""
_OF_A_CASE = re.compile(r".*\{(case|conversation|exchange)_id\}.*|GET /export")


@dataclass(frozen=True)
class Right:
    """What a route asks for. `noted` is whether the audit log says who came here."""

    permission: Permission
    changes: bool
    in_person: bool
    noted: bool


def _rights(lists: dict[Permission, str], changes: bool) -> dict[str, Right]:
    return {
        route: Right(permission, changes, bool(IN_PERSON.fullmatch(route)), _noted(route, changes))
        for permission, text in lists.items()
        for route in (line.strip() for line in text.splitlines())
        if route
    }


def _noted(route: str, changes: bool) -> bool:
    return not _UNNOTED.fullmatch(route) and (changes or bool(_OF_A_CASE.fullmatch(route)))


RIGHTS: dict[str, Right] = _rights(_READ, changes=False) | _rights(_CHANGE, changes=True)
"""By verb and path, as in `GET /cases/{case_id}`; a test holds them against the routes that there are."""
