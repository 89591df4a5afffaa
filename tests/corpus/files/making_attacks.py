"""Files built to do harm, each with what must come of it: words that are read, or the error that refuses it."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from corpus.files import errors
from tests.corpus.files.making_apart import FORM, one_page, stream
from tests.corpus.files.making_hostile import a_pdf, an_odt, an_xlsx, body, word

GOOD = "Sight of performance was lost."
PARAGRAPH = f"<w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>"
DRAWN = f"BT /A 12 Tf 20 200 Td ({GOOD}) Tj ET".encode()
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE d [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]>"


@dataclass(frozen=True)
class Attack:
    """A file's name and bytes. With `refused` it must be, by one of those errors; else `GOOD` must be read and `absent` must not."""

    name: str
    make: Callable[[], bytes]
    refused: tuple[type[errors.FileError], ...] = ()
    absent: str = "root:"


def changed(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """The container with some of its files changed; a name stands with its slashes as double underscores."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            change = parts.get(member.replace("/", "__").replace(".", "_"), lambda same: same)
            new.writestr(member, change(old.read(member)))
    return held.getvalue()


def added(data: bytes, *members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def good_xlsx() -> bytes:
    return an_xlsx(GOOD)


def with_declaration(declaration: str, encoding: str = "utf-8", name: str = "") -> Callable[[bytes], bytes]:
    """A change of XML: its root gets a document type, and the text its entity."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        rest = text.partition("?>")[2] if text.startswith("<?xml") else text
        made = f'<?xml version="1.0" encoding="{name or encoding}"?>{declaration}{rest.replace(GOOD, GOOD + "&x;&l9;")}'
        return made.encode(encoding)

    return change


def lying() -> bytes:
    """A document that says of itself to be small and unpacks to 300 MB."""
    data = bytearray(word(body(PARAGRAPH).encode() + b" " * 300_000_000))
    at = data.find(b"PK\x01\x02", data.find(b"word/document.xml"))
    while at >= 0:
        size = int.from_bytes(data[at + 24 : at + 28], "little")
        if size > 1_000_000:
            data[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def laughing_under_another_name() -> bytes:
    """A workbook whose sheet is in a file that is not called XML."""
    data = changed(good_xlsx(), xl__worksheets__sheet1_xml=with_declaration(LAUGHS))
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            text = old.read(member).replace(b"sheet1.xml", b"sheet1.foo")
            new.writestr(member.replace("sheet1.xml", "sheet1.foo"), text)
    return held.getvalue()


def zips_in_zips() -> bytes:
    inner = zlib.compress(b"0" * 30_000_000)
    for _ in range(5):
        inner = added(b"", ("inner.zip", inner))
    return added(word(body(PARAGRAPH)), ("word/embeddings/inner.zip", inner))


def attributes(count: int) -> str:
    return " ".join(f'a{n}=""' for n in range(count))


def forms_in_forms(each: int, deep: int) -> bytes:
    """Forms that draw the next one several times: some billion drawings in some kilobytes."""
    more = {}
    for number in range(10, 10 + deep):
        resources = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (number + 1)
        more[number] = stream(resources, b"/F Do " * each)
    more[10 + deep] = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 9 9 l S")
    return one_page(b"/F Do " + DRAWN, {5: more.pop(10), **more})


def many_objects(count: int) -> bytes:
    return one_page(DRAWN, {number: b"<</N %d>>" % number for number in range(7, count)})


def many_pages(said: int) -> bytes:
    return one_page(DRAWN, {2: b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % said})


def twice_packed() -> bytes:
    data = zlib.compress(zlib.compress(b"0 0 m " * 40_000_000))
    more = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(data), data)
    return one_page(b"", {4: more})


def wrong_table() -> bytes:
    return one_page(DRAWN).replace(b"startxref\n", b"startxref\n9999")


def huge_map() -> bytes:
    cmap = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    cmap += b"100 beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * 20_000 + b"endbfrange endcmap"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    return one_page(DRAWN, {6: font, 7: stream(b"", cmap, packed=True)})


def running_pdf() -> bytes:
    act = b"/OpenAction<</S/JavaScript/JS(app.alert\\('hidden words'\\))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    return one_page(DRAWN, catalogue=act, page=b"/AA<</O<</S/URI/URI(http://127.0.0.1:1/)>>>>")


def mail(content: str, text: str = GOOD) -> bytes:
    return f"From: a@b.c\nTo: d@e.f\nSubject: Plan\n{content}\n\n{text}\n".encode()


def parts_in_parts(depth: int) -> bytes:
    open_ = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@b.c\nTo: d@e.f\n{open_}\n\n{GOOD}\n".encode()


def letters_in_letters(depth: int) -> bytes:
    return (b"From: a@b.c\nTo: d@e.f\nContent-Type: message/rfc822\n\n" * depth) + GOOD.encode()


MACRO = (
    '<script:module xmlns:script="http://openoffice.org/2000/script">Sub Main: Shell("hidden words")</script:module>'
)
FIELD = f'<w:p><w:r><w:instrText>DDEAUTO "hidden words"</w:instrText></w:r></w:p>{PARAGRAPH}'
TEMPLATE = '<Relationships><Relationship Type="http://x/attachedTemplate" TargetMode="External" Target="http://127.0.0.1:1/x"/></Relationships>'
SVG = f"<svg xmlns='http://www.w3.org/2000/svg'><script>hidden words</script><text>{GOOD}</text></svg>"
BOMBED = (errors.HostileFile,)
BROKEN = (errors.DamagedFile,)
HELD = (errors.DamagedFile, errors.HostileFile, errors.TooMuchMemory, errors.TooMuchTime, errors.ReaderStopped)

ATTACKS: list[Attack] = [
    # Containers
    Attack("lying.docx", lying, BROKEN),
    Attack("zips.docx", zips_in_zips),
    Attack("bomb.xlsx", lambda: added(good_xlsx(), ("xl/media/a.xml", b"0" * 30_000_000)), BOMBED),
    Attack("bomb.odt", lambda: added(an_odt(), ("a.xml", b"0" * 30_000_000)), BOMBED),
    Attack("many.xlsx", lambda: added(good_xlsx(), *((f"m{n}", b"") for n in range(10_050))), BOMBED),
    Attack(
        "paths.docx",
        lambda: added(word(body(PARAGRAPH)), ("../../tmp/out", b"x"), ("/tmp/out", b"x"), ("..\\out", b"x")),
    ),
    # XML
    Attack(
        "outside.docx", lambda: changed(word(body(PARAGRAPH)), word__document_xml=with_declaration(OUTSIDE)), BOMBED
    ),
    Attack("outside.odt", lambda: changed(an_odt(), content_xml=with_declaration(OUTSIDE)), BOMBED),
    Attack("outside.xlsx", lambda: changed(good_xlsx(), xl__worksheets__sheet1_xml=with_declaration(OUTSIDE)), BOMBED),
    Attack("laughs.xlsx", lambda: changed(good_xlsx(), xl__worksheets__sheet1_xml=with_declaration(LAUGHS)), BOMBED),
    Attack("renamed.xlsx", laughing_under_another_name, BOMBED),
    Attack("laughs.odt", lambda: changed(an_odt(), content_xml=with_declaration(LAUGHS)), BOMBED),
    Attack(
        "laughs-16.docx",
        lambda: changed(word(body(PARAGRAPH)), word__document_xml=with_declaration(LAUGHS, "utf-16")),
        BOMBED,
    ),
    Attack(
        "laughs-32.docx",
        lambda: changed(word(body(PARAGRAPH)), word__document_xml=with_declaration(LAUGHS, "utf-32-be", "UCS-4")),
        HELD,
    ),
    Attack(
        "laughs-ebcdic.docx",
        lambda: changed(word(body(PARAGRAPH)), word__document_xml=with_declaration(LAUGHS, "cp037", "IBM037")),
        HELD,
    ),
    Attack(
        "dtd.docx",
        lambda: changed(
            word(body(PARAGRAPH)), word__document_xml=with_declaration('<!DOCTYPE d SYSTEM "http://127.0.0.1:1/d">')
        ),
    ),
    Attack("deep.odt", lambda: changed(an_odt(), content_xml=lambda _: b"<a>" * 300_000 + b"</a>" * 300_000), BROKEN),
    Attack(
        "deep.xlsx",
        lambda: changed(good_xlsx(), xl__worksheets__sheet1_xml=lambda _: b"<a>" * 300_000 + b"</a>" * 300_000),
        (*HELD, errors.EmptyFile),
    ),
    Attack("attributes.docx", lambda: word(body(f"<w:p {attributes(200_000)}/>{PARAGRAPH}"))),
    Attack("picture.svg", lambda: SVG.encode(), (errors.RefusedFile,)),
    Attack("data.xml", lambda: (LAUGHS + "<d>&l9;</d>").encode(), (errors.RefusedFile,)),
    Attack("deep.json", lambda: b"[" * 1_000_000, (errors.RefusedFile,)),
    # Office
    Attack("field.docx", lambda: word(body(FIELD)), absent="hidden"),
    Attack("template.docx", lambda: added(word(body(PARAGRAPH)), ("word/_rels/settings.xml.rels", TEMPLATE.encode()))),
    Attack("macro.odt", lambda: added(an_odt(), ("Basic/Standard/Module1.xml", MACRO.encode())), absent="hidden"),
    Attack("macro.docm", lambda: word(body(PARAGRAPH), "ms-word.document.macroEnabled.main+xml"), (errors.MacroFile,)),
    # PDF
    Attack("runs.pdf", running_pdf, absent="hidden"),
    Attack("forms.pdf", lambda: forms_in_forms(60, 8), HELD),
    Attack("itself.pdf", lambda: one_page(b"/F Do " + DRAWN, {5: stream(FORM, b"/F Do /F Do")}), HELD),
    Attack("objects.pdf", lambda: many_objects(100_000)),
    Attack("pages.pdf", lambda: many_pages(2_000_000_000)),
    Attack("loop.pdf", lambda: one_page(DRAWN, {2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"})),
    Attack("packed.pdf", twice_packed, (*HELD, errors.ScannedFile)),
    Attack("table.pdf", wrong_table),
    Attack("map.pdf", huge_map),
    Attack("arrays.pdf", lambda: one_page(DRAWN, {5: b"[" * 500_000 + b"]" * 500_000})),
    Attack("tables.pdf", lambda: one_page(b"[" * 500_000 + DRAWN), (errors.ScannedFile,)),
    Attack("paper.pdf", lambda: one_page(DRAWN).replace(b"[0 0 300 300]/C", b"[-1e30 -1e30 1e30 1e30]/C")),
    Attack("locked.pdf", lambda: a_pdf(GOOD, password="x"), (errors.ProtectedFile,)),
    # One file, two kinds
    Attack("both.pdf", lambda: one_page(DRAWN) + word(body("hidden")), absent="hidden"),
    Attack("both.docx", lambda: b"%PDF-1.4\n" + word(body(PARAGRAPH)), BROKEN),
    Attack("both.html", lambda: f"GIF89a<html><body>{GOOD}</body></html>".encode(), (errors.RefusedFile,)),
    Attack(
        "both.txt", lambda: f"<html><body>{GOOD}<script>hidden words</script></body></html>".encode(), absent="hidden"
    ),
    # Pages
    Attack(
        "script.html",
        lambda: f"<p onclick='hidden()'>{GOOD}</p><script>hidden()</script><iframe srcdoc='hidden'>".encode(),
        absent="hidden",
    ),
    Attack("svg.html", lambda: f"<p>{GOOD}</p>{SVG}".encode(), absent="hidden words"),
    Attack(
        "outside.xhtml", lambda: f'<?xml version="1.0"?>{OUTSIDE}<html><body><p>{GOOD} &x;</p></body></html>'.encode()
    ),
    Attack("laughs.xhtml", lambda: f"{LAUGHS}<html><body><p>{GOOD} &l9;</p></body></html>".encode(), absent="haha"),
    Attack("tables.html", lambda: b"<table><tr><td>" * 50_000 + GOOD.encode(), (*HELD, errors.EmptyFile)),
    Attack("attributes.html", lambda: f"<p {attributes(20_000)}>{GOOD}</p>".encode()),
    # Text
    Attack("line.txt", lambda: GOOD.encode() + b"x" * 30_000_000),
    Attack("nul.txt", lambda: GOOD.encode() + b"\x00", (errors.RefusedFile,)),
    Attack("marks.txt", lambda: (GOOD + "a" + "\u0315\u0300\u0323" * 300_000).encode(), absent="\u0323" * 300),
    Attack("turned.txt", lambda: f"{GOOD} \u202ehidden\u202c".encode(), absent="\u202e"),
    Attack("columns.csv", lambda: f"a,b\n{GOOD},{',' * 5_000_000}\n".encode()),
    Attack("formula.csv", lambda: f"a,b\n=cmd|'/c calc'!A1,{GOOD}\n".encode()),
    # Mail
    Attack("parts.eml", lambda: parts_in_parts(5_000), (*HELD, errors.EmptyFile)),
    Attack("letters.eml", lambda: letters_in_letters(5_000), HELD),
    Attack("charset.eml", lambda: mail("Content-Type: text/plain; charset=zip")),
    Attack(
        "packed.eml",
        lambda: mail(
            "Content-Type: text/plain\nContent-Transfer-Encoding: base64",
            base64.b64encode(GOOD.encode() * 100_000).decode(),
        ),
    ),
    Attack("field.eml", lambda: mail("X: " + "a" * 10_000_000)),
]
