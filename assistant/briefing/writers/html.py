"""A briefing as one HTML file: style within it, nothing fetched, nothing that runs."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from assistant.briefing.models import (
    KIND_NAMES,
    NOTES_WORDS,
    SOURCES_TITLE,
    Bar,
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

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(briefing: Briefing) -> str:
    """Return the briefing as a page that stands by itself; a note is a link to its place in the list of sources."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(briefing.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{''.join(_body(briefing))}</main>\n</body>\n</html>\n"
    )


def _body(briefing: Briefing) -> Iterator[str]:
    yield f'<header>\n<p class="kind">{KIND_NAMES[briefing.kind]}</p>\n<h1 dir="auto">{escape(briefing.title)}</h1>\n'
    yield from (f'<p class="about" dir="auto">{escape(line)}</p>\n' for line in briefing.about)
    yield "</header>\n"
    if briefing.contents:
        links = "".join(
            f'<li><a href="#part-{n}">{escape(part.title)}</a></li>'
            for n, part in enumerate(briefing.parts, start=1)
            if part.level == 1
        )
        yield f'<nav aria-label="Contents"><h2>Contents</h2><ol>{links}</ol></nav>\n'
    for n, part in enumerate(briefing.parts, start=1):
        yield from _part(part, n)
    if briefing.sources:
        listed = "".join(_source(source) for source in briefing.sources)
        yield f'<h2 id="sources">{SOURCES_TITLE}</h2>\n<p class="about">{NOTES_WORDS}</p>\n<ol class="sources">{listed}</ol>\n'


def _part(part: Part, number: int) -> Iterator[str]:
    tag = f"h{part.level + 1}"
    yield f'<{tag} id="part-{number}">{escape(part.title)}</{tag}>\n'
    yield from (f"{_block(block)}\n" for block in part.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f'<p dir="auto"{" class=urgent" if block.urgent else ""}>{_line(block.line)}</p>'
        case Listing():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>{''.join(_item(item) for item in block.items)}</{tag}>"
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)


def _item(item: Item) -> str:
    below = "".join(f'<li dir="auto">{_line(line)}</li>' for line in item.lines)
    return f'<li dir="auto">{_line(item.line)}{f"<ul>{below}</ul>" if below else ""}</li>'


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{100 * width:.0f}%">' for width in table.widths)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    rows = "".join(f"<tr>{''.join(f'<td dir=auto>{_line(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}"><table>'
        f"<caption>{escape(table.caption)}</caption><colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _chart(chart: Chart) -> str:
    bars = "".join(_bar(bar) for bar in chart.bars)
    return (
        f'<figure><div class="chart" role="img" aria-label="{escape(chart.alt)}">{bars}</div>'
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )


def _bar(bar: Bar) -> str:
    return (
        f'<div class="bar{" strong" if bar.strong else ""}"><span>{escape(bar.name)}</span>'
        f'<span class="track"><span class="fill" style="width:{max(0.5, 100 * bar.share):.1f}%"></span></span>'
        f"<span>{escape(bar.words)}</span></div>"
    )


def _line(line: Line) -> str:
    lead = f"<strong>{escape(line.lead)}</strong> " if line.lead else ""
    notes = ", ".join(f'<a href="#note-{note}" aria-label="note {note}">{note}</a>' for note in line.notes)
    shown = f"<sup>{notes}</sup>" if notes else ""
    mark = f' <span class="mark">({escape(line.mark)})</span>' if line.mark else ""
    return f"{lead}{'<br>'.join(map(escape, line.text.splitlines()))}{shown}{mark}"


def _source(source: Source) -> str:
    about = ". ".join(escape(part) for part in (source.publisher, source.date, source.status) if part)
    link = f' <a href="{escape(source.url)}" rel="noreferrer">{escape(source.url)}</a>' if source.url else ""
    places = "".join(
        f'<li id="note-{place.note}"><b>{place.note}</b> {escape(place.locator)}</li>' for place in source.places
    )
    return f'<li dir="auto"><b>{escape(source.title)}</b>. {about}.{link}<ul>{places}</ul></li>'
