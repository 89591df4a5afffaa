"""A briefing as Markdown that says the same in every dialect: CommonMark with tables, no raw HTML."""

import re
from collections.abc import Iterator

from assistant.briefing.models import (
    KIND_NAMES,
    NOTES_WORDS,
    SOURCES_TITLE,
    Block,
    Briefing,
    Chart,
    Item,
    Line,
    Listing,
    Paragraph,
    Source,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$&])")
_AT_START = re.compile(r"^([-+=#:@]|\d{1,9}(?=[.)]))")


def markdown(briefing: Briefing) -> str:
    """Return the briefing as Markdown; a note is a marker such as [1a] that stands again in the list of sources."""
    blocks = [f"# {_plain(briefing.title)}", f"**{KIND_NAMES[briefing.kind]}**", *map(_plain, briefing.about)]
    for part in briefing.parts:
        blocks.append(f"{'#' * (part.level + 1)} {_plain(part.title)}")
        blocks += [text for block in part.blocks for text in _block(block)]
    if briefing.sources:
        blocks += [
            f"## {SOURCES_TITLE}",
            _plain(NOTES_WORDS),
            "\n".join(_source(source) for source in briefing.sources),
        ]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"> {_line(block.line)}" if block.urgent else _line(block.line)
        case Listing():
            yield "\n".join(_item(item, n if block.numbered else None) for n, item in enumerate(block.items, start=1))
        case Table():
            yield f"*{_plain(block.caption)}*"
            yield _table(block)
        case Chart():
            yield "\n".join(
                f"- {_strong(_plain(b.name)) if b.strong else _plain(b.name)}: {_plain(b.words)}" for b in block.bars
            )
            yield f"*{_plain(block.caption)}*"


def _item(item: Item, number: int | None) -> str:
    mark = "-" if number is None else f"{number}."
    below = [f"{' ' * (len(mark) + 1)}- {_line(line)}" for line in item.lines]
    return "\n".join([f"{mark} {_line(item.line)}", *below])


def _table(table: Table) -> str:
    rows = [[_plain(cell) for cell in table.header], ["---"] * len(table.header)]
    rows += [[_line(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _line(line: Line) -> str:
    said = " ".join([*([_strong(_plain(line.lead))] if line.lead else []), *([_plain(line.text)] if line.text else [])])
    notes = "".join(f" \\[{note}\\]" for note in line.notes)
    return f"{said}{notes}{f' ({line.mark})' if line.mark else ''}"


def _source(source: Source) -> str:
    about = ". ".join(_plain(part) for part in (source.title, source.publisher, source.date, source.status) if part)
    link = f" <{_address(source.url)}>" if source.url else ""
    places = "".join(
        f"\n   - {place.note}{f': {_plain(place.locator)}' if place.locator else ''}" for place in source.places
    )
    return f"{source.n}. {about}.{link}{places}"


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", "", url)


def _strong(text: str) -> str:
    return f"**{text}**"


def _plain(text: str) -> str:
    """One line in which nothing is read as mark-up."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else f"\\{m[0]}", line)
