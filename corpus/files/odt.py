"""OpenDocument text (.odt), read from its XML: headings, lists, tables, notes, text boxes."""

from collections.abc import Iterator
from typing import Any

from corpus.files.blocks import Block, Extract, Source
from corpus.files.colours import WHITE, look_alike, read_colour
from corpus.files.composing import compose
from corpus.files.containers import attribute, child, local, open_container, parse_member, whole_number
from corpus.files.dates import iso_date
from corpus.files.errors import DamagedFile
from corpus.files.hidden import Hidden
from corpus.files.limits import MOST_COLUMNS
from corpus.files.rows import table_lines

_SKIPPED = frozenset(
    "annotation annotation-end tracked-changes sequence-decls variable-decls forms table-of-content note-citation".split()
)
_DEEPEST = 40
_MOST_SPACES = 20
_TINY = 1.5
"""Points."""


def read_odt(source: Source) -> Extract:
    """Return the text of an OpenDocument text under its heading paths."""
    archive = open_container(source.data, source.name)
    content = parse_member(archive, "content.xml", source.name)
    body = child(content, "body", "text")
    if body is None:
        raise DamagedFile(source.name, "the document has no text part; open it in LibreOffice and save it anew")
    reader = _Reader(source.name, [content, parse_member(archive, "styles.xml", source.name)])
    extract = compose(reader.container(body, 0), reader.warnings)
    reader.hidden.aside_all(_asides(body, parse_member(archive, "meta.xml", source.name)))
    reader.warnings += reader.hidden.warnings("words that are not shown (hidden, white or tiny) were left out")
    meta = child(parse_member(archive, "meta.xml", source.name), "meta")
    extract.title = extract.title or _said(meta, "title")
    extract.date = iso_date(_said(meta, "date")) or iso_date(_said(meta, "creation-date"))
    return extract


def _asides(body: Any, meta: Any) -> Iterator[str]:
    """What stands in the file and is no text of it: comments, descriptions of pictures, properties."""
    yield "\n".join(meta.itertext()) if meta is not None else ""
    for element in body.iter():
        if local(element) in ("annotation", "desc", "title"):
            yield " ".join(element.itertext())


def _said(meta: Any, key: str) -> str | None:
    found = child(meta, key)
    return " ".join(found.text.split()) or None if found is not None and found.text else None


