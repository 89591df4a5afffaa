"""How a briefing is wanted, and its making from files: for one paper and for a batch alike."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.briefing.changes import changes_paper
from assistant.briefing.making import changed_since, with_plan, with_timeline
from assistant.briefing.models import Briefing, Form, Format
from assistant.briefing.papers import paper
from assistant.briefing.writers import write

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.briefing.material import Material


@dataclass(frozen=True)
class Wanted:
    """The form and format of a briefing, the day since when changes are wanted, and the council's template, if there are any."""

    form: Form
    format: Format
    since: date | None = None
    template: Path | None = None


def finished(
    assistant: "Assistant", material: "Material", wanted: Wanted, actions: list[str], plan: Path | None
) -> "Material":
    """Return the material with its plan, if there is one, and, where it is shown, its timeline. Raises QuestionError."""
    if plan is not None:
        material = with_plan(assistant, material, actions, plan.name)
    if wanted.since is None:
        material = with_timeline(assistant, material)
    return material


def made(assistant: "Assistant", material: "Material", wanted: Wanted, made_on: date) -> Briefing:
    """Return the paper. Raises QuestionError where changes are wanted and there is no dated document."""
    if wanted.since is None:
        return paper(material, wanted.form, made_on)
    return changes_paper(material, changed_since(assistant, material, wanted.since), wanted.form, made_on)


def written(briefing: Briefing, wanted: Wanted) -> bytes:
    """Return the file's bytes, in the council's template where there is one. Raises BriefingError."""
    if wanted.template is not None:
        from assistant.briefing.writers.template import fill

        return fill(briefing, wanted.template)
    return write(briefing, wanted.format)
