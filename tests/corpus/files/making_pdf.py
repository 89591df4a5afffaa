"""PDF files with fpdf2: columns, running headers and footers, tables, hyphens, turned pages."""

import contextlib
from pathlib import Path

from fpdf import FPDF

from tests.corpus.files.making import ACCENTED, Made, Writer, grid, table_words

LAYOUTS = (
    "plain",
    "two columns",
    "three columns",
    "running",
    "both",
    "table",
    "hyphens",
    "turned",
    "open table",
    "title and columns",
)


class _Pages(FPDF):
    """Pages with a running header and footer when `running` says so."""

    running = ""

    def header(self) -> None:
        if self.running:
            self.set_y(9)
            self.set_font("helvetica", size=8)
            self.cell(0, 5, f"Zebra {self.running} report", align="C")
            self.set_y(25)
            self.set_font("times", size=11)

    def footer(self) -> None:
        if self.running:
            self.set_y(-14)
            self.set_font("helvetica", size=8)
            self.cell(0, 5, f"Zebra page {self.page_no()} of {{nb}}", align="R")


def make_pdf(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, ACCENTED), Made(path)
    layout = LAYOUTS[seed % len(LAYOUTS)]
    pages = _Pages()
    pages.set_font("times", size=11)
    if layout in {"running", "both"}:
        pages.running = "council"
        made.absent.append("Zebra")
    for number in range(1, writer.random.randint(3, 5) + 1):
        pages.add_page(orientation="landscape" if layout == "turned" else "portrait")
        marker = writer.marker()
        made.markers[marker] = (f"page {number}", None)
        _DRAW[layout](pages, made, writer, marker)
    pages.output(str(path))
    return made


def _heading(pages: FPDF, made: Made, writer: Writer) -> None:
    pages.set_font("helvetica", style="B", size=16)
    pages.multi_cell(0, 8, made.put(f"The {writer.words(4)}"), new_x="LMARGIN", new_y="NEXT")
    pages.set_font("times", size=11)
    pages.ln(3)


def _plain(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    _heading(pages, made, writer)
    for words in (writer.paragraph(), f"{writer.sentence()} {marker} {writer.sentence()}", writer.paragraph(6)):
        pages.multi_cell(
            0, 5.5, made.put(words), align="J" if made.path.stem[-1] in "02468" else "L", new_x="LMARGIN", new_y="NEXT"
        )
        pages.ln(3)
    for _ in range(3):
        pages.multi_cell(0, 5.5, "- " + made.put(writer.sentence()), new_x="LMARGIN", new_y="NEXT")


def _columns(pages: FPDF, made: Made, writer: Writer, marker: str, number: int = 2) -> None:
    words = [
        writer.paragraph(5),
        f"{writer.sentence()} {marker} {writer.sentence()}",
        writer.paragraph(8),
        writer.paragraph(6),
    ]
    with pages.text_columns(ncols=number, gutter=8, text_align="J", balance=True) as columns:
        for paragraph in words:
            columns.write(made.put(paragraph) + "\n\n")


def _three_columns(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    _columns(pages, made, writer, marker, 3)


def _title_and_columns(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    _heading(pages, made, writer)
    pages.multi_cell(0, 5.5, made.put(writer.paragraph(6)), new_x="LMARGIN", new_y="NEXT")
    pages.ln(4)
    _columns(pages, made, writer, marker)
    pages.ln(4)
    pages.multi_cell(0, 5.5, made.put(writer.paragraph(3)), new_x="LMARGIN", new_y="NEXT")


def _table(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    pages.multi_cell(0, 5.5, made.put(f"{marker} {writer.sentence()}"), new_x="LMARGIN", new_y="NEXT")
    pages.ln(3)
    rows = grid(writer, rows=6, columns=4)
    rows[2][0] = writer.words(14)
    made.words += table_words(rows)
    with pages.table() as drawn:
        for cells in rows:
            drawn.row(cells)
    pages.ln(3)
    pages.multi_cell(0, 5.5, made.put(writer.paragraph()), new_x="LMARGIN", new_y="NEXT")


def _open_table(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    pages.multi_cell(0, 5.5, made.put(f"{marker} {writer.sentence()}"), new_x="LMARGIN", new_y="NEXT")
    pages.ln(3)
    for cells in grid(writer, rows=6, columns=4):
        for cell in cells:
            pages.cell(45, 6, made.put(cell))
        pages.ln()
    pages.ln(3)
    pages.multi_cell(0, 5.5, made.put(writer.paragraph()), new_x="LMARGIN", new_y="NEXT")


def _hyphens(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    pages.multi_cell(0, 5.5, made.put(marker), new_x="LMARGIN", new_y="NEXT")
    for _ in range(3):
        words = made.put(writer.paragraph(5)).split()
        lines, line = list[str](), ""
        for word in words:
            if len(line) + len(word) < 70:
                line = f"{line} {word}".strip()
            elif word.isalpha() and len(word) > 6:
                lines.append(f"{line} {word[:4]}-")
                line = word[4:]
            else:
                lines.append(line)
                line = word
        for text in [*lines, line]:
            pages.cell(0, 5.5, text, new_x="LMARGIN", new_y="NEXT")
        pages.ln(4)


def _turned(pages: FPDF, made: Made, writer: Writer, marker: str) -> None:
    with pages.rotation(90, 148, 105) if made.path.stem[-1] in "02468" else contextlib.nullcontext():
        pages.set_xy(60, 60)
        for words in (marker, writer.sentence(), writer.sentence()):
            pages.set_x(60)
            pages.multi_cell(150, 6, made.put(words), new_x="LMARGIN", new_y="NEXT")


_DRAW = {
    "plain": _plain,
    "two columns": _columns,
    "three columns": _three_columns,
    "running": _plain,
    "both": _columns,
    "table": _table,
    "hyphens": _hyphens,
    "turned": _turned,
    "open table": _open_table,
    "title and columns": _title_and_columns,
}
