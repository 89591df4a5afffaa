"""A plan check or a timeline as Markdown for the terminal."""

import re
from collections.abc import Sequence

from assistant.models import Citation
from assistant.phrases import named
from assistant.plans.models import PlanCheck
from assistant.rendering.words import readable_date
from assistant.timeline.change_models import Changes, EvidenceGap, QuotedSign, SignChange, StateAt
from assistant.timeline.models import Timeline
from corpus.vocabulary import STAGE_NAMES, THEME_NAMES

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"([\\`*\[\]<|])")


def plan_markdown(check: PlanCheck) -> str:
    """Return the check as Markdown: the stage, each action with its fit and reason, what is missing, the order, the sources."""
    blocks = [f"**{STAGE_NAMES[check.outcome].capitalize()}**"]
    for number, action in enumerate(check.actions, start=1):
        marks = "".join(f" [{n}]" for n in action.citations)
        reasons = [*map(plain, action.reasons), *([f"You said: “{plain(action.said)}”"] if action.said else [])]
        reasons += [plain(action.only_counts)] if action.only_counts else []
        reasons[len(action.reasons) - 1] += marks
        blocks.append("\n   ".join([f"{number}. **{action.fit}**: {plain(action.text)}", *reasons]))
    if check.gaps:
        missing = [f"- {plain(g.title)}: {plain(g.why)}" + "".join(f" [{n}]" for n in g.citations) for g in check.gaps]
        blocks += ["## What the plan lacks", "\n".join(missing)]
    if check.sequence:
        order = [f"- action {step.action}: {step.why}" for step in check.sequence]
        blocks += ["## In this order", "\n".join(order)]
    if check.load:
        blocks += [
            "## How much at once",
            plain(check.load.why) + "".join(f" [{n}]" for n in check.load.citations),
            *_quoted(check.load.said),
        ]
    blocks += _notes(check.warnings)
    if check.citations:
        blocks += ["## Sources", "\n".join(source_line(citation) for citation in check.citations)]
    return "\n\n".join(blocks) + "\n"


def _quoted(said: str | None) -> list[str]:
    return [f"You said: “{plain(said)}”"] if said else []


def timeline_markdown(timeline: Timeline) -> str:
    """Return the timeline as Markdown: the direction, a table of the papers, the turning points with their words."""
    latest = STAGE_NAMES[timeline.latest_outcome]
    rows = [f"| {p.date or 'no date'} | {STAGE_NAMES[p.outcome]} | {plain(p.title)} |" for p in timeline.points]
    table = "\n".join(["| date | outcome | paper |", "| --- | --- | --- |", *rows])
    blocks = [f"Direction: **{timeline.direction}**. Latest: **{latest}**.", table]
    if timeline.turning_points:
        turns = [
            f"- {turn.date}: from {STAGE_NAMES[turn.from_]} to {STAGE_NAMES[turn.to]}\n"
            + "\n".join(f"  - \u201c{plain(quote)}\u201d" for quote in turn.quotes)
            for turn in timeline.turning_points
        ]
        blocks += ["## Turning points", "\n".join(turn.rstrip() for turn in turns)]
    return "\n\n".join([*blocks, *_notes(timeline.warnings)]) + "\n"


MOVED = {
    "better": "The service moved out of difficulty, or towards it.",
    "worse": "The service moved further into difficulty.",
    "same": "The service stayed where it was.",
    "unknown": "Whether the service moved is not known.",
}
SIGNS = {"appeared": "Signs that appeared", "went": "Signs that are no longer spoken of", "stayed": "Signs that stayed"}
NOT_CAUSE = "A plan that came before a change is not shown to have caused it."


def changes_markdown(changes: Changes) -> str:
    """Return what changed as Markdown: both states, the signs with their quotes and papers, changes of stage with plans, gaps."""
    blocks = [
        f"**{MOVED[changes.moved]}**",
        "\n".join([f"- Before: {_state(changes.before)}", f"- After: {_state(changes.after)}"]),
    ]
    for change, title in SIGNS.items():
        if signs := [sign for sign in changes.signs if sign.change == change]:
            blocks += [f"## {title}", "\n".join(_sign(sign) for sign in signs)]
    if changes.changes:
        blocks += ["## Changes of stage, and the plans that came before", "\n".join(_turns(changes)), NOT_CAUSE]
    if changes.gaps:
        blocks += [
            "## Months without a paper that says a stage",
            "\n".join(f"- {gap_words(gap)}" for gap in changes.gaps),
        ]
    return "\n\n".join([*blocks, *_notes(changes.warnings)]) + "\n"


def state_words(state: StateAt) -> str:
    """Return a state in a sentence: the stage on a day, how sure, and by which paper."""
    day = readable_date(state.day)
    if state.stage is None:
        return f"at the end of {day}, not known."
    paper = f"{state.paper}, {readable_date(state.paper_date or '')}"
    return f"at the end of {day}, {STAGE_NAMES[state.stage]} (by {paper}). {state.certainty}".rstrip()


def gap_words(gap: EvidenceGap) -> str:
    """Return a gap in words, with the papers from it that say no stage."""
    spans = " to ".join(readable_date(month) for month in dict.fromkeys([gap.first, gap.last]))
    silent = f"; {', '.join(gap.silent)} came then and says no stage" if gap.silent else ""
    return f"{spans}: {gap.months} month{'' if gap.months == 1 else 's'}{silent}."


def sign_words(sign: SignChange) -> str:
    """Return a sign in words: its stage, theme, and what it means."""
    theme = f", {THEME_NAMES[sign.theme]}" if sign.theme else ""
    meaning = f": {sign.meaning}" if sign.meaning else ""
    loosely = " (the same stage and theme, not the same sign)" if sign.loosely else ""
    return f"{named(sign.stage).capitalize()}{theme}{loosely}{meaning}"


def _state(state: StateAt) -> str:
    return plain(state_words(state))


def _sign(sign: SignChange) -> str:
    sides: list[tuple[str, list[QuotedSign]]] = [("before", sign.before), ("after", sign.after)]
    sides.append(("said to be over or not so", sign.denied))
    quotes = [
        f"  - {side}: \u201c{plain(each.quote)}\u201d ({plain(each.paper)}, {readable_date(each.date)})"
        for side, said in sides
        for each in said
    ]
    return "\n".join([f"- {plain(sign_words(sign))}", *quotes])


def _turns(changes: Changes) -> Sequence[str]:
    lines = []
    for turn in changes.changes:
        moved = f"from {STAGE_NAMES[turn.from_]} to {STAGE_NAMES[turn.to]} ({plain(turn.paper)})"
        lines.append(f"- {readable_date(turn.date)}: {moved}")
        lines += [f"  - {plain(p.title)}, {readable_date(p.date)}: {p.months} months before" for p in turn.plans]
        if not turn.plans:
            lines.append("  - no plan is known from the time before it")
    return lines


def _notes(warnings: Sequence[str]) -> list[str]:
    return [f"Please note: {plain(warning)}" for warning in warnings]


def source_line(citation: Citation) -> str:
    """Return a citation as a line of a list of sources."""
    return f"- [{citation.n}] {plain(citation.title)}, {citation.date}, {plain(citation.locator)}"


def plain(text: str) -> str:
    """Return one line, without what would steer a terminal or be read as Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))
