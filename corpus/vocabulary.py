"""The fixed words of the rubric and the register: stages, themes, statuses, kinds of fit."""

from typing import Literal, get_args

Stage = Literal["steady", "losing_grip", "service_breakdown", "systemic_crisis", "complete_lock"]
Outcome = Literal[
    "steady", "losing_grip", "service_breakdown", "systemic_crisis", "complete_lock", "insufficient", "out_of_scope"
]
Theme = Literal[
    "leadership_governance",
    "performance_data",
    "workforce",
    "practice_child_voice",
    "partnerships",
    "resources_sufficiency",
    "reputation_identity",
    "inspection_intervention",
]
DocumentStatus = Literal["current", "superseded", "historical"]
Fit = Literal["fits", "partial", "mismatch"]
Basis = Literal["document", "extract", "official_page", "reported", "own"]

STAGES: tuple[Stage, ...] = get_args(Stage)
"""In order of difficulty, from none to the last."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
THEMES: tuple[Theme, ...] = get_args(Theme)

STAGE_NAMES: dict[str, str] = {
    "steady": "steady",
    "losing_grip": "losing grip",
    "service_breakdown": "service breakdown",
    "systemic_crisis": "systemic crisis",
    "complete_lock": "complete lock",
    "insufficient": "not enough evidence",
    "out_of_scope": "outside what Regrip covers",
}
"""What a person reads for each outcome, lower case, to stand inside a sentence."""

THEME_NAMES: dict[str, str] = {
    "leadership_governance": "leadership and governance",
    "performance_data": "performance and data",
    "workforce": "workforce",
    "practice_child_voice": "practice and the child's voice",
    "partnerships": "partnerships",
    "resources_sufficiency": "money and placements",
    "reputation_identity": "reputation",
    "inspection_intervention": "inspection and intervention",
}
"""What a person reads for each theme."""

OWN_FILE = "your file"
"""The kind of a document that a user brought."""
