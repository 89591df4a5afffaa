"""Word documents (.docx), read from their XML: headings, lists with their numbers, tables, notes, text boxes."""

import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.files.blocks import Block, Extract, Source
from corpus.files.colours import WHITE, Colour
from corpus.files.composing import compose
from corpus.files.containers import attribute, child, local, open_container, parse_member
from corpus.files.dates import iso_date
from corpus.files.docx_numbering import Numbering
from corpus.files.docx_styles import Styles
from corpus.files.docx_tables import is_layout, row_cells, row_texts, table_rows
from corpus.files.errors import DamagedFile
from corpus.files.hidden import Hidden
from corpus.files.rows import table_lines

_SKIPPED = frozenset(
    "del moveFrom instrText delText pPr rPr sectPr tblPr trPr tcPr commentReference annotationRef".split()
)
_DEEPEST = 20
_FAKE_HEADING = 10


def read_docx(source: Source) -> Extract:
    """Return the text of a Word document under its heading paths."""
    archive = open_container(source.data, source.name)
    reader = _Reader(archive, source.name)
    extract = compose(reader.blocks(), reader.warnings)
    reader.warn_of_hidden()
    extract.title = extract.title or reader.property("title")
    extract.date = iso_date(reader.property("modified")) or iso_date(reader.property("created"))
    return extract


