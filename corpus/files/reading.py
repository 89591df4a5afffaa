"""Bytes to what they say, in this process. Only a reader of its own may run it on what people bring: see `corpus.files.apart`."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from corpus.errors import RegripError
from corpus.files.blocks import Extract, Source, clean
from corpus.files.errors import DamagedFile, EmptyFile, ReaderFault, TooMuchMemory
from corpus.files.models import Kind, Reading
from corpus.files.sniff import identify

_OURS = str(Path(__file__).parent)
_LIBRARIES = frozenset("lxml zipfile zlib pypdfium2 openpyxl email binascii struct charset_normalizer".split())
_LONGEST_TITLE = 200
_LONGEST_WARNING = 2_000


def read_source(source: Source) -> Reading:
    """Return what a file says. Raises a FileError, one line that names the file and the way out, for whatever cannot be read."""
    return read_as(source, *kind_of(source))


def kind_of(source: Source) -> tuple[Kind, str | None]:
    """Return what a file is, and a warning when its name says otherwise. Raises a FileError for what is not read."""
    with _errors_of_libraries(source.name):
        return identify(source.name, PurePath(source.name).suffix.lower(), source.data)


def read_as(source: Source, kind: Kind, warning: str | None = None) -> Reading:
    """Return what a file of that kind says, with `warning` before the others. Raises a FileError."""
    with _errors_of_libraries(source.name):
        extract = reader_of(kind)(source)
        if not extract.sections:
            raise EmptyFile(source.name, "there are no words in the file; save it again with its text or give another")
        title = " ".join(clean(extract.title or "").split()) or _title_from(source.name)
        warnings = [warning, *extract.warnings] if warning else extract.warnings
        return Reading(
            kind=kind,
            title=title[:_LONGEST_TITLE],
            date=extract.date,
            text=extract.text,
            sections=extract.sections,
            warnings=tuple(dict.fromkeys(clean(line)[:_LONGEST_WARNING] for line in warnings)),
        )


def reader_of(kind: Kind) -> Callable[[Source], Extract]:
    """Return the reader of a kind. Each is imported when it is first needed."""
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


def _title_from(name: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", Path(name).stem).split()) or name


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
        raise TooMuchMemory(name, "reading it takes more memory than a file may have; cut it into parts") from error
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
