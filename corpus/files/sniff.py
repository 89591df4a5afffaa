"""What a file really is, by its content first and its ending second.

A file whose ending is wrong is read as what it is when that is a kind Regrip reads, with a warning; otherwise it is
refused and the message says what it really is.
"""

import re
import zipfile

from corpus.files.containers import check_xml, open_container, read_member
from corpus.files.errors import DamagedFile, MacroFile, ProtectedFile, RefusedFile
from corpus.files.models import Kind
from corpus.files.signatures import BY_SUFFIX, KIND_NAMES, MAGIC, OLE_PARTS, OTHER, SUFFIXES, UNPACK
from corpus.files.text_encoding import decode_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
_MAIL_FIELD = re.compile(
    r"^(from|to|date|subject|mime-version|received|message-id|return-path|content-type):\s*\S", re.IGNORECASE
)
_HEAD = 8_000


def identify(name: str, suffix: str, data: bytes) -> tuple[Kind, str | None]:
    """Return what the file is, and a warning when its ending says otherwise. Raises a FileError for what is not read."""
    kind = _by_content(name, suffix, data) or _by_suffix(name, suffix, data)
    stated = SUFFIXES.get(suffix)
    if kind == stated:
        return kind, None
    ending = f"named {suffix}" if suffix else "without an ending"
    return kind, f"the file is {ending} but is {KIND_NAMES[kind]}; it was read as that"


def _by_content(name: str, suffix: str, data: bytes) -> Kind | None:
    """The kind of a file that its first bytes give away."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(name, suffix, data)
    if data.startswith(_OLE):
        raise _old_office(name, suffix, data)
    for magic, offset, what, way_out in MAGIC:
        if data[offset : offset + len(magic)] == magic and not _is_text_after_all(magic, data):
            raise _refusal(name, suffix, what, way_out)
    return None


def _is_text_after_all(magic: bytes, data: bytes) -> bool:
    """Two or three letters may as well begin a sentence."""
    return magic.isalnum() and b"\x00" not in data[:_HEAD] and len(magic) < 4


def _refusal(name: str, suffix: str, what: str, way_out: str) -> RefusedFile:
    known = SUFFIXES.get(suffix)
    said = f"named {suffix} but it is really {what}" if known else f"this is {what}"
    return RefusedFile(name, f"{said}, which Regrip does not read; {way_out}")


def _zip_kind(name: str, suffix: str, data: bytes) -> Kind:
    archive = open_container(data, name)
    names = set(archive.namelist())
    kind = _office_kind(name, suffix, archive, names)
    if any(m.flag_bits & 1 for m in archive.infolist()):
        raise ProtectedFile(name, "it is locked with a password; save a copy without one")
    check_xml(archive, name)
    return kind


def _office_kind(name: str, suffix: str, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if "[Content_Types].xml" in names:
        return _microsoft_kind(name, suffix, archive, names)
    if "mimetype" in names:
        return _opendocument_kind(name, suffix, archive, names)
    if suffix in {".docx", ".xlsx", ".odt"}:
        raise DamagedFile(name, f"a zip archive named {suffix} without a document in it; save it anew from its program")
    raise _refusal(name, suffix, "a ZIP archive", UNPACK)


def _microsoft_kind(name: str, suffix: str, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    types = read_member(archive, "[Content_Types].xml", name).lower()
    if b"macroenabled" in types or any(n.lower().endswith("vbaproject.bin") for n in names):
        ending = ".xlsx" if any(n.startswith("xl/") for n in names) else ".docx"
        raise MacroFile(name, f"it carries macros; open it with macros off and save it as {ending} or PDF")
    if b"wordprocessingml.document.main" in types or b"wordprocessingml.template.main" in types:
        return "docx"
    if b"spreadsheetml.sheet.main" in types or b"spreadsheetml.template.main" in types:
        return "xlsx"
    if b"presentationml" in types:
        raise _refusal(name, suffix, *BY_SUFFIX[".pptx"])
    if any(n.endswith("xl/workbook.bin") for n in names):
        raise _refusal(name, suffix, "a binary Excel workbook (.xlsb)", "save it as .xlsx or .csv")
    if suffix in {".docx", ".xlsx"}:
        raise DamagedFile(name, "it does not say where its text is; save it anew from the program that made it")
    raise _refusal(name, suffix, "an office package of an unknown kind", OTHER)


def _opendocument_kind(name: str, suffix: str, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    mimetype = read_member(archive, "mimetype", name)[:200].decode("ascii", "replace").strip()
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_member(archive, "META-INF/manifest.xml", name):
        raise ProtectedFile(name, "it is locked with a password; save a copy without one")
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    for word, ending in (("spreadsheet", ".ods"), ("presentation", ".odp"), ("epub", ".epub")):
        if word in mimetype:
            raise _refusal(name, suffix, *BY_SUFFIX[ending])
    raise _refusal(name, suffix, "a package of an unknown kind", OTHER)


def _old_office(name: str, suffix: str, data: bytes) -> ProtectedFile | RefusedFile:
    def holds(part: str) -> bool:
        return part.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return ProtectedFile(name, "it is locked with a password; open it, remove the password and save it again")
    if holds("__substg1.0_"):
        return _refusal(name, suffix, *BY_SUFFIX[".msg"])
    for part, ending in OLE_PARTS:
        if holds(part):
            return _refusal(name, suffix, *BY_SUFFIX[ending])
    return _refusal(name, suffix, "an old Office file", OTHER)


def _by_suffix(name: str, suffix: str, data: bytes) -> Kind:
    """The kind of a file without a signature: text of some sort, or nothing we know."""
    kind = SUFFIXES.get(suffix)
    if kind in {"pdf", "docx", "odt", "xlsx"} or kind is None:
        return _misnamed(name, suffix, data)
    text = decode_text(data, name)[0][:_HEAD]
    if kind in {"text", "csv", "eml"} and _HTML.match(text):
        return "html"
    if kind == "html" and "<" not in text:
        raise RefusedFile(name, f"named {suffix} but there is no HTML in it; rename it to .txt if it is plain text")
    if kind == "eml" and not is_mail(text):
        raise RefusedFile(
            name, "named .eml but it does not begin as an email does; rename it to .txt if it is plain text"
        )
    return kind


def _misnamed(name: str, suffix: str, data: bytes) -> Kind:
    if b"\x00" not in data[:_HEAD]:
        head = data[:_HEAD].decode("utf-8", "replace")
        if _HTML.match(head):
            return "html"
        if suffix in SUFFIXES and "\ufffd" not in head:
            raise RefusedFile(name, f"named {suffix} but it holds plain text; rename it to .txt if that is what it is")
    if suffix in SUFFIXES:
        kind = KIND_NAMES[SUFFIXES[suffix]]
        raise DamagedFile(
            name, f"named {suffix} but it is not {kind}: its beginning is missing or wrong; fetch it again"
        )
    if suffix in BY_SUFFIX:
        raise _refusal(name, suffix, *BY_SUFFIX[suffix])
    kinds = "PDF, .docx, .odt, .html, .md, .txt, .xlsx, .csv or .eml"
    raise RefusedFile(name, f"files of kind '{suffix or 'without ending'}' are not read; save it as {kinds}")


def is_mail(text: str) -> bool:
    """Return whether `text` begins with at least two header fields of an email."""
    head = re.split(r"\r?\n\r?\n", text.lstrip(), maxsplit=1)[0]
    return sum(bool(_MAIL_FIELD.match(line)) for line in head.splitlines()) >= 2
