"""What can go wrong with one file. Every message is one line that names the file and the way out.

CorpusError
└── FileError             one file cannot be read; `name` is its name
    ├── MissingFile       there is no such file, or a link leads nowhere
    ├── NotAFile          a folder, a device, a pipe
    ├── UnreadableFile    no permission, or the disk failed
    ├── FileTooLarge      above the limit in `corpus.files.limits`
    ├── EmptyFile         no bytes, or no words in it
    ├── ScannedFile       a PDF of pictures without a text layer
    ├── ProtectedFile     needs a password
    ├── DamagedFile       truncated or malformed
    ├── HostileFile       built to exhaust memory or time
    ├── RefusedFile       a kind that is not read (also an UnsupportedFile)
    ├── MacroFile         carries macros (also an UnsupportedFile)
    ├── TooMuchTime       reading it took longer than `files.seconds`
    ├── TooMuchMemory     reading it needs more than `files.memory_mb`
    ├── ReaderStopped     the process that read it came to a sudden end
    ├── ReaderFault       Regrip's own reader failed: a bug to report
    └── NoReader          no process that reads files can be started
"""

import unicodedata
from pathlib import PurePath

from corpus.errors import CorpusError, UnsupportedFile


class FileError(CorpusError):
    """One file cannot be read. `name` is the file's name, safe to print."""

    code = "file"

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {' '.join(problem.split())}")
        self.name, self.problem = name, problem


class MissingFile(FileError):
    """There is no such file."""

    code = "missing_file"


class NotAFile(FileError):
    """The path is a folder, a device or a pipe."""

    code = "not_a_file"


class UnreadableFile(FileError):
    """The system does not let us read it."""

    code = "unreadable_file"


class FileTooLarge(FileError):
    """The file is larger than Regrip reads."""

    code = "file_too_large"


class EmptyFile(FileError):
    """The file has no words in it."""

    code = "empty_file"


class ScannedFile(FileError):
    """The file holds pictures of pages and no text."""

    code = "scanned_file"


class ProtectedFile(FileError):
    """The file needs a password."""

    code = "protected_file"


class DamagedFile(FileError):
    """The file is truncated or not in the format it claims."""

    code = "damaged_file"


class HostileFile(FileError):
    """The file would exhaust memory or time if it were opened."""

    code = "hostile_file"


class RefusedFile(FileError, UnsupportedFile):
    """The file is of a kind that Regrip does not read."""

    code = "unsupported_file"


class MacroFile(FileError, UnsupportedFile):
    """The file carries macros."""

    code = "macro_file"


class TooMuchTime(FileError):
    """Reading the file took longer than a file may take."""

    code = "too_much_time"


class TooMuchMemory(FileError):
    """Reading the file needs more memory than a file may have."""

    code = "too_much_memory"


class ReaderStopped(FileError):
    """The process that read the file came to a sudden end, as it does on files made to do harm."""

    code = "reader_stopped"


class ReaderFault(FileError):
    """Regrip's own reader failed on this file. A note says where."""

    code = "reader_fault"


class NoReader(FileError):
    """No process that reads files can be started. The file is not to blame."""

    code = "no_reader"


def as_told(code: str, name: str, problem: str) -> FileError:
    """Return the error that has this code, a ReaderFault where there is none."""
    kinds = {kind.code: kind for kind in FileError.__subclasses__()}
    return kinds.get(code, ReaderFault)(name, problem)


_LONGEST_NAME = 120


def safe_name(path: PurePath) -> str:
    """Return the path's name on one line: no control characters, no invisible direction marks, not too long."""
    name = (path.name or str(path)).encode("utf-8", "backslashreplace").decode("utf-8")
    name = "".join("?" if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cn"} else c for c in name)
    return name if len(name) <= _LONGEST_NAME else f"{name[:60]}…{name[-50:]}"
