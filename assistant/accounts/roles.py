"""What each role may do: the one table of it."""

from typing import Literal, get_args

Role = Literal["director", "adviser", "evaluator", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

Permission = Literal["use", "ask", "keep_cases", "judge", "build_index", "manage_accounts"]
"""`use`: the library, the stages, one's own account, and cases shared with one, as far as they are shared.
`ask`: questions, assessments, plan checks and timelines. `keep_cases`: cases of one's own, and sharing them.
`judge`: saying what was right or wrong in an answer. `build_index`: bringing the index up to date.
`manage_accounts`: other people's accounts, and the audit log."""

MAY: dict[Role, frozenset[Permission]] = {
    "director": frozenset({"use", "ask", "keep_cases", "judge"}),
    "adviser": frozenset({"use", "ask", "keep_cases", "judge"}),
    "evaluator": frozenset({"use", "ask", "judge"}),
    "administrator": frozenset({"use", "build_index", "manage_accounts"}),
}
"""Nobody reads a case that is neither their own nor shared with them, the administrator included: that is not a matter of roles."""

ALONE: frozenset[Permission] = frozenset(get_args(Permission)) - {"manage_accounts"}
"""What the one user may do where there are no accounts."""

IN_WORDS: dict[Role, str] = {
    "director": "asks, keeps cases and shares them",
    "adviser": "asks, keeps cases and shares them",
    "evaluator": "asks, and judges answers; keeps no cases",
    "administrator": "manages accounts and the index, and reads the audit log; reads no cases but those shared with them",
}
