"""Titles of plans, told from those of papers on a plan: its closing report, its review, the minutes that note it."""

import re

_PLAN = re.compile(r"\b(?:plans?|programme|roadmap)\b", re.IGNORECASE)
_NO_PLAN = re.compile(
    r"\b(?:(?:care|pathway|child protection|placement|permanence|safety) plans?|plan check|review of)\b", re.IGNORECASE
)
_FIRST = re.compile(r"[\d\s_-]*(?:improvement[\s_-]+)?plan(?![a-z])", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:clos(?:ing|ed|ure)|evaluation|reports?|updates?|progress|highlights?|minutes|monitoring|lessons|findings|audit|letter|commentary|dashboard)\b"
    r"|(?<!for )\breviews?\b|\breviewed\b",
    re.IGNORECASE,
)
"""What makes a paper one about a plan. A draft `for review` is the plan itself."""


def is_plan(title: str) -> bool:
    """Return whether a title calls its paper a plan for the service."""
    words = _words(title)
    return bool(_PLAN.search(words)) and not _NO_PLAN.search(words) and not _ABOUT.search(words)


def names_a_plan(stem: str) -> bool:
    """Return whether the name of a file, without its ending, begins as a plan's does: after its date, if it has one."""
    return _FIRST.match(stem) is not None and not _ABOUT.search(_words(stem))


def _words(title: str) -> str:
    return title.replace("_", " ").replace("-", " ")
