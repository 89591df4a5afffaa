"""Word, OpenDocument and Excel files with python-docx, odfpy and openpyxl."""

from pathlib import Path

import docx
import openpyxl
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from odf import style, table, text
from odf.opendocument import OpenDocumentText
from openpyxl.styles import Font

from tests.corpus.files.making import TYPOGRAPHIC, Made, Part, Writer, grid, outline, table_words


def make_docx(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    document = docx.Document()
    headings = seed % 5 != 0
    if seed % 2:
        document.add_heading(made.put(f"The {writer.words(3)} report"), 0)
    if seed % 3 == 0:
        document.sections[0].header.paragraphs[0].text = "Zebra header that runs on every page"
        document.sections[0].footer.paragraphs[0].text = "Zebra footer"
        made.absent.append("Zebra")
    number = 0
    for part in outline(writer, headings):
        _docx_part(document, made, part, seed)
        made.markers[part.marker] = (
            (" > ".join(part.path), None) if headings else ("paragraphs", number + len(part.paragraphs))
        )
        number += len(part.paragraphs) + len(part.items) + bool(part.table)
    if seed % 4 == 0:
        hidden = document.add_paragraph().add_run("Quagga words that nobody sees")
        hidden.font.hidden = True
        made.absent.append("Quagga")
    document.save(str(path))
    return made


def _docx_part(document: WordDocument, made: Made, part: Part, seed: int) -> None:
    if part.path:
        document.add_heading(made.put(part.path[-1]), len(part.path))
    for paragraph in part.paragraphs:
        added = document.add_paragraph()
        for word in made.put(paragraph).split(" "):
            added.add_run(f"{word} ").bold = seed % 7 == len(word)
    for level, item in part.items:
        document.add_paragraph(made.put(item), style="List Bullet 2" if level else "List Bullet")
    if part.table:
        made.words += table_words(part.table)
        _docx_table(document, part.table, seed)


def _docx_table(document: WordDocument, rows: list[list[str]], seed: int) -> None:
    drawn = document.add_table(len(rows), len(rows[0]), style="Table Grid" if seed % 2 else None)
    for row, cells in zip(drawn.rows, rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    if seed % 2:
        drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def make_odt(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    document = OpenDocumentText()
    unseen = style.Style(name="Unseen", family="text")
    unseen.addElement(style.TextProperties(display="none"))
    document.automaticstyles.addElement(unseen)
    headings = seed % 4 != 0
    number = 0
    for part in outline(writer, headings):
        if part.path:
            document.text.addElement(text.H(outlinelevel=len(part.path), text=made.put(part.path[-1])))
        for paragraph in part.paragraphs:
            document.text.addElement(_odt_paragraph(made.put(paragraph)))
        _odt_items(document.text, made, part.items)
        if part.table:
            made.words += table_words(part.table)
            document.text.addElement(_odt_table(part.table, marked=seed % 2 == 0))
        made.markers[part.marker] = (
            (" > ".join(part.path), None) if headings else ("paragraphs", number + len(part.paragraphs))
        )
        number += len(part.paragraphs) + len(part.items) + bool(part.table)
    if seed % 3 == 0:
        last = text.P()
        last.addElement(text.Span(stylename=unseen, text="Quagga words that nobody sees"))
        document.text.addElement(last)
        made.absent.append("Quagga")
    document.save(str(path))
    return made


def _odt_paragraph(words: str) -> text.P:
    paragraph = text.P()
    first, _, rest = words.partition(" ")
    paragraph.addElement(text.Span(text=first))
    paragraph.addElement(text.S(c=1))
    paragraph.addText(rest)
    return paragraph


def _odt_items(parent: object, made: Made, items: list[tuple[int, str]]) -> None:
    if not items:
        return
    outer = text.List()
    for level, words in items:
        item = text.ListItem()
        item.addElement(text.P(text=made.put(words)))
        if level:
            inner, holder = text.List(), text.ListItem()
            inner.addElement(item)
            holder.addElement(inner)
            item = holder
        outer.addElement(item)
    parent.addElement(outer)  # type: ignore[attr-defined]


def _odt_table(rows: list[list[str]], marked: bool) -> table.Table:
    drawn = table.Table()
    for number, cells in enumerate(rows):
        row = table.TableRow()
        for value in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        if number == 0 and marked:
            head = table.TableHeaderRows()
            head.addElement(row)
            drawn.addElement(head)
        else:
            drawn.addElement(row)
    return drawn


def make_xlsx(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    book = openpyxl.Workbook()
    for number in range(1 + seed % 3):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = f"Data {number + 1}"
        if seed % 2:
            sheet.append([made.put(f"Table {number + 1} {writer.words(4)}")])
            sheet.append([])
        rows = grid(writer, rows=writer.random.randint(20, 60), columns=4)
        marked = writer.random.randint(1, len(rows) - 1)
        marker = writer.marker()
        rows[marked][0] = marker
        for cells in rows:
            sheet.append([_figure(c) for c in cells])
        sheet.cell(sheet.max_row - len(rows) + 1, 1).font = Font(bold=True)
        for row in sheet.iter_rows(min_row=3 if seed % 2 else 1, min_col=2):
            for cell in row:
                cell.number_format = "0%" if isinstance(cell.value, float) else "General"
        made.words += table_words(rows)
        made.markers[marker] = (f"sheet {sheet.title}, rows", marked + (3 if seed % 2 else 1))
    if seed % 4 == 0:
        unseen = book.create_sheet("Unseen")
        unseen.append(["Quagga"])
        unseen.sheet_state = "hidden"
        made.absent.append("Quagga")
    book.save(path)
    return made


def _figure(cell: str) -> object:
    if cell.endswith("%"):
        return int(cell[:-1]) / 100
    return int(cell) if cell.isdigit() else cell


def empty_docx(path: Path) -> None:
    docx.Document().save(str(path))
