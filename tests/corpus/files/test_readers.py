"""What each reader makes of the odd corners of its format."""

import io
import sys
import threading
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from odf import text
from odf.opendocument import OpenDocumentText
from PIL import Image

from corpus.files import FileText, read_file
from corpus.files.text_encoding import decode_text
from tests.corpus.files.making_hostile import a_docx, a_pdf, body, word


def read(folder: Path, name: str, data: bytes | str) -> FileText:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path)


def locators(file: FileText) -> list[tuple[str, str]]:
    return [(s.locator, file.text_of(s)) for s in file.sections]


def a_page(*cells: tuple[float, float, str], pages: int = 1, colour: int = 0) -> bytes:
    drawn = FPDF()
    drawn.set_font("times", size=11)
    drawn.set_text_color(colour)
    for number in range(1, pages + 1):
        drawn.add_page()
        for x, y, words in cells:
            drawn.text(x, y, words.replace("#", str(number)))
    return bytes(drawn.output())


# PDF


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    lines = ["The service lost its grip on perform-", "ance, and the multi-", "agency plan for 2023-", "24 was late."]
    file = read(tmp_path, "a.pdf", a_page(*((20, 30 + 5 * n, line) for n, line in enumerate(lines))))
    assert file.text == "The service lost its grip on performance, and the multi-agency plan for 2023-24 was late."


def test_a_word_that_stands_whole_elsewhere_decides_how_a_broken_one_is_written(tmp_path: Path) -> None:
    lines = [
        "Their well-being counts, and so does well-",
        "being at work. The cooperation of all, co-",
        "operation of some.",
    ]
    file = read(tmp_path, "a.pdf", a_page(*((20, 30 + 5 * n, line) for n, line in enumerate(lines))))
    assert file.text.endswith("well-being at work. The cooperation of all, cooperation of some.")


def test_a_running_header_goes_and_a_heading_that_comes_once_stays(tmp_path: Path) -> None:
    cells = [
        (20, 10, "Council report"),
        (20, 18, "Chapter heading #"),
        (20, 60, "Words on page #."),
        (100, 290, "# of 4"),
    ]
    file = read(tmp_path, "a.pdf", a_page(*cells, pages=4))
    assert "Council report" not in file.text and "of 4" not in file.text
    assert [locator for locator, _ in locators(file)] == ["page 1", "page 2", "page 3", "page 4"]
    assert locators(file)[2][1].endswith("Words on page 3.")


def test_a_table_header_at_the_same_height_on_every_page_stays(tmp_path: Path) -> None:
    drawn = FPDF()
    drawn.set_font("times", size=11)
    for number in ("alpha", "beta", "gamma"):
        drawn.add_page()
        for x, y, words in ((20, 20, f"Only on {number}"), (20, 28, "Measure"), (90, 28, "2023"), (20, 60, "Rows.")):
            drawn.text(x, y, words)
    assert read(tmp_path, "a.pdf", bytes(drawn.output())).text.count("Measure | 2023") == 3


def test_scanned_pages_are_named(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for data in (a_pdf(), a_pdf("", picture=True)):
        writer.append(io.BytesIO(data))
    held = io.BytesIO()
    writer.write(held)
    file = read(tmp_path, "half.pdf", held.getvalue())
    assert file.warnings == ("pages 4-6 are scanned without text and not read; run text recognition (OCR) on the file",)


def test_white_words_on_white_paper_are_left_out_and_on_a_picture_kept(tmp_path: Path) -> None:
    drawn = FPDF()
    drawn.set_font("times", size=11)
    drawn.add_page()
    drawn.text(20, 30, "Seen by all.")
    drawn.image(Image.new("L", (20, 20), 0), x=15, y=50, w=100, h=20)
    drawn.set_text_color(255)
    drawn.text(20, 60, "White on black.")
    drawn.text(20, 100, "White on white.")
    file = read(tmp_path, "a.pdf", bytes(drawn.output()))
    assert "White on black." in file.text and "White on white." not in file.text
    assert file.warnings == ("words that cannot be seen (white, tiny or off the page) were left out: 3",)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(tmp_path: Path, turn: int) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_page((20, 30, "First line of two."), (20, 36, "Second line."))))
    writer.pages[0].rotate(turn)
    held = io.BytesIO()
    writer.write(held)
    assert read(tmp_path, "a.pdf", held.getvalue()).text == "First line of two. Second line."


