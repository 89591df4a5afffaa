"""PDF through PDFium: text by page, in reading order, without what repeats on every page."""

import re
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.files.blocks import Block, Extract, Source, span
from corpus.files.composing import compose
from corpus.files.dates import iso_date
from corpus.files.errors import DamagedFile, HostileFile, ProtectedFile, ScannedFile
from corpus.files.hidden import Hidden
from corpus.files.layout import in_reading_order
from corpus.files.limits import LARGEST_STREAM, MOST_PAGES, SHARE_FOR_PAGES
from corpus.files.paragraphs import to_paragraphs, vocabulary
from corpus.files.pdf_page import Page, read_page
from corpus.files.running import running_lines

_PDFIUM = threading.Lock()
"""PDFium is not made for several threads at once."""

_STREAM = re.compile(rb"stream\r?\n")
_NO_TITLE = re.compile(
    r"^(untitled|document\d*|microsoft (word|powerpoint|excel)\b.*|.*\.(docx?|xlsx?|pptx?|pdf|html?|indd|qxd|txt))$",
    re.I,
)
_FEW_WORDS = 15
_PIECE = 65_536
_PASSWORD, _SECURITY = 4, 5


def read_pdf(source: Source) -> Extract:
    """Return the text of a PDF with the page as the locator of every part."""
    _check_end(source)
    _check_streams(source)
    warnings: list[str] = []
    with _PDFIUM:
        pages, about = _read(source, warnings)
    _report(source.name, pages, warnings)
    hidden = Hidden()
    for page in pages:
        hidden.add("\n".join(page.hidden))
    hidden.aside_all(about.values())
    hidden.aside_all(note for page in pages for note in page.notes)
    warnings += hidden.warnings("words that cannot be seen (white, tiny or off the page) were left out")
    extract = compose(_blocks(pages), warnings)
    title = " ".join(about.get("Title", "").split())
    extract.title = title if title and not _NO_TITLE.match(title) else None
    extract.date = iso_date(about.get("CreationDate")) or iso_date(about.get("ModDate"))
    return extract


def _check_end(source: Source) -> None:
    if b"%%EOF" not in source.data[-2048:]:
        raise DamagedFile(source.name, "the PDF is cut short: its end is missing; fetch it again or save it anew")


def _check_streams(source: Source) -> None:
    """Refuse a PDF whose drawing instructions unpack to more than any page needs. Pictures are never unpacked."""
    for match in _STREAM.finditer(source.data):
        before = source.data[max(0, match.start() - 400) : match.start()].rpartition(b"obj")[2]
        if b"/Fl" not in before or b"/Image" in before:
            continue
        if _unpacked_size(source.data, match.end()) > LARGEST_STREAM:
            raise HostileFile(source.name, "a page would unpack to more than 120 MB; print it to a new PDF")


def _unpacked_size(data: bytes, start: int) -> int:
    """How large the stream at `start` is once unpacked, counted no further than the limit."""
    unpacker, size = zlib.decompressobj(), 0
    for at in range(start, len(data), _PIECE):
        try:
            size += len(unpacker.decompress(data[at : at + _PIECE]))
        except zlib.error:
            break
        if unpacker.eof or size > LARGEST_STREAM:
            break
    return size


def _read(source: Source, warnings: list[str]) -> tuple[list[Page], dict[str, str]]:
    import pypdfium2.raw as raw

    document = _open(source)
    try:
        about = {key: str(value) for key, value in document.get_metadata_dict().items()}
        if document.get_formtype() in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}:
            warnings.append("what was filled into this kind of form (XFA) is not read; print it to a new PDF")
        return list(_pages(document, SHARE_FOR_PAGES * source.seconds, warnings)), about
    finally:
        document.close()


def _open(source: Source) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {_PASSWORD, _SECURITY}:
            problem = "it is locked with a password; open it, remove the password and save it again"
            raise ProtectedFile(source.name, problem) from error
        raise DamagedFile(source.name, "the PDF is damaged or cut short; fetch it again or save it anew") from error
    if not pages:
        raise DamagedFile(source.name, "the PDF has no pages; fetch it again or save it anew")
    return document


def _pages(document: Any, seconds: float, warnings: list[str]) -> Iterator[Page]:
    import pypdfium2

    count, started, broken = len(document), time.monotonic(), list[int]()
    for number in range(1, min(count, MOST_PAGES) + 1):
        if time.monotonic() - started > seconds:
            warnings.append(f"reading stopped after {seconds:.0f} seconds; {_are(range(number, count + 1))} left out")
            break
        try:
            page = _page(document, number)
            yield read_page(page, number)
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number)
    if count > MOST_PAGES:
        warnings.append(
            f"only the first {MOST_PAGES:,} pages were read; {_are(range(MOST_PAGES + 1, count + 1))} left out"
        )
    if broken:
        warnings.append(f"{_are(broken)} damaged and left out")


def _page(document: Any, number: int) -> Any:
    """A page with what was filled into its form fields drawn on it."""
    import pypdfium2.raw as raw

    page = document[number - 1]
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _report(name: str, pages: list[Page], warnings: list[str]) -> None:
    """Say what could not be read. Raises ScannedFile when no page has text."""
    scanned = [p.number for p in pages if p.is_picture and p.word_count < _FEW_WORDS]
    if pages and not any(p.word_count for p in pages):
        hidden = any(p.hidden for p in pages)
        what = "only hidden text" if hidden else "no text: it is a scan or blank"
        raise ScannedFile(name, f"its pages hold {what}; run text recognition (OCR) on it and give the result")
    if not pages:
        raise DamagedFile(name, "no page of the PDF can be read; fetch it again or save it anew")
    if scanned:
        warnings.append(f"{_are(scanned)} scanned without text and not read; run text recognition (OCR) on the file")
    if garbled := [p.number for p in pages if p.unreadable]:
        warnings.append(f"the letters on {_named(garbled)} cannot all be told; check what was read or use OCR")
    if cut := [p.number for p in pages if p.cut]:
        warnings.append(f"{_are(cut)} too full and read only in part")


def _are(numbers: Sequence[int]) -> str:
    return f"{_named(numbers)} {'is' if len(numbers) == 1 else 'are'}"


def _named(numbers: Sequence[int]) -> str:
    """'page 3', 'pages 3-5, 9'."""
    runs = list[tuple[int, int]]()
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    text = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"


def _blocks(pages: list[Page]) -> Iterator[Block]:
    running, words = running_lines(pages), vocabulary(pages)
    for page in pages:
        left_out = running.get(page.number, set())
        lines = [line for i, line in enumerate(page.lines) if i not in left_out]
        ordered = in_reading_order(lines, page.boxes) + in_reading_order(page.sideways, [])
        after_item = False
        for text, item in to_paragraphs(ordered, words):
            yield Block(text, place=span("page", page.number, page.number), tight=item and after_item)
            after_item = item
