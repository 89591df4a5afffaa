"""A plan check or a timeline as Markdown for the terminal."""

import re
from collections.abc import Sequence

from assistant.models import Citation
from assistant.plans.models import PlanCheck
from assistant.timeline.models import Timeline
from corpus.vocabulary import STAGE_NAMES

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"([\\`*\[\]<|])")


def plan_markdown(check: PlanCheck) -> str:
    """Return the check as Markdown: the stage, each action with its fit and reason, what is missing, the order, the sources."""
    blocks = [f"**{STAGE_NAMES[check.outcome].capitalize()}**"]
    for number, action in enumerate(check.actions, start=1):
        marks = "".join(f" [{n}]" for n in action.citations)
        reasons = [*map(_plain, action.reasons), *([f"You said: “{_plain(action.said)}”"] if action.said else [])]
        reasons[len(action.reasons) - 1] += marks
        blocks.append("\n   ".join([f"{number}. **{action.fit}**: {_plain(action.text)}", *reasons]))
    if check.gaps:
        missing = [
            f"- {_plain(g.title)}: {_plain(g.why)}" + "".join(f" [{n}]" for n in g.citations) for g in check.gaps
        ]
        blocks += ["## What the plan lacks", "\n".join(missing)]
    if check.sequence:
        order = [f"- action {step.action}: {step.why}" for step in check.sequence]
        blocks += ["## In this order", "\n".join(order)]
    blocks += _notes(check.warnings)
    if check.citations:
        blocks += ["## Sources", "\n".join(_source(citation) for citation in check.citations)]
    return "\n\n".join(blocks) + "\n"


def timeline_markdown(timeline: Timeline) -> str:
    """Return the timeline as Markdown: the direction, a table of the papers, the turning points with their words."""
    latest = STAGE_NAMES[timeline.latest_outcome]
    rows = [f"| {p.date or 'no date'} | {STAGE_NAMES[p.outcome]} | {_plain(p.title)} |" for p in timeline.points]
    table = "\n".join(["| date | outcome | paper |", "| --- | --- | --- |", *rows])
    blocks = [f"Direction: **{timeline.direction}**. Latest: **{latest}**.", table]
    if timeline.turning_points:
        turns = [
            f"- {turn.date}: from {STAGE_NAMES[turn.from_]} to {STAGE_NAMES[turn.to]}\n"
            + "\n".join(f"  - \u201c{_plain(quote)}\u201d" for quote in turn.quotes)
            for turn in timeline.turning_points
        ]
        blocks += ["## Turning points", "\n".join(turn.rstrip() for turn in turns)]
    return "\n\n".join([*blocks, *_notes(timeline.warnings)]) + "\n"


def _notes(warnings: Sequence[str]) -> list[str]:
    return [f"Please note: {_plain(warning)}" for warning in warnings]


def _source(citation: Citation) -> str:
    return f"- [{citation.n}] {_plain(citation.title)}, {citation.date}, {_plain(citation.locator)}"


def _plain(text: str) -> str:
    """One line, without what would steer a terminal or be read as Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))
