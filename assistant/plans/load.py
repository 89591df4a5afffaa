"""Whether a plan asks for more at once than the capacity that was described can carry."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.citations import CitationBook
from assistant.passages import Unit
from assistant.plans.days import SOON_DAYS, falls_soon
from assistant.plans.models import PlanAction, PlanLoad
from corpus.vocabulary import STAGE_NAMES, Stage

MOST_AT_ONCE = 6
"""Actions that are begun together where no page says fewer; Regrip's own answers give three to six steps."""
_MOST = {"service_breakdown": 5, "systemic_crisis": 4, "complete_lock": 3}
"""The same where it is fewer; the pages of the first and the last say so."""
_WIDE = frozenset({"systemic_crisis", "complete_lock"})
"""Where trouble is so wide that too long a plan is part of it, whatever was said of people."""
_SAYS_HOW_MANY = re.compile(
    r"\b(?:all but (?:three|four|five) actions|plan to (?:three|four|five|six) priorities)\b", re.IGNORECASE
)


def load_of(
    actions: Sequence[PlanAction], stage: Stage, said: str | None, as_of: date, page: Sequence[Unit], book: CitationBook
) -> PlanLoad:
    """Return how many actions fall due within 90 days of `as_of`, and what was `said` of the people who would do them.

    An action that names no time counts. It is too much where more than the stage can bear fall due and people are short; in systemic
    crisis and complete lock also where nothing was said of people. `page` are the lines of the stage's page, of which the one that says
    how few actions there should be is cited.
    """
    soon = [number for number, action in enumerate(actions, start=1) if falls_soon(action.due, as_of)]
    most = _MOST.get(stage, MOST_AT_ONCE)
    heavy = len(soon) > most and (said is not None or stage in _WIDE)
    line = next((unit for unit in page if _SAYS_HOW_MANY.search(unit.text)), None) if heavy else None
    counted = _counted(len(actions), len(soon), as_of)
    why = _too_much(counted, stage, most, said) if heavy else _bearable(counted, len(soon), most)
    return PlanLoad(
        actions=len(actions),
        as_of=as_of.isoformat(),
        at_once=soon,
        said=said,
        heavy=heavy,
        why=f"{why} {line.text}" if line else why,
        citations=[book.number(line)] if line else [],
    )


def _counted(actions: int, soon: int, as_of: date) -> str:
    if actions == 1:
        return "There is one action"
    return f"Of {actions} actions, {soon} name no date or are due within {SOON_DAYS} days of {as_of.day} {as_of:%B %Y}"


def _too_much(counted: str, stage: Stage, most: int, said: str | None) -> str:
    short = (
        "those who would do them are short"
        if said
        else f"that is more than a service in {STAGE_NAMES[stage]} can carry"
    )
    return f"{counted}, and {short}: put them in order, and begin with no more than {most}."


def _bearable(counted: str, soon: int, most: int) -> str:
    if soon > most:
        return f"{counted}. Nothing was said that shows whether there are people for so many; say who would do them."
    return f"{counted}."
