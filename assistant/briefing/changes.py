"""The paper on what has changed since a day: nothing that the last paper has said already."""

from collections.abc import Callable, Iterator
from datetime import date

from assistant import titles
from assistant.briefing.material import Material
from assistant.briefing.models import NOT_A_GRADE, Block, Briefing, Form, Item, Line, Listing, Paragraph, Part
from assistant.briefing.sources import SourceBook
from assistant.briefing.statements import Reader
from assistant.briefing.steps import steps
from assistant.rendering.bench import MOVED, NOT_CAUSE, SIGNS, gap_words, sign_words, state_words
from assistant.rendering.words import ordinary_sections, readable_date, safety_statements
from assistant.timeline.change_models import Changes, QuotedSign, SignChange
from corpus.vocabulary import STAGE_NAMES

MOST_SIGNS = {"board": 5, "adviser": 100}
"""What is shown of each kind of sign."""
Own = Callable[[str], str]


def changes_paper(material: Material, changes: Changes, form: Form, made_on: date) -> Briefing:
    """Return what changed as a paper: the states, signs, changes of stage and gaps, and what to do where the stage is another."""
    asked = readable_date(material.asked_on.isoformat())
    reader = Reader(material.answer, material.documents, asked, SourceBook())
    since = readable_date(changes.since)
    parts = [part for part in _parts(material, changes, form, reader) if part.blocks]
    return Briefing(
        kind=form,
        title=f"{material.title}: what changed since {since}",
        made_on=made_on,
        about=list(_about(material, changes, made_on)),
        contents=form == "adviser",
        parts=parts,
        sources=reader.book.listed(),
    )


def _about(material: Material, changes: Changes, made_on: date) -> Iterator[str]:
    if material.service:
        yield f"Service: {material.service}"
    made, until = readable_date(made_on.isoformat()), readable_date(changes.until)
    yield (
        f"Made on {made} from the dated documents until {until}. What was so before and still is, is left out. {NOT_A_GRADE}"
    )


def _parts(material: Material, changes: Changes, form: Form, reader: Reader) -> Iterator[Part]:
    own = reader.own
    yield Part(title=titles.SAFETY, blocks=reader.urgent(safety_statements(material.answer)))
    yield Part(title="In short", blocks=list(_states(changes, own)))
    for change, title in SIGNS.items():
        signs = [sign for sign in changes.signs if sign.change == change]
        if change != "stayed":
            items = [_sign(sign, own) for sign in signs[: MOST_SIGNS[form]]]
            yield Part(title=title, blocks=[Listing(items=items)] if items else [])
    yield Part(title="Changes of stage", blocks=list(_turns(changes, own)))
    if changes.before.stage != changes.after.stage and changes.after.stage is not None:
        sections = dict(ordinary_sections(material.answer))
        yield Part(title="What the changed stage asks for", blocks=steps(sections.get(titles.NEXT, []), reader))
        yield Part(title="Mismatches to avoid now", blocks=reader.blocks(sections.get(titles.MISMATCHES, [])))
    yield Part(title="New documents", blocks=_papers(changes, own))
    yield Part(title="What is not known", blocks=_unknown(changes))


def _states(changes: Changes, own: Own) -> Iterator[Block]:
    yield Paragraph(line=Line(text=MOVED[changes.moved]))
    stayed = sum(sign.change == "stayed" for sign in changes.signs)
    states = [("Before:", changes.before), ("Now:", changes.after)]
    items = [
        Item(line=Line(lead=lead, text=state_words(state), notes=[own(state.paper)] if state.paper else []))
        for lead, state in states
    ]
    if stayed:
        words = "sign that was there before is" if stayed == 1 else "signs that were there before are"
        items.append(Item(line=Line(lead="Unchanged:", text=f"{stayed} {words} still spoken of.")))
    yield Listing(items=items)


def _sign(sign: SignChange, own: Own) -> Item:
    said: list[tuple[str, list[QuotedSign]]] = [
        ("", sign.after),
        ("Before:", sign.before),
        ("Said to be over or not so:", sign.denied),
    ]
    lines = [Line(lead=lead, text=f"“{q.quote}”", notes=[own(q.paper)]) for lead, quotes in said for q in quotes]
    return Item(line=Line(text=f"{sign_words(sign).rstrip('.')}."), lines=lines)


def _turns(changes: Changes, own: Own) -> Iterator[Block]:
    items = []
    for turn in changes.changes:
        moved = f"from {STAGE_NAMES[turn.from_]} to {STAGE_NAMES[turn.to]}."
        plans = [
            Line(lead="Plan before it:", text=f"{plan.title}, {readable_date(plan.date)}, {plan.months} months before.")
            for plan in turn.plans
        ]
        line = Line(lead=f"{readable_date(turn.date)}:", text=moved, notes=[own(turn.paper)])
        items.append(Item(line=line, lines=plans or [Line(text="No plan is known from the time before it.")]))
    if items:
        yield Listing(items=items)
    if any(turn.plans for turn in changes.changes):
        yield Paragraph(line=Line(text=NOT_CAUSE))


def _papers(changes: Changes, own: Own) -> list[Block]:
    items = [
        Item(
            line=Line(
                lead=f"{readable_date(point.date or '')}:",
                text=f"{point.title} ({STAGE_NAMES[point.outcome]}).",
                notes=[own(point.title)],
            )
        )
        for point in changes.papers
    ]
    return [Listing(items=items)] if items else []


def _unknown(changes: Changes) -> list[Block]:
    gaps = [f"No document says a stage from {gap_words(gap)}" for gap in changes.gaps]
    items = [Item(line=Line(text=text)) for text in (*gaps, *changes.warnings)]
    return [Listing(items=items)] if items else []
