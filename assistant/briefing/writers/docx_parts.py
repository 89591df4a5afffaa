"""What python-docx has no words for: bookmarks, links, the table of contents, language, descriptions of tables."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_LINK = "1B4A86"
_AFTER_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")
_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", *_AFTER_MARGINS)
"""What follows in a table's properties, whose order the format prescribes."""
_CONTENTS = ' TOC \\o "1-1" \\n \\h '
"""Headings of the first level, as links, without page numbers: those would have to be worked out by the program that opens the file."""


class Bookmarks:
    """Gives bookmarks their numbers, which are a document's own."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, paragraph: Any, name: str) -> None:
        """Put a bookmark around all of a paragraph."""
        start, end = self._pair(name)
        first = 1 if paragraph._p.pPr is not None else 0
        paragraph._p.insert(first, start)
        paragraph._p.append(end)

    def around_run(self, run: Any, name: str) -> None:
        """Put a bookmark around a run."""
        start, end = self._pair(name)
        run._r.addprevious(start)
        run._r.addnext(end)

    def _pair(self, name: str) -> tuple[Any, Any]:
        self._count += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._count))
        start.set(qn("w:name"), name)
        return start, end


def add_internal_link(paragraph: Any, bookmark: str, text: str, raised: bool = True) -> None:
    """Add a link to a place in the same document; a `raised` one is a note."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    link.append(_run(text, raised))
    paragraph._p.append(link)


def add_web_link(paragraph: Any, address: str) -> None:
    """Add a web address as a link."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(_run(address, raised=False, half_points="17"))
    paragraph._p.append(link)


def _run(text: str, raised: bool, half_points: str | None = None) -> Any:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), _LINK)
    properties.append(colour)
    if half_points:
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), half_points)
        properties.append(size)
    if raised:
        position = OxmlElement("w:vertAlign")
        position.set(qn("w:val"), "superscript")
        properties.append(position)
    run.append(properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def add_contents(document: Any, headings: Sequence[tuple[str, str]]) -> None:
    """Add a table of contents: a field that is filled already, so that it can be read before any program renews it.

    `headings` are bookmarks with their titles.
    """
    for number, (bookmark, title) in enumerate(headings):
        paragraph = document.add_paragraph()
        if number == 0:
            _field(paragraph, "begin", "separate")
        add_internal_link(paragraph, bookmark, title, raised=False)
        if number == len(headings) - 1:
            _field(paragraph, "end")


def add_page_numbers(paragraph: Any, words: str, width_cm: float) -> None:
    """Write words at the left of the foot of a page and its number at the right, as fields that the program that opens the file fills."""
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width_cm), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{words}\tPage ")
    for between, field in (("", " PAGE "), (" of ", " NUMPAGES ")):
        paragraph.add_run(between)
        _field(paragraph, "begin", "separate", instruction=field)
        paragraph.add_run("1")
        _field(paragraph, "end")
    for run in paragraph.runs:
        run.font.size = Pt(8.5)


def _field(paragraph: Any, *kinds: str, instruction: str = _CONTENTS) -> None:
    for kind in kinds:
        if kind == "separate":
            told = OxmlElement("w:instrText")
            told.text = instruction
            told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            paragraph.add_run()._r.append(told)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)


def set_font(style: Any, name: str) -> None:
    """Set a style in a font, in place of the theme's, which differs from one program to the next."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    fonts.set(qn("w:cs"), name)


def set_language(document: Any, language: str) -> None:
    """Make a language that of all text that names no other."""
    styles = document.styles.element
    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def begin_numbering(document: Any) -> int:
    """Return the id of a numbering of its own, which begins at 1, in the look of the style `List Number`."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(each.abstractNumId.val for each in numbering.num_lst if each.numId == style)
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def mark_header(row: Any) -> None:
    """Say that a row is the header: it is read out with each cell, and stands again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a row on one page, where it fits on one."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_borders(table: Any, colour: str, padding: int = 30) -> None:
    """Draw the lines of a table in a colour, with space in its cells: `padding` in twentieths of a point, twice that at the sides."""
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for side, space in (("top", padding), ("left", 2 * padding), ("bottom", padding), ("right", 2 * padding)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(space))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    for element, before in ((borders, _AFTER_BORDERS), (margins, _AFTER_MARGINS)):
        properties.insert_element_before(element, *before)


def describe_table(table: Any, title: str, description: str = "") -> None:
    """Give a table its title and description for readers who do not see it."""
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        if text:
            element = OxmlElement(tag)
            element.set(qn("w:val"), text)
            table._tbl.tblPr.append(element)


def shade(target: Any, colour: str) -> None:
    """Shade a paragraph or a cell."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties = target._p.get_or_add_pPr() if hasattr(target, "_p") else target._tc.get_or_add_tcPr()
    properties.append(shading)