def test_several_threads_read_pdfs_at_once(tmp_path: Path) -> None:
    path, found = tmp_path / "a.pdf", list[str]()
    path.write_bytes(a_pdf())
    threads = [threading.Thread(target=lambda: found.append(read_file(path).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_a_pdf_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    drawn = FPDF()
    drawn.set_font("times", size=11)
    drawn.add_page()
    drawn.text(20, 30, "Open to all.")
    drawn.set_encryption("owner", "")
    assert read(tmp_path, "a.pdf", bytes(drawn.output())).text == "Open to all."


# Word and OpenDocument


def test_numbers_that_word_counts_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    for words, style in (("one", "List Number"), ("inside", "List Bullet 2"), ("two", "List Number")):
        document.add_paragraph(words, style=style)
    document.save(str(tmp_path / "a.docx"))
    assert read_file(tmp_path / "a.docx").text == "1. one\n- inside\n2. two"


def test_white_words_are_left_out_but_not_on_a_coloured_cell(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Seen.")
    document.add_paragraph().add_run("unseen white").font.color.rgb = RGBColor(255, 255, 255)
    table = document.add_table(2, 3)
    for row in table.rows:
        for number, cell in enumerate(row.cells):
            cell.paragraphs[0].add_run(f"Head {number}").font.color.rgb = RGBColor(255, 255, 255)
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
    document.save(str(tmp_path / "a.docx"))
    file = read_file(tmp_path / "a.docx")
    assert "unseen" not in file.text and "Head 1: Head 1" in file.text
    assert file.warnings == ("words that Word does not show (hidden, white or tiny) were left out: 2",)


def test_tracked_changes_boxes_and_controls_are_read_as_word_shows_them(tmp_path: Path) -> None:
    kept = "<w:p><w:ins><w:r><w:t>Added. </w:t></w:r></w:ins><w:del><w:r><w:delText>Struck. </w:delText></w:r></w:del></w:p>"
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    twice = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    file = read(tmp_path, "a.docx", word(body(kept + control + twice)))
    assert file.text == "Added.\n\nIn a control.\n\nIn a box."
    assert file.warnings == ("deleted passages that are still tracked were left out: 1",)


def test_cells_merged_downwards_repeat_their_text(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in enumerate((("Area", "Measure", "Value"), ("North", "Agency", "24%"), ("", "Cases", "18"))):
        for column, value in enumerate(cells):
            table.cell(row, column).text = value
    table.cell(1, 0).merge(table.cell(2, 0)).text = "North"
    document.save(str(tmp_path / "a.docx"))
    assert read_file(tmp_path / "a.docx").text == (
        "Area: North; Measure: Agency; Value: 24%\nArea: North; Measure: Cases; Value: 18"
    )


def test_a_short_bold_line_is_a_heading_and_the_contents_list_is_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    entry = document.add_paragraph("What we found 3")
    style = document.styles.add_style("toc 1", 1)
    entry.style = style
    document.add_paragraph().add_run("What we found").bold = True
    document.add_paragraph("Much.")
    document.save(str(tmp_path / "a.docx"))
    assert locators(read_file(tmp_path / "a.docx")) == [("What we found", "Much.")]


def test_the_date_and_title_a_document_states_are_kept(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Improvement plan"
    document.add_paragraph("Words.")
    document.save(str(tmp_path / "a.docx"))
    file = read_file(tmp_path / "a.docx")
    assert (file.title, file.date) == ("Improvement plan", "2013-12-23")


def test_footnotes_follow_their_paragraph_in_odt(tmp_path: Path) -> None:
    document = OpenDocumentText()
    paragraph = text.P(text="Sight was lost.")
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    inside = text.NoteBody()
    inside.addElement(text.P(text="See annex."))
    note.addElement(inside)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    document.save(str(tmp_path / "a.odt"))
    assert read_file(tmp_path / "a.odt").text == "Sight was lost.\n\nSee annex."


# Web pages


def test_hidden_text_is_left_out_and_counted(tmp_path: Path) -> None:
    page = (
        "<style>.x, #y{display:none} @media print{.z{display:none}}</style><main><p>Seen <span class='x'>a b</span></p>"
        "<p id='y'>c</p><p class='z'>On screen</p><p hidden>d</p><p aria-hidden='true'>e</p><p style='opacity:0'>f</p></main>"
    )
    file = read(tmp_path, "a.html", f"<html><body>{page}</body></html>")
    assert file.text == "Seen\n\nOn screen"
    assert file.warnings == ("words that a browser does not show were left out: 6",)


def test_a_wrapper_named_after_a_menu_keeps_its_text(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "a.html",
        "<html><body><div class='page-with-sidebar'><h1>Plan</h1><p>Much to say.</p></div></body></html>",
    )
    assert "Much to say." in file.text


def test_lists_breaks_and_layout_tables_keep_their_shape(tmp_path: Path) -> None:
    page = (
        "<ol><li>one<ul><li>in</li></ul></li><li>two</li></ol><p>a<br>b</p><pre>x\n  y</pre>"
        "<table role='presentation'><tr><td>left</td><td>right</td></tr></table>"
    )
    file = read(tmp_path, "a.html", f"<html><body>{page}</body></html>")
    assert file.text == "1. one\n  - in\n2. two\n\na\nb\n\nx\n  y\n\nleft\n\nright"


def test_the_date_of_a_page_is_the_published_one(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-05-02T10:00"><title>T</title>'
    file = read(tmp_path, "a.html", f"<html><head>{head}</head><body><p>w</p></body></html>")
    assert (file.date, file.title) == ("2024-05-02", "T")


# Text, tables, emails


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_usual_encodings_are_told_apart(encoding: str) -> None:
    words = "The café’s rota – £40 a week – was “late”. " * 3
    assert decode_text(words.encode(encoding), "a.txt") == (words, None)


def test_an_unusual_encoding_is_guessed_and_said(tmp_path: Path) -> None:
    words = "Качество обслуживания детей и семей в районе ухудшилось за последний год. " * 5
    file = read(tmp_path, "a.txt", words.encode("cp1251"))
    assert "Качество" in file.text
    assert "does not say its encoding" in file.warnings[0]


def test_a_stray_windows_character_does_not_spoil_utf8() -> None:
    assert decode_text("Café naïve façade ".encode() + b"\x93quoted\x94", "a.txt")[0] == "Café naïve façade “quoted”"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_text_comes_back(words: str) -> None:
    assert decode_text(words.encode(), "a.txt")[0] == words.removeprefix("\ufeff")


def test_markdown_front_matter_comments_and_fences(tmp_path: Path) -> None:
    file = read(
        tmp_path, "a.md", "---\ndate: 2024-03-01\n---\n# Top\n\nIn\n\n## A ##\n\n```\n# not one\n```\n<!-- gone -->\n"
    )
    assert (file.title, file.date) == ("Top", "2024-03-01")
    assert locators(file) == [("line 6", "In"), ("A", "```\n# not one\n```")]


def test_values_percentages_and_dates_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Measure", "2023", "When"])
    sheet.append(["Agency", 0.245, __import__("datetime").date(2024, 5, 1)])
    sheet["B2"].number_format = "0.0%"
    sheet["A3"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    file = read_file(tmp_path / "a.xlsx")
    assert locators(file) == [("sheet Sheet, row 2", "Measure: Agency; 2023: 24.5%; When: 2024-05-01")]
    assert "formulas without a saved value were left out: 1" in file.warnings[0]


def test_rows_beyond_the_limit_are_named(tmp_path: Path) -> None:
    file = read(tmp_path, "a.csv", "n,m\n" + "a,1\n" * 20_010)
    assert file.warnings == ("only 20,000 rows were read; rows from 20001 on are left out",)


def test_an_email_names_its_attachments_and_keeps_its_html_headings(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Jo <jo@x.org>", "Plan", "Fri, 3 May 2024 10:00:00 +0000"
    message.set_content("<h2>Next</h2><p>Act.</p>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="pack.pdf")
    file = read(tmp_path, "a.eml", bytes(message))
    assert (file.title, file.date) == ("Plan", "2024-05-03")
    assert [s.locator for s in file.sections] == ["email header", "Next"]
    assert file.warnings == ("attachments are not read: pack.pdf; save them and give them as files",)


# Names that mislead


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.doc", a_docx(), "docx"),
        ("photo.jpg", a_pdf(), "pdf"),
        ("plan.pdf", a_docx(), "docx"),
        ("plan", a_pdf(), "pdf"),
        ("report.docx", b"<!DOCTYPE html><html><body><p>Words</p></body></html>", "html"),
        ("page.txt", b"<html><body><p>Words</p></body></html>", "html"),
    ],
)
def test_a_readable_file_with_the_wrong_ending_is_read_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    file = read(tmp_path, name, data)
    assert file.kind == kind
    assert "it was read as that" in file.warnings[0]


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    import subprocess

    code = "import sys, corpus.files; print([m for m in ('lxml', 'openpyxl', 'pypdfium2', 'charset_normalizer') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