class _Reader:
    """One document: its styles, numbers and notes, and what was left out on the way."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        main = _main_part(archive, name)
        folder = self._folder = main.rpartition("/")[0]
        self._body = child(self._part(main), "body")
        if self._body is None:
            raise DamagedFile(name, "the document has no body; open it in Word and save it anew")
        self._styles = Styles(self._part(f"{folder}/styles.xml"))
        self._numbering = Numbering(self._part(f"{folder}/numbering.xml"))
        self._notes = {kind: self._notes_by_id(f"{folder}/{kind}s.xml") for kind in ("footnote", "endnote")}
        self._paper_is_white = child(self._part(main), "background") is None
        self._changes = 0
        self._hidden = Hidden()
        self.warnings: list[str] = []

    def _part(self, member: str) -> Any:
        return parse_member(self._archive, member, self._name)

    def _notes_by_id(self, member: str) -> dict[str | None, Any]:
        root = self._part(member)
        return {attribute(note, "id"): note for note in root} if root is not None else {}

    def property(self, key: str) -> str | None:
        """A property that the document states of itself."""
        found = child(self._part("docProps/core.xml"), key)
        return " ".join(found.text.split()) or None if found is not None and found.text else None

    def warn_of_hidden(self) -> None:
        self._hidden.aside_all(self._asides())
        self.warnings += self._hidden.warnings("words that Word does not show (hidden, white or tiny) were left out")
        if self._changes:
            self.warnings.append(f"deleted passages that are still tracked were left out: {self._changes}")

    def _asides(self) -> Iterator[str]:
        """What stands in the file and is no text of it: comments, descriptions of pictures, properties."""
        for part in ("comments.xml", "commentsExtended.xml"):
            root = self._part(f"{self._folder}/{part}")
            yield " ".join(root.itertext()) if root is not None else ""
        for element in self._body.iter():
            if local(element) in ("docPr", "cNvPr"):
                yield from (attribute(element, key) or "" for key in ("descr", "title"))
        for part in ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"):
            root = self._part(part)
            yield "\n".join(root.itertext()) if root is not None else ""

    def blocks(self) -> Iterator[Block]:
        paper = WHITE if self._paper_is_white else None
        yield from self._container(self._body, 0, paper, in_table=False)

    def _container(self, element: Any, depth: int, paper: Colour | None, in_table: bool) -> Iterator[Block]:
        """Paragraphs and tables of a body, a cell, a text box or a note, on paper of that colour (None where nobody can say)."""
        if depth > _DEEPEST:
            raise DamagedFile(self._name, "its tables are nested too deeply to be read; save it as PDF")
        for item in element:
            kind = local(item)
            if kind == "p":
                yield from self._paragraph(item, depth, paper, in_table)
            elif kind == "tbl":
                yield from self._table(item, depth + 1, paper)
            elif kind == "AlternateContent":
                yield from self._container(_choice(item), depth + 1, paper, in_table)
            elif kind not in _SKIPPED:
                yield from self._container(item, depth + 1, paper, in_table)

    def _paragraph(self, paragraph: Any, depth: int, paper: Colour | None, in_table: bool) -> Iterator[Block]:
        apart = list[Any]()
        under = self._styles.paper_of(paragraph, paper)
        text = "".join(self._pieces(paragraph, self._styles.style_of(paragraph), under, apart))
        name = self._styles.name_of(paragraph)
        if text.strip() and not name.startswith("toc "):
            yield self._block(paragraph, text.strip(), name, in_table)
        for box in apart:
            yield from self._container(box, depth + 1, None if local(box) == "txbxContent" else paper, in_table)

    def _block(self, paragraph: Any, text: str, name: str, in_table: bool) -> Block:
        item = self._numbering.label(*self._styles.list_of(paragraph))
        level = self._styles.level_of(paragraph)
        if name == "title":
            return Block(text, title=True)
        if level:
            return Block(f"{item.strip()} {text}" if item and item.strip() != "-" else text, level=level)
        if item:
            return Block(item + text, tight=not item.startswith("\n"))
        if (
            not in_table
            and len(text.split()) <= _FAKE_HEADING
            and text[-1] not in ".:;,?!"
            and self._styles.all_bold(paragraph)
        ):
            return Block(text, level=7)
        return Block(text)

    def _pieces(self, element: Any, style: str | None, paper: Colour | None, apart: list[Any]) -> Iterator[str]:
        """The text inside a paragraph; what stands apart from its line (text boxes, notes) is put in `apart`."""
        for item in element:
            kind = local(item)
            if kind == "t":
                yield item.text or ""
            elif kind in {"tab", "ptab"}:
                yield " "
            elif kind in {"br", "cr"}:
                yield "\n"
            elif kind == "noBreakHyphen":
                yield "-"
            elif kind == "txbxContent":
                apart.append(item)
            elif kind in {"footnoteReference", "endnoteReference"}:
                note = self._notes[kind.removesuffix("Reference")].get(attribute(item, "id"))
                apart += [note] if note is not None else []
            elif kind in _SKIPPED:
                self._changes += kind in {"del", "moveFrom"}
            elif kind == "r" and self._styles.is_hidden(item, style, paper):
                self._hidden.add("".join(self._pieces(item, None, None, [])))
            elif kind == "AlternateContent":
                yield from self._pieces(_choice(item), style, paper, apart)
            else:
                yield from self._pieces(item, style, paper, apart)

    def _table(self, table: Any, depth: int, paper: Colour | None) -> Iterator[Block]:
        rows = list(table_rows(table))
        under = self._styles.paper_of_table(table, paper)
        cells = [
            [
                list(self._container(c, depth, self._styles.paper_of_cell(c, under), in_table=True))
                for c in row_cells(row)
            ]
            for row in rows
        ]
        widest = max((len(row) for row in cells), default=0)
        if widest < 2 or any(is_layout(blocks) for row in cells for blocks in row):
            for row in cells:
                for blocks in row:
                    yield from blocks
            return
        above: dict[int, str] = {}
        texts = [list(row_texts(row, held, above)) for row, held in zip(rows, cells, strict=True)]
        lines = table_lines(texts, self._header(rows))
        if lines:
            yield Block("\n".join(lines))

    def _header(self, rows: list[Any]) -> bool | None:
        first = rows[0]
        if child(first, "trPr", "tblHeader") is not None:
            return True
        paragraphs = [p for c in row_cells(first) for p in c if local(p) == "p" and "".join(p.itertext()).strip()]
        return (
            True if paragraphs and all(self._styles.all_bold(p) for p in paragraphs) and len(paragraphs) > 1 else None
        )


def _choice(alternatives: Any) -> Any:
    """What is shown of two ways to say the same."""
    chosen = child(alternatives, "Choice")
    return chosen if chosen is not None else ()


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    relations = parse_member(archive, "_rels/.rels", name)
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            target = (attribute(relation, "Target") or "").lstrip("/")
            if target in archive.namelist():
                return target
    raise DamagedFile(name, "the document's text is missing from the file; fetch it again or save it anew")