class _Reader:
    """One document: which of its styles hide text or number lists, and what was left out."""

    def __init__(self, name: str, roots: list[Any]) -> None:
        self._name = name
        holders = [h for root in roots if root is not None for h in root if local(h) in {"automatic-styles", "styles"}]
        styles = [s for holder in holders for s in holder]
        self._styles = {attribute(s, "name"): s for s in styles if local(s) == "style"}
        self._numbered = {
            attribute(s, "name")
            for s in styles
            if local(s) == "list-style" and local(next(iter(s), s)) == "list-level-style-number"
        }
        self.hidden = Hidden()
        self.warnings: list[str] = []

    def container(self, element: Any, depth: int) -> Iterator[Block]:
        """Blocks of the body, a section, a cell, a text box or a note."""
        if depth > _DEEPEST:
            raise DamagedFile(self._name, "its parts are nested too deeply to be read; save it as PDF")
        for item in element:
            kind = local(item)
            if kind in {"p", "h"}:
                yield from self._paragraph(item, depth)
            elif kind == "list":
                yield from self._list(item, depth + 1, 0, attribute(item, "style-name"))
            elif kind == "table":
                yield from self._table(item, depth + 1)
            elif kind == "section" and attribute(item, "display") in {"none", "condition"}:
                self.hidden.add(" ".join(item.itertext()))
            elif kind not in _SKIPPED:
                yield from self.container(item, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block]:
        apart = list[Any]()
        text = "".join(self._pieces(paragraph, apart)).strip()
        names = [attribute(s, "name") for s in self._chain(attribute(paragraph, "style-name"))]
        if text and self._is_hidden(attribute(paragraph, "style-name")):
            self.hidden.add(text)
        elif text and "Title" in names:
            yield Block(text, title=True)
        elif text:
            level = max(min(whole_number(attribute(paragraph, "outline-level"), 1), 6), 1)
            yield Block(text, level=level if local(paragraph) == "h" else 0)
        for box in apart:
            yield from self.container(box, depth + 1)

    def _pieces(self, element: Any, apart: list[Any]) -> Iterator[str]:
        yield element.text or ""
        for item in element:
            kind = local(item)
            if kind == "s":
                yield " " * min(whole_number(attribute(item, "c"), 1), _MOST_SPACES)
            elif kind == "tab":
                yield " "
            elif kind == "line-break":
                yield "\n"
            elif kind in {"note-body", "text-box"}:
                apart.append(item)
            elif kind in {"hidden-text", "hidden-paragraph"} or (
                kind == "span" and self._is_hidden(attribute(item, "style-name"))
            ):
                self.hidden.add("".join(item.itertext()))
            elif kind not in _SKIPPED:
                yield from self._pieces(item, apart)
            yield item.tail or ""

    def _list(self, element: Any, depth: int, level: int, style: str | None) -> Iterator[Block]:
        number = 0
        for item in element:
            if local(item) not in {"list-item", "list-header"}:
                continue
            number += local(item) == "list-item"
            sign = f"{number}. " if style in self._numbered else "- "
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, depth + 1, level + 1, attribute(part, "style-name") or style)
                    continue
                for block in self.container([part], depth + 1):
                    heads = block.level or block.title
                    yield block if heads else Block("  " * min(level, 8) + sign + block.text, tight=True)
                    sign = "  "

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        rows = list(_rows(table))
        cells = [[list(self.container(c, depth)) for c in _cells(row)] for row in rows]
        if max((len(row) for row in cells), default=0) < 2 or any(b.level for row in cells for c in row for b in c):
            for row in cells:
                for blocks in row:
                    yield from blocks
            return
        header = True if any(local(part) == "table-header-rows" for part in table) else None
        lines = table_lines([[" ".join(b.text for b in blocks) for blocks in row] for row in cells], header)
        if lines:
            yield Block("\n".join(lines))

    def _is_hidden(self, style: str | None) -> bool:
        colour = paper = display = size = None
        for holder in self._chain(style):
            text = child(holder, "text-properties")
            colour = colour or attribute(text, "color")
            display = display or attribute(text, "display")
            size = size or attribute(text, "font-size")
            paper = (
                paper
                or attribute(text, "background-color")
                or attribute(child(holder, "paragraph-properties"), "background-color")
            )
        under = WHITE if paper in (None, "transparent") else read_colour(paper or "")
        return display == "none" or _is_tiny(size) or look_alike(read_colour(colour or ""), under)

    def _chain(self, style: str | None) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            found = self._styles.get(style) if style else None
            if found is None:
                return
            yield found
            style = attribute(found, "parent-style-name")


def _is_tiny(size: str | None) -> bool:
    """Whether type of that size, in points, cannot be read."""
    number = (size or "").removesuffix("pt")
    return number != size and number.replace(".", "", 1).isdigit() and float(number) <= _TINY


def _rows(table: Any) -> Iterator[Any]:
    for item in table:
        if local(item) == "table-row":
            yield item
        elif local(item) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(item)


def _cells(row: Any) -> list[Any]:
    """The cells of a row; one that is said to be repeated stands once for each column when it has text."""
    cells = list[Any]()
    for item in row:
        if local(item) not in {"table-cell", "covered-table-cell"}:
            continue
        cells += [item] * min(whole_number(attribute(item, "number-columns-repeated"), 1), MOST_COLUMNS)
        if len(cells) >= MOST_COLUMNS:
            break
    return cells
