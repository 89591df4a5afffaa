"""Files that cannot or must not be read, each with the error and the words that its message must have."""

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from fpdf import FPDF
from odf import text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from PIL import Image

from corpus.files import errors

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
TYPES = '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.{}"/></Types>'
WORD_TYPE = "openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_TYPE = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = '<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>'

Make = Callable[[Path], Path]
Case = tuple[str, Make, type[errors.FileError], str]


def _bytes(data: bytes | Callable[[], bytes]) -> Make:
    def make(path: Path) -> Path:
        path.write_bytes(data if isinstance(data, bytes) else data())
        return path

    return make


def zipped(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def word(document: str | bytes, kind: str = WORD_TYPE, **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES.format(kind), "_rels/.rels": RELATIONS}
    return zipped(**{**parts, "word/document.xml": document, **more})


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def a_docx() -> bytes:
    held, document = io.BytesIO(), docx.Document()
    document.add_heading("Findings", 1)
    document.add_paragraph("Sight of performance was lost. " * 40)
    document.add_table(2, 2).cell(1, 1).text = "a cell"
    document.save(held)
    return held.getvalue()


def an_xlsx(value: str = "Measure") -> bytes:
    held, book = io.BytesIO(), openpyxl.Workbook()
    for number in range(30):
        book.active.append([f"{value} {number}".strip() if value else None, number if value else None])
    book.save(held)
    return held.getvalue()


def an_odt() -> bytes:
    held, document = io.BytesIO(), OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text="Findings"))
    document.text.addElement(text.P(text="Sight of performance was lost. " * 20))
    document.save(held)
    return held.getvalue()


def an_ods() -> bytes:
    held = io.BytesIO()
    OpenDocumentSpreadsheet().save(held)
    return held.getvalue()


def a_pdf(words: str = "Sight of performance was lost. ", password: str | None = None, picture: bool = False) -> bytes:
    pages = FPDF()
    pages.set_font("times", size=11)
    for _ in range(3):
        pages.add_page()
        if picture:
            pages.image(Image.new("L", (200, 280), 200), x=0, y=0, w=210, h=297)
        if words:
            pages.multi_cell(0, 6, words * 40)
    if password:
        pages.set_encryption("owner", password)
    return bytes(pages.output())


def _pdf_bomb() -> bytes:
    stream = zlib.compress(b"0 0 m " * 22_000_000)
    return b"%%PDF-1.4\n4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream\n%%EOF"


def _zip_bomb() -> bytes:
    return word(b"<a>" + b"0" * 30_000_000 + b"</a>")


def _many_members() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(WORD_TYPE))
        for number in range(10_050):
            archive.writestr(f"x{number}", "")
    return held.getvalue()


