"""The four formats: all that a briefing says is in each of them, as text, and nothing of it runs or fetches."""

import io
import re
import unicodedata
import zipfile
from datetime import date
from typing import Any

import pypdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from assistant.briefing.material import material_of
from assistant.briefing.models import Briefing, Format, Line
from assistant.briefing.papers import paper
from assistant.briefing.transcripts import answer_briefing, conversation_briefing
from assistant.briefing.writers import write
from tests.assistant.briefing.making import TODAY, exchange, lines_of, texts_of

HOSTILE = [
    "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)> &amp; &lt; \"'",
    "#eval(\"1+1\") #import \"@preview/x:1.0.0\" $x^2$ \\u{41} @ref <label> // no /* no */ `raw` *b* _i_ ~ --- ...",
    "=HYPERLINK(\"http://evil.example\") +1 -1 @SUM(A1) { INCLUDETEXT \"c:\\\\x\" } { DDEAUTO cmd }",
    "# no heading [no](http://evil.example) ![no](http://evil.example/i.png) | a | b | **no** > no 1. no \\",
    "- minus", "+ plus", "= equals", "@ at", "1. one", "> more", "```", "---",
    "nul \0 bell \a escape \x1b[31m vertical \v delete \x7f next \x85 right-to-left \u202eevil\u202c zero\u200bwidth \ud800",
    "Grüße, Zażółć, “curly” … – £5 ½ café",
]  # fmt: skip
RTL, EMOJI = "مرحبا بالعالم و שלום", "done 😀 and 👩‍👩‍👧 and 中文"


def made(text: str, adviser: bool = False) -> Briefing:
    return paper(material_of(exchange(text), text or "N", "Front door"), "adviser" if adviser else "board", TODAY)


def squeezed(text: str) -> str:
    return "".join(text.split())


def read_md(content: bytes) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = [t for token in parser.parse(content.decode()) for t in (token, *(token.children or []))]
    assert not {"html_block", "html_inline", "image", "fence", "code_block", "code_inline", "hr"} & {
        t.type for t in tokens
    }
    links = {t.attrs["href"] for t in tokens if t.type == "link_open"}
    assert links <= {"https://example.org/page?a=1&b=2"}
    return str(lxml_html.fromstring(parser.render(content.decode())).text_content())


def read_html(content: bytes) -> str:
    page = lxml_html.document_fromstring(content.decode())
    assert page.get("lang") == "en-GB"
    assert not page.xpath(
        "//script|//img|//iframe|//link|//object|//form|//base|//*[@src]|//@*[starts-with(name(),'on')]"
    )
    assert {a for a in page.xpath("//a/@href") if not a.startswith("#")} <= {"https://example.org/page?a=1&b=2"}
    targets = {a[1:] for a in page.xpath("//a/@href") if a.startswith("#")}
    assert targets <= set(page.xpath("//@id"))
    assert "url(" not in page.xpath("string(//style)") and "@import" not in page.xpath("string(//style)")
    return str(page.xpath("string(//main)"))


def read_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    body = Document(io.BytesIO(content)).element.body
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    assert {i.text.split()[0] for i in body.findall(".//w:instrText", space)} <= {"TOC"}
    assert not body.findall(".//w:fldSimple", space)
    names = set(body.xpath(".//w:bookmarkStart/@w:name"))
    assert len(names) == len(body.xpath(".//w:bookmarkStart/@w:name"))
    assert set(body.xpath(".//w:hyperlink/@w:anchor")) <= names
    return "".join(element.text or "" for element in body.iter(f"{{{space['w']}}}t"))


def read_pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = "".join(squeezed(page.extract_text().replace("\0", "")) for page in pages)
    return re.sub(r"(?:Boardpaper|Adviser'sbriefing|Answer|Conversation)Page\d+of\d+", "", text)


READERS: dict[Format, Any] = {"md": read_md, "html": read_html, "docx": read_docx, "pdf": read_pdf}


def lacking(briefing: Briefing, format: Format) -> list[str]:
    """Return what the briefing says and the file does not."""
    found = squeezed(READERS[format](write(briefing, format)))
    return [text for text in texts_of(briefing) if squeezed(text) not in found]


@pytest.mark.parametrize("format", READERS)
def test_everything_said_is_in_the_file(format: Format) -> None:
    for briefing in (made("plain"), made("plain", adviser=True), answer_briefing(exchange(), TODAY)):
        assert lacking(briefing, format) == []
    assert lacking(conversation_briefing([exchange("one"), exchange("two")], "N", TODAY), format) == []


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_plain_text(format: Format, text: str) -> None:
    assert lacking(made(text, adviser=True), format) == []


@pytest.mark.parametrize("format", ["md", "html", "docx"])
def test_other_scripts_and_emoji_stay_as_they_are(format: Format) -> None:
    assert lacking(made(f"{RTL} {EMOJI}"), format) == []


def test_a_pdf_says_by_name_what_no_font_can_show() -> None:
    text = read_pdf(write(made(f"{EMOJI} {RTL}"), "pdf"))
    for character in "😀👩中文":
        assert character in text or squeezed(unicodedata.name(character).lower()) in text
    assert set("مرحباשלום") <= set(unicodedata.normalize("NFKC", text))


anything = st.text(st.characters(exclude_categories=("Co", "Cn")), min_size=1, max_size=60)


@pytest.mark.parametrize("format", ["md", "html", "docx"])
def test_whatever_is_written_its_notes_resolve_and_all_of_it_is_there(format: Format) -> None:
    @settings(max_examples=10 if format == "docx" else 25, deadline=None, derandomize=True, database=None)
    @given(anything)
    def tried(text: str) -> None:
        briefing = made(text, adviser=True)
        assert {n for line in lines_of(briefing) for n in line.notes} <= {
            place.note for source in briefing.sources for place in source.places
        }
        assert lacking(briefing, format) == []

    tried()


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(anything)
def test_any_text_can_be_set_as_a_tagged_pdf(text: str) -> None:
    assert write(made(text), "pdf").startswith(b"%PDF")


def test_a_pdf_is_tagged_has_bookmarks_a_language_and_a_title() -> None:
    briefing = made("plain", adviser=True)
    reader = pypdf.PdfReader(io.BytesIO(write(briefing, "pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en-GB"
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)] == [
        *(part.title for part in briefing.parts),
        "Sources",
    ]
    assert reader.metadata is not None and reader.metadata.title == "plain"
    assert "pdfuaid" in (reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else "")


def test_a_word_document_has_headings_header_rows_contents_language_and_a_described_picture() -> None:
    content = write(made("plain", adviser=True), "docx")
    document = Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Contents" and "Recommended steps" in headings
    assert all(table.rows[0]._tr.trPr.xpath("w:tblHeader") for table in document.tables)
    assert document.core_properties.language == "en-GB"
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"en-GB"}
    (picture,) = document.element.body.xpath(".//wp:docPr/@descr")
    assert picture.startswith("Stages in order of difficulty") and "systemic crisis 70%" in picture
    assert document.element.body.xpath(".//w:instrText")


def test_lists_of_steps_begin_at_one_each() -> None:
    document = Document(io.BytesIO(write(conversation_briefing([exchange(), exchange()], "N", TODAY), "docx")))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(numbers) == 2 and len(set(numbers)) == 2


def test_a_line_is_what_a_reader_sees_of_it() -> None:
    assert Line(text=" a\0b \r\n\r\n c\u202ed \x07").text == "a b\ncd"
    assert made("x").made_on == date(2026, 3, 9)
