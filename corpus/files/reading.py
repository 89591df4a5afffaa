"""The front door: a path to its text, and the text to a document."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import RegripError
from corpus.files.blocks import Extract, Source
from corpus.files.errors import DamagedFile, EmptyFile, ReaderFault, safe_name
from corpus.files.models import FileSection, FileText, Kind
from corpus.files.opening import read_bytes
from corpus.files.signatures import SUFFIXES
from corpus.files.sniff import identify
from corpus.models import Document, DocumentInfo, Section
from corpus.vocabulary import OWN_FILE

READABLE: tuple[str, ...] = tuple(SUFFIXES)
"""The endings of the files that can be read, with their dot."""

_OURS = str(Path(__file__).parent)
_LIBRARIES = frozenset("lxml zipfile zlib pypdfium2 openpyxl email binascii struct charset_normalizer".split())
_LONGEST_TITLE = 200


def read_file(path: Path) -> FileText:
    """Return the text of a file with the place of every part.

    Raises a FileError, one line that names the file and the way out, for whatever cannot be read.
    """
    name = safe_name(path)
    data, modified = read_bytes(path)
    with _errors_of_libraries(name):
        kind, warning = identify(name, path.suffix.lower(), data)
        extract = _reader(kind)(Source(name, data))
    if not extract.sections:
        raise EmptyFile(name, "there are no words in the file; save it again with its text or give another")
    return FileText(
        name=name,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        title=(extract.title or _title_from(name))[:_LONGEST_TITLE],
        date=extract.date,
        modified=modified,
        text=extract.text,
        sections=extract.sections,
        warnings=tuple(dict.fromkeys([warning, *extract.warnings] if warning else extract.warnings)),
    )


def to_document(file: FileText, *, id_prefix: str = "yours") -> Document:
    """Return a file's text as a document. Where the file states no date, it has the day it was last changed."""
    info = DocumentInfo(
        id=_identifier(file, id_prefix),
        title=file.title,
        publisher="Your own file",
        date=file.date or file.modified,
        licence="Yours",
        kind=OWN_FILE,
    )
    return Document(info=info, sections=tuple(_sections(file)))


def _sections(file: FileText) -> Iterator[Section]:
    line, reached = 1, 0
    for section in file.sections:
        line += file.text.count("\n", reached, section.start)
        reached = section.start
        yield _section(section, file.text_of(section), line)


def _section(section: FileSection, text: str, line: int) -> Section:
    """A section with its locator; where Section has no field for it, the locator closes the heading path."""
    values: dict[str, Any] = {"heading": section.heading, "text": text, "line": line}
    if "locator" in Section.model_fields:
        values["locator"] = section.locator
    elif section.locator != " > ".join(section.heading) and section.locator != "beginning":
        values["heading"] = (*section.heading, section.locator)
    return Section.model_validate(values)


def _identifier(file: FileText, prefix: str) -> str:
    words = re.findall(r"[a-z0-9]+", Path(file.name).stem.lower())
    return "-".join([prefix, "-".join(words)[:50].strip("-") or "file", file.sha256[:10]])


def _title_from(name: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", Path(name).stem).split()) or name


def _reader(kind: Kind) -> Callable[[Source], Extract]:
    """The reader of a kind. Each is imported when it is first needed."""
    match kind:
        case "pdf":
            from corpus.files.pdf import read_pdf as read
        case "docx":
            from corpus.files.docx import read_docx as read
        case "odt":
            from corpus.files.odt import read_odt as read
        case "html":
            from corpus.files.html import read_html as read
        case "markdown":
            from corpus.files.plain import read_markdown as read
        case "text":
            from corpus.files.plain import read_text as read
        case "xlsx":
            from corpus.files.xlsx import read_xlsx as read
        case "csv":
            from corpus.files.tables import read_csv as read
        case "eml":
            from corpus.files.email import read_email as read
    return read


@contextmanager
def _errors_of_libraries(name: str) -> Iterator[None]:
    """Turn what a format library raises on a broken file into DamagedFile, and a slip of ours into ReaderFault."""
    try:
        yield
    except RegripError:
        raise
    except RecursionError as error:
        raise DamagedFile(name, "its parts are nested too deeply to be read; save it anew or as PDF") from error
    except MemoryError as error:
        raise DamagedFile(name, "it needs more memory than there is; cut it into parts") from error
    except Exception as error:
        if _is_from_a_library(error):
            raise DamagedFile(name, "the file is damaged; open it in its program and save it anew") from error
        problem = (
            f"Regrip's reader failed on it ({type(error).__name__}); save it as PDF or text, and please report this"
        )
        raise ReaderFault(name, problem) from error


def _is_from_a_library(error: Exception) -> bool:
    if type(error).__module__.split(".")[0] in _LIBRARIES:
        return True
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and not trace.tb_frame.f_code.co_filename.startswith(_OURS)
