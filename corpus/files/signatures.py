"""What the endings and first bytes of files say they are, and the way out for kinds that are not read."""

from corpus.files.models import Kind

SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".eml": "eml",
}
"""The endings that are read, and as what."""

READABLE: tuple[str, ...] = tuple(SUFFIXES)
"""The endings of the files that can be read, with their dot."""

KIND_NAMES: dict[Kind, str] = {
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "odt": "an OpenDocument text (.odt)",
    "html": "a web page (.html)",
    "markdown": "Markdown",
    "text": "plain text",
    "xlsx": "an Excel workbook (.xlsx)",
    "csv": "a table in plain text (.csv)",
    "eml": "an email (.eml)",
}

UNPACK = "unpack it and give the files inside"
_PICTURE = "run text recognition (OCR) on it and give the text, or type out what matters"
_RECORDING = "give a transcript as text"
_PROGRAM = "nothing in a program can be cited; give the document it came with"
OTHER = "save it as PDF, .docx or plain text"

MAGIC: tuple[tuple[bytes, int, str, str], ...] = (
    (b"\x89PNG\r\n", 0, "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", 0, "a JPEG picture", _PICTURE),
    (b"GIF8", 0, "a GIF picture", _PICTURE),
    (b"II*\x00", 0, "a TIFF picture", _PICTURE),
    (b"MM\x00*", 0, "a TIFF picture", _PICTURE),
    (b"WEBP", 8, "a WebP picture", _PICTURE),
    (b"ftypheic", 4, "an HEIC picture", _PICTURE),
    (b"\x1f\x8b", 0, "a gzip archive", UNPACK),
    (b"BZh", 0, "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\x00", 0, "an xz archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", 0, "a RAR archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, "a Zstandard archive", UNPACK),
    (b"ustar", 257, "a tar archive", UNPACK),
    (b"MSCF", 0, "a cabinet archive", UNPACK),
    (b"MZ", 0, "a Windows program", _PROGRAM),
    (b"\x7fELF", 0, "a Linux program", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", 0, "a macOS program", _PROGRAM),
    (b"\xca\xfe\xba\xbe", 0, "a compiled program", _PROGRAM),
    (b"\x00asm", 0, "a WebAssembly program", _PROGRAM),
    (b"SQLite format 3\x00", 0, "a database", "export the table as .csv"),
    (b"{\\rtf", 0, "a Rich Text file", "open it in Word or LibreOffice and save it as .docx"),
    (b"%!PS", 0, "a PostScript file", "save it as PDF"),
    (b"ID3", 0, "a sound recording", _RECORDING),
    (b"OggS", 0, "a recording", _RECORDING),
    (b"WAVE", 8, "a sound recording", _RECORDING),
    (b"ftyp", 4, "a video or sound recording", _RECORDING),
    (b"\x1a\x45\xdf\xa3", 0, "a video", _RECORDING),
)

BY_SUFFIX: dict[str, tuple[str, str]] = {
    ".doc": ("an old Word file (.doc)", "open it in Word or LibreOffice and save it as .docx"),
    ".dot": ("an old Word template (.dot)", "open it in Word or LibreOffice and save it as .docx"),
    ".xls": ("an old Excel file (.xls)", "open it in Excel or LibreOffice and save it as .xlsx"),
    ".ppt": ("an old PowerPoint file (.ppt)", "open it in PowerPoint or LibreOffice and save it as PDF"),
    ".pptx": ("a PowerPoint file (.pptx)", "save it as PDF"),
    ".rtf": ("a Rich Text file", "open it in Word or LibreOffice and save it as .docx"),
    ".msg": ("an Outlook message (.msg)", "open it in Outlook and save it as .eml or plain text"),
    ".ods": ("an OpenDocument spreadsheet (.ods)", "save it as .xlsx or .csv"),
    ".odp": ("an OpenDocument presentation (.odp)", "save it as PDF"),
    ".epub": ("an e-book", "save it as PDF or plain text"),
    ".svg": ("an SVG picture", _PICTURE),
    ".json": ("JSON data", "save what matters as plain text or .csv"),
    ".xml": ("XML data", "save what matters as plain text or .csv"),
}

OLE_PARTS: tuple[tuple[str, str], ...] = (
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
)
