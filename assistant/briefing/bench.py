"""A timeline and a plan check as parts of a briefing."""

from collections.abc import Callable, Sequence

from assistant.briefing.models import Block, Item, Line, Listing, Paragraph, Part, Table
from assistant.briefing.sources import SourceBook
from assistant.plans.models import PlanAction, PlanCheck
from assistant.rendering.words import readable_date
from assistant.timeline.models import Direction, Timeline, TurningPoint
from corpus.vocabulary import STAGE_NAMES

DIRECTION_WORDS: dict[Direction, str] = {
    "improving": "The service is moving out of difficulty.",
    "worsening": "The service is moving further into difficulty.",
    "stuck": "The service is in difficulty and not moving.",
    "steady": "The service stays steady.",
    "mixed": "The service has moved both ways.",
    "unclear": "The papers do not show which way the service is moving.",
}
_FITS = {"fits": "Fits", "partial": "Fits in part", "mismatch": "Mismatch", "unclear": "Unclear"}


def timeline_part(timeline: Timeline, own: Callable[[str], str]) -> Part:
    """Return the line that the dated papers draw; `own` gives the note of a paper by its title."""
    rows = [
        [
            Line(text=readable_date(point.date) if point.date else "no date"),
            Line(text=STAGE_NAMES[point.outcome].capitalize()),
            Line(text=point.title, notes=[own(point.title)]),
        ]
        for point in timeline.points
    ]
    blocks: list[Block] = [
        Paragraph(line=Line(text=DIRECTION_WORDS[timeline.direction])),
        Table(
            caption="Stage by paper", header=["Date", "Stage in this paper", "Paper"], rows=rows, widths=[0.2, 0.3, 0.5]
        ),
    ]
    if timeline.turning_points:
        blocks.append(Listing(items=[_turn(turn, timeline, own) for turn in timeline.turning_points]))
    return Part(title="Movement over time", blocks=[*blocks, *_warnings(timeline.warnings)])


def _turn(turn: TurningPoint, timeline: Timeline, own: Callable[[str], str]) -> Item:
    line = Line(lead=f"{readable_date(turn.date)}:", text=f"from {STAGE_NAMES[turn.from_]} to {STAGE_NAMES[turn.to]}.")
    paper = next((p.title for p in timeline.points if p.date == turn.date and p.outcome == turn.to), None)
    notes = [own(paper)] if paper else []
    return Item(line=line, lines=[Line(text=f"“{quote}”", notes=notes) for quote in turn.quotes])


def plan_part(check: PlanCheck, title: str, book: SourceBook, own: Callable[[str], str]) -> Part:
    """Return how each action of a plan fits, what the plan lacks and what comes first."""
    cited = {citation.n: citation for citation in check.citations}

    def notes(numbers: Sequence[int]) -> list[str]:
        return book.cite(cited[n] for n in numbers if n in cited)

    rows = [
        [
            Line(text=f"{number}. {action.text}", notes=[own(title)]),
            Line(text=_FITS[action.fit]),
            Line(text=" ".join(_reasons(action)), notes=notes(action.citations)),
        ]
        for number, action in enumerate(check.actions, start=1)
    ]
    blocks: list[Block] = [
        Table(caption="Fit of each action", header=["Action", "Fit", "Reason"], rows=rows, widths=[0.4, 0.14, 0.46])
    ]
    if check.gaps:
        gaps = [Item(line=Line(lead=f"{g.title}.", text=g.why, notes=notes(g.citations))) for g in check.gaps]
        blocks += [_said("What the plan lacks at this stage:"), Listing(items=gaps)]
    if check.sequence:
        order = [Item(line=Line(text=f"Action {step.action}. {step.why}")) for step in check.sequence]
        blocks += [_said("In this order:"), Listing(items=order, numbered=True)]
    if check.load:
        blocks.append(
            Paragraph(line=Line(lead="How much at once:", text=check.load.why, notes=notes(check.load.citations)))
        )
    return Part(title="The plan, held against the stage", blocks=[*blocks, *_warnings(check.warnings)])


def _reasons(action: PlanAction) -> list[str]:
    return [*action.reasons, *([action.only_counts] if action.only_counts else [])]


def _said(text: str) -> Paragraph:
    return Paragraph(line=Line(text="", lead=text))


def _warnings(warnings: Sequence[str]) -> list[Block]:
    return [Paragraph(line=Line(lead="Please note:", text=warning)) for warning in warnings]
