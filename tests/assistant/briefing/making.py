"""Kept answers made by hand, with a text of one's choice wherever a user or a document may put one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from assistant.briefing.models import Briefing, Line, Listing, Paragraph, Table
from assistant.models import (
    Answer,
    Assessment,
    Citation,
    NextQuestion,
    Question,
    Section,
    Signal,
    Statement,
    UserDocument,
)
from assistant.state.models import Exchange

TODAY = date(2026, 3, 9)
LETTER = "Heads meet by themselves"


def cited(n: int, quote: str, document: str = "stage-systemic-crisis", locator: str = "Signs") -> Citation:
    return Citation(
        n=n,
        chunk_id=f"{document}/{n}",
        document_id=document,
        title=f"Title of {document}",
        publisher="Regrip",
        date="2026-06-30",
        status="current",
        locator=locator,
        url="https://example.org/page?a=1&b=2" if document.startswith("note") else None,
        quote=quote,
        start=0,
        end=len(quote),
    )


def sign(quote: str, source: str = "letter.txt", **fields: object) -> Signal:
    values = {"stage": "systemic_crisis", "standing": "now_here", "theme": "partnerships", "indicator": "SC1"}
    values |= {"weight": 0.9, "indicator_text": "Partners changed what they do.", "indicator_sources": ["seed"]}
    return Signal.model_validate({"quote": quote, "source": source, "start": 0, "end": len(quote), **values, **fields})


def assessment(signals: list[Signal], against: list[Signal]) -> Assessment:
    return Assessment(
        outcome="systemic_crisis",
        stage="systemic_crisis",
        probabilities={
            "steady": 0.01,
            "losing_grip": 0.02,
            "service_breakdown": 0.2,
            "systemic_crisis": 0.7,
            "complete_lock": 0.07,
        },
        p_insufficient=0.0,
        p_out_of_scope=0.0,
        plausible=["service_breakdown", "systemic_crisis"],
        confidence=0.8,
        runner_up="service_breakdown",
        signals=signals,
        against=against,
        questions=[NextQuestion(id="q1", text="Have partners changed what they do?", gain=0.4)],
        missing_themes=["workforce", "performance_data"],
    )


def exchange(text: str = "plain words", title: str = "letter.txt", asked_at: datetime | None = None) -> Exchange:
    """A staged exchange with `text` in the question, the evidence, a statement, a step and a citation."""
    action = (
        f"{text}\nSystemic crisis: it fits.\nFirst step: Begin.\nWho: A head of service.\nSign that it works: Fewer."
    )
    sections = [
        Section(title="Safety checks first", statements=[Statement(text="Call 999.", kind="safety")]),
        Section(
            title="Where you are",
            statements=[
                Statement(text="The service is likely in systemic crisis.", kind="finding"),
                Statement(text=text, kind="quote", citations=[1]),
            ],
        ),
        Section(
            title="Why",
            statements=[
                Statement(
                    text=f"You wrote “{LETTER}”: this matches sign SC1. Partners act.", kind="own_words", citations=[2]
                )
            ],
        ),
        Section(title="What to do next", statements=[Statement(text=action, kind="inference", citations=[3, 4])]),
        Section(
            title="What would be a mismatch now", statements=[Statement(text=text, kind="inference", citations=[5])]
        ),
        Section(title="Who has been here", statements=[Statement(text="A place rose.", kind="quote", citations=[6])]),
    ]
    citations = [
        cited(1, text, locator=text),
        cited(2, "Partners act."),
        cited(3, "Systemic crisis: it fits.", "response-audit", "Where it fits"),
        cited(4, "A head of service.", "response-audit", "Who owns it"),
        cited(5, text, "response-campaign", "Where it is a mismatch"),
        cited(6, "A place rose.", "note-place", "p. 3"),
    ]
    answer = Answer(
        id="",
        status="answered",
        completeness="complete",
        assessment=assessment(
            [sign(LETTER, title), sign(text, "question", weight=0.5)],
            [sign("Last year it was worse", title, standing="past", stage="complete_lock", indicator="CL1")],
        ),
        sections=sections,
        citations=citations,
    )
    document = UserDocument(title=title, date="2026-02-03", text=f"{LETTER}. Last year it was worse.")
    return Exchange(
        id="a" * 16,
        conversation_id="b" * 16,
        asked_at=asked_at or datetime(2026, 3, 4, tzinfo=UTC),
        question=Question(turns=[text], documents=[document, UserDocument(title="undated.txt", text="Nothing.")]),
        answer=answer,
    )


def lines_of(briefing: Briefing) -> Iterator[Line]:
    """Yield every line of a briefing."""
    for block in (block for part in briefing.parts for block in part.blocks):
        match block:
            case Paragraph():
                yield block.line
            case Listing():
                for item in block.items:
                    yield from (item.line, *item.lines)
            case Table():
                yield from (cell for row in block.rows for cell in row)


def texts_of(briefing: Briefing) -> list[str]:
    """Return all that a reader of any format has to find."""
    lines = [text for line in lines_of(briefing) for text in (line.lead, line.text)]
    sources = [text for s in briefing.sources for text in (s.title, *(place.locator for place in s.places))]
    return [text for text in [briefing.title, *(part.title for part in briefing.parts), *lines, *sources] if text]
