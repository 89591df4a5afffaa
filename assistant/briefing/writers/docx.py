"""A briefing as a Word document: real headings, lists and tables, notes that link to the list of sources, British English."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor

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
from assistant.briefing.writers.docx_parts import (
    Bookmarks,
    add_contents,
    add_internal_link,
    add_page_numbers,
    add_web_link,
    begin_numbering,
    describe_table,
    keep_whole,
    mark_header,
    set_borders,
    set_font,
    set_language,
    shade,
)
from assistant.briefing.writers.typesetting import typeset

_QUIET, _ACCENT = RGBColor(0x4A, 0x54, 0x68), RGBColor(0x1B, 0x4A, 0x86)
_HEAD, _URGENT, _RULE = "EEF2F7", "FBEEEE", "C5CEDA"
_AFTER, _AFTER_ITEM, _BEFORE_HEADING = 4, 1, 7
"""Points of space after a paragraph, after an item of a list, and before a heading."""
_WIDTH_CM = 17.2


def docx(briefing: Briefing) -> bytes:
    """Return the document's bytes. The same briefing gives the same text; only the table of contents and the pages' numbers are fields."""
    writer = _Writer(briefing)
    writer.write()
    file = BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """One document while it is being written."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing, self.document = briefing, Document()
        self.marks = Bookmarks()
        self.short = briefing.kind == "board"  # a paper of two pages is set closer
        self.known = {place.note for source in briefing.sources for place in source.places}

    def write(self) -> None:
        self._set_up()
        self._paragraph("Subtitle").add_run(KIND_NAMES[self.briefing.kind])
        self._paragraph("Title").add_run(self.briefing.title)
        for text in self.briefing.about:
            self._quiet(text)
        titles = [(n, part.title) for n, part in enumerate(self.briefing.parts, start=1) if part.level == 1]
        if self.briefing.contents:
            self._heading("Contents", 1)
            add_contents(self.document, [(f"part_{n}", title) for n, title in titles])
        for n, part in enumerate(self.briefing.parts, start=1):
            self.marks.around(self._heading(part.title, part.level), f"part_{n}")
            for block in part.blocks:
                self._block(block)
        if self.briefing.sources:
            self._heading(SOURCES_TITLE, 1)
            self._quiet(NOTES_WORDS)
            for source in self.briefing.sources:
                self._source(source)

    def _set_up(self) -> None:
        core = self.document.core_properties
        core.title, core.author, core.language, core.comments = self.briefing.title[:250], "Regrip", "en-GB", ""
        core.created = core.modified = datetime.combine(self.briefing.made_on, time())
        set_language(self.document, "en-GB")
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(1.9)
        page.top_margin = page.bottom_margin = Cm(1.5 if self.short else 1.8)
        page.footer_distance = Cm(0.9)
        sizes = {
            "Normal": 9 if self.short else 10,
            "Title": 19,
            "Subtitle": 11,
            "Heading 1": 13,
            "Heading 2": 11,
            "Caption": 9,
        }
        for name, size in sizes.items():
            style = self.document.styles[name]
            set_font(style, "Arial")
            style.font.size = Pt(size)
            style.paragraph_format.space_after = Pt(_AFTER)
            style.paragraph_format.line_spacing = 1.0
            if name.startswith("Heading"):
                style.paragraph_format.space_before = Pt(_BEFORE_HEADING)
            if name in ("Subtitle", "Heading 1"):
                style.font.color.rgb, style.font.italic, style.font.bold = _ACCENT, False, True
        self.document.styles["Caption"].font.color.rgb = _QUIET
        self.document.styles["Caption"].paragraph_format.keep_with_next = True
        for name in ("List Bullet", "List Bullet 2", "List Number"):
            self.document.styles[name].paragraph_format.space_after = Pt(_AFTER_ITEM)
        add_page_numbers(page.footer.paragraphs[0], KIND_NAMES[self.briefing.kind], _WIDTH_CM)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                paragraph = self._paragraph()
                self._line(paragraph, block.line, block.urgent)
                if block.urgent:
                    shade(paragraph, _URGENT)
            case Listing():
                self._list(block)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)

    def _list(self, block: Listing) -> None:
        numbering = begin_numbering(self.document) if block.numbered else None
        for item in block.items:
            self._item(item, numbering)

    def _item(self, item: Item, numbering: int | None) -> None:
        paragraph = self._paragraph("List Number" if numbering is not None else "List Bullet")
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = numbering
        self._line(paragraph, item.line)
        for line in item.lines:
            self._line(self._paragraph("List Bullet 2"), line)

    def _table(self, block: Table) -> None:
        self._paragraph("Caption").add_run(block.caption)
        table = self.document.add_table(rows=1, cols=len(block.header), style="Table Grid")
        describe_table(table, block.caption)
        set_borders(table, _RULE)
        mark_header(table.rows[0])
        for cell, text in zip(table.rows[0].cells, block.header, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
            shade(cell, _HEAD)
        for row in block.rows:
            added = table.add_row()
            keep_whole(added)
            for cell, line in zip(added.cells, row, strict=True):
                self._line(cell.paragraphs[0], line)
        self._fit(table, block.widths)

    def _chart(self, block: Chart) -> None:
        """The bars as a picture, with all that they show said in its description."""
        picture = typeset("picture.typ", {"chart": block.model_dump_json()}, "png")
        shape = self._paragraph().add_run().add_picture(BytesIO(picture), width=Cm(_WIDTH_CM))
        shape._inline.docPr.set("descr", block.alt)
        self._paragraph("Caption").add_run(block.caption)

    def _fit(self, table: Any, widths: Sequence[float]) -> None:
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(_WIDTH_CM * width)
            for cell in column.cells:
                cell.width = Cm(_WIDTH_CM * width)
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(1)
                    for run in paragraph.runs:
                        run.font.size = run.font.size or Pt(8 if self.short else 8.5)

    def _line(self, paragraph: Any, line: Line, bold: bool = False) -> None:
        if line.lead:
            _write(paragraph, line.lead + (" " if line.text else "")).bold = True
        if line.text:
            _write(paragraph, line.text).bold = bold or None
        for number, note in enumerate(line.notes):
            if number:
                paragraph.add_run(", ").font.superscript = True
            if note in self.known:
                add_internal_link(paragraph, f"note_{note}", note)
        if line.mark:
            run = paragraph.add_run(f" ({line.mark})")
            run.font.size, run.font.color.rgb = Pt(8.5), _QUIET

    def _source(self, source: Source) -> None:
        paragraph = self._paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.6), Cm(-0.6)
        paragraph.add_run(f"{source.n}. {source.title}").bold = True
        paragraph.add_run(f". {'. '.join(part for part in (source.publisher, source.date, source.status) if part)}. ")
        if source.url:
            add_web_link(paragraph, source.url)
        for place in source.places:
            paragraph.add_run(" ")
            run = paragraph.add_run(place.note)
            run.bold = True
            self.marks.around_run(run, f"note_{place.note}")
            if place.locator:
                paragraph.add_run(f" {place.locator}.")
        paragraph.paragraph_format.space_after = Pt(_AFTER_ITEM)
        for run in paragraph.runs:
            run.font.size = Pt(7.5 if self.short else 8.5)

    def _paragraph(self, style: str | None = None) -> Any:
        return self.document.add_paragraph(style=style)

    def _heading(self, text: str, level: int) -> Any:
        return self.document.add_heading(text, level)

    def _quiet(self, text: str) -> None:
        run = self._paragraph().add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _write(paragraph: Any, text: str) -> Any:
    """Return a run with the text, line by line."""
    first, *rest = text.split("\n")
    run = paragraph.add_run(first)
    for line in rest:
        run.add_break()
        run.add_text(line)
    return run