def _entity_bomb() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{entities}]>{body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>")}'


def _locked_zip() -> bytes:
    data = bytearray(a_docx())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


def _dangling(path: Path) -> Path:
    path.symlink_to(path.with_name("nowhere.txt"))
    return path


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(200_000_000)
    return path


def _same(path: Path) -> Path:
    return path


def _nested_tables() -> str:
    inside = "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
    for _ in range(40):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    return body(inside)


HIDDEN = body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen words</w:t></w:r></w:p>")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
TAR = b"x" * 257 + b"ustar\x0000" + b"\x00" * 200

CASES: list[Case] = [
    ("locked.pdf", _bytes(a_pdf(password="secret")), errors.ProtectedFile, "password"),
    ("locked.docx", _bytes(OLE + "EncryptedPackage".encode("utf-16-le")), errors.ProtectedFile, "remove the password"),
    ("locked.xlsx", _bytes(OLE + "EncryptedPackage".encode("utf-16-le")), errors.ProtectedFile, "remove the password"),
    ("locked-zip.docx", _bytes(_locked_zip()), errors.ProtectedFile, "password"),
    (
        "locked.odt",
        _bytes(
            zipped(
                **{
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<m><encryption-data/></m>",
                }
            )
        ),
        errors.ProtectedFile,
        "password",
    ),
    ("cut.pdf", _bytes(a_pdf()[:2000]), errors.DamagedFile, "cut short"),
    ("head-only.pdf", _bytes(b"%PDF-1.7\n"), errors.DamagedFile, "cut short"),
    ("shell.pdf", _bytes(b"%PDF-1.7\n" + b"nothing " * 50 + b"%%EOF"), errors.DamagedFile, "damaged"),
    ("cut.docx", _bytes(a_docx()[:9000]), errors.DamagedFile, "cut short"),
    ("cut.xlsx", _bytes(an_xlsx()[:2000]), errors.DamagedFile, "cut short"),
    ("cut.odt", _bytes(an_odt()[:900]), errors.DamagedFile, "cut short"),
    ("cut.txt", _bytes("Sight was lost.".encode("utf-16")[:-1]), errors.DamagedFile, "breaks off"),
    (
        "no-text-part.docx",
        _bytes(zipped(**{"[Content_Types].xml": TYPES.format(WORD_TYPE)})),
        errors.DamagedFile,
        "missing",
    ),
    ("bad-xml.docx", _bytes(word("<w:document><broken")), errors.DamagedFile, "not valid XML"),
    ("no-body.docx", _bytes(word(f'<w:document xmlns:w="{W}"/>')), errors.DamagedFile, "no body"),
    ("no-sheets.xlsx", _bytes(word("<x/>", SHEET_TYPE)), errors.EmptyFile, "no words"),
    ("bare-zip.docx", _bytes(zipped(readme="x")), errors.DamagedFile, "without a document"),
    (
        "no-text.odt",
        _bytes(zipped(mimetype="application/vnd.oasis.opendocument.text")),
        errors.DamagedFile,
        "no text part",
    ),
    ("quote.csv", _bytes(b'a,b\n1,"' + b"never closed " * 20_000), errors.DamagedFile, "never closed"),
    ("deep.docx", _bytes(word(body("<w:sdt>" * 400 + "</w:sdt>" * 400))), errors.DamagedFile, "nested too deeply"),
    ("tables.docx", _bytes(word(_nested_tables())), errors.DamagedFile, "nested too deeply"),
    ("nothing.txt", _bytes(b""), errors.EmptyFile, "0 bytes"),
    ("blank.txt", _bytes(b" \n\t\n "), errors.EmptyFile, "no words"),
    ("blank.docx", _bytes(word(body("<w:p/>"))), errors.EmptyFile, "no words"),
    ("hidden.docx", _bytes(word(HIDDEN)), errors.EmptyFile, "no words"),
    ("blank.xlsx", _bytes(an_xlsx("")), errors.EmptyFile, "no words"),
    ("blank.html", _bytes(b"<html><body><script>x()</script></body></html>"), errors.EmptyFile, "no words"),
    ("scan.pdf", _bytes(a_pdf("", picture=True)), errors.ScannedFile, "OCR"),
    ("bomb.docx", _bytes(_zip_bomb), errors.HostileFile, "zip bomb"),
    ("members.docx", _bytes(_many_members), errors.HostileFile, "files inside"),
    ("entities.docx", _bytes(word(_entity_bomb())), errors.HostileFile, "XML entities"),
    ("bomb.pdf", _bytes(_pdf_bomb), errors.HostileFile, "unpack"),
    ("macro.docm", _bytes(word(body(""), "ms-word.document.macroEnabled.main+xml")), errors.MacroFile, "macros"),
    (
        "macro.xlsm",
        _bytes(word("", "ms-excel.sheet.macroEnabled.main+xml", **{"xl/w.xml": ""})),
        errors.MacroFile,
        "save it as .xlsx",
    ),
    ("macro.docx", _bytes(word(body(""), **{"word/vbaProject.bin": b"x"})), errors.MacroFile, "save it as .docx"),
    ("old.doc", _bytes(OLE + "WordDocument".encode("utf-16-le")), errors.RefusedFile, "save it as .docx"),
    ("old.xls", _bytes(OLE + "Workbook".encode("utf-16-le")), errors.RefusedFile, "save it as .xlsx"),
    ("old.ppt", _bytes(OLE + "PowerPoint Document".encode("utf-16-le")), errors.RefusedFile, "save it as PDF"),
    ("mail.msg", _bytes(OLE + "__substg1.0_0037".encode("utf-16-le")), errors.RefusedFile, "save it as .eml"),
    (
        "slides.pptx",
        _bytes(word("", "openxmlformats-officedocument.presentationml.main+xml")),
        errors.RefusedFile,
        "save it as PDF",
    ),
    ("sheet.ods", _bytes(an_ods()), errors.RefusedFile, "OpenDocument spreadsheet"),
    (
        "old-named-new.docx",
        _bytes(OLE + "WordDocument".encode("utf-16-le")),
        errors.RefusedFile,
        "really an old Word file",
    ),
    ("picture.pdf", _bytes(PNG), errors.RefusedFile, "really a PNG picture"),
    ("photo.jpg", _bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 50), errors.RefusedFile, "JPEG"),
    ("pack.zip", _bytes(zipped(a="b")), errors.RefusedFile, "unpack it"),
    ("pack.gz", _bytes(gzip.compress(b"x")), errors.RefusedFile, "gzip"),
    ("pack.7z", _bytes(b"7z\xbc\xaf\x27\x1c" + b"\x00" * 30), errors.RefusedFile, "7-Zip"),
    ("pack.tar", _bytes(TAR), errors.RefusedFile, "tar archive"),
    ("setup.exe", _bytes(b"MZ\x90\x00" + b"\x00" * 100), errors.RefusedFile, "Windows program"),
    ("tool.txt", _bytes(b"\x7fELF\x02\x01" + b"\x00" * 100), errors.RefusedFile, "really a Linux program"),
    ("letter.rtf", _bytes(b"{\\rtf1 hello}"), errors.RefusedFile, "Rich Text"),
    ("data.json", _bytes(b'{"a": 1}'), errors.RefusedFile, "JSON"),
    ("what.xyz", _bytes(b"some words"), errors.RefusedFile, "'.xyz'"),
    ("noending", _bytes(b"some words"), errors.RefusedFile, "'without ending'"),
    ("plain.docx", _bytes(b"some words"), errors.RefusedFile, "plain text; rename it"),
    ("nul.txt", _bytes(b"words\x00 and more words with a NUL in them"), errors.RefusedFile, "NUL bytes"),
    ("binary.csv", _bytes(bytes(range(1, 32)) * 40), errors.RefusedFile, "binary data"),
    ("note.eml", _bytes(b"Dear all, this is no email."), errors.RefusedFile, "does not begin as an email"),
    ("folder.pdf", _folder, errors.NotAFile, "give the files in it"),
    ("pipe.txt", _pipe, errors.NotAFile, "pipe"),
    ("huge.pdf", _huge, errors.FileTooLarge, "larger than 50 MB"),
    ("loop.txt", _loop, errors.MissingFile, "leads back to itself"),
    ("dangling.txt", _dangling, errors.MissingFile, "no such file"),
    ("missing.txt", _same, errors.MissingFile, "no such file"),
    ("l" * 300 + ".txt", _same, errors.MissingFile, "longer than"),
    ("two\nlines.txt", _same, errors.MissingFile, r"two\?lines.txt: no such file"),
    ("nul\x00name.txt", _same, errors.MissingFile, "no file can have this name"),
    ("right\u202eleft.txt", _same, errors.MissingFile, r"right\?left.txt"),
    ("not-utf8-\udcff.txt", _same, errors.MissingFile, "no such file"),
]
