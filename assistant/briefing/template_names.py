"""The names that a council's template may use, filled from a briefing. All are data: nothing in them can be called."""

import re
from collections.abc import Iterator
from typing import Any

from assistant import titles
from assistant.briefing.models import (
    KIND_NAMES,
    NOT_A_GRADE,
    NOTES_WORDS,
    Block,
    Briefing,
    Chart,
    Item,
    Line,
    Listing,
    Paragraph,
    Part,
    Source,
    Table,
)
from assistant.briefing.papers import AGAINST, FOR, MISMATCHES, STEPS
from assistant.rendering.bench import SIGNS
from assistant.rendering.words import readable_date

KNOWN_PARTS: tuple[str, ...] = (
    "Question", titles.SAFETY, "Where the service is", FOR, AGAINST, titles.WHY_NOT, "Figures and national comparators", STEPS, MISMATCHES,
    "Movement over time", "The plan, held against the stage", "Services that have been here", "What can be said", "What is not known",
    "Questions for the board", "All signs", "In short", SIGNS["appeared"], SIGNS["went"], "Changes of stage",
    "What the changed stage asks for", "Mismatches to avoid now", "New documents",
)  # fmt: skip
"""Titles of the parts that a paper on a service may have. A template may name each; one that this paper lacks is empty."""


def template_names(briefing: Briefing) -> dict[str, Any]:
    """Return the names with their values: texts, lists of them, and records as mappings."""
    parts = [_part(part) for part in briefing.parts]
    named = {slug(title): _part(Part(title=title)) for title in KNOWN_PARTS}
    return {
        "title": briefing.title,
        "kind": KIND_NAMES[briefing.kind],
        "made_on": readable_date(briefing.made_on.isoformat()),
        "about": list(briefing.about),
        "not_a_grade": NOT_A_GRADE,
        "notes_words": NOTES_WORDS,
        "parts": parts,
        "part": named | {slug(part["title"]): part for part in parts},
        "sources": [_source(source) for source in briefing.sources],
    }


def slug(title: str) -> str:
    """Return a title as a name: 'Evidence for' is evidence_for."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")


def _part(part: Part) -> dict[str, Any]:
    blocks = part.blocks
    return {
        "title": part.title,
        "level": part.level,
        "lines": [line for block in blocks for line in _lines(block)],
        "tables": [_table(block) for block in blocks if isinstance(block, Table)],
    }


def _lines(block: Block) -> Iterator[dict[str, Any]]:
    """Yield what a block says line by line; a table has its own place, and a chart is said in words."""
    match block:
        case Paragraph():
            yield _line(block.line, urgent=block.urgent)
        case Listing():
            for number, item in enumerate(block.items, start=1):
                yield from _item(item, number if block.numbered else None)
        case Chart():
            yield _line(Line(text=block.alt))
        case Table():
            return


def _item(item: Item, number: int | None) -> Iterator[dict[str, Any]]:
    yield _line(item.line, number=number)
    yield from (_line(line, level=2) for line in item.lines)


def _line(line: Line, level: int = 1, number: int | None = None, urgent: bool = False) -> dict[str, Any]:
    notes = ", ".join(line.notes)
    said = [line.lead, line.text, f"[{notes}]" if notes else "", f"({line.mark})" if line.mark else ""]
    return {
        "words": " ".join(part for part in said if part),
        "lead": line.lead,
        "text": line.text,
        "notes": notes,
        "mark": line.mark,
        "level": level,
        "number": number or "",
        "urgent": urgent,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "header": list(table.header),
        "rows": [[_line(cell) for cell in row] for row in table.rows],
    }


def _source(source: Source) -> dict[str, Any]:
    places = [{"note": place.note, "locator": place.locator} for place in source.places]
    return source.model_dump(include={"n", "title", "publisher", "date", "status"}) | {
        "url": source.url or "",
        "places": places,
        "notes": ", ".join(place.note for place in source.places),
    }
