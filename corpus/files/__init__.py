"""Files that a user brings: PDF, Word, OpenDocument, web pages, Markdown, text, tables, emails.

`read_file` gives the text with the place of every part, read in a process of its own; `to_document` makes it a document of the corpus.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.files.apart import close_readers, read_file, reader_gaps
    from corpus.files.documents import to_document
    from corpus.files.models import FileSection, FileText, Kind
    from corpus.files.settings import FileSettings
    from corpus.files.signatures import READABLE

__all__ = [
    "READABLE",
    "FileSection",
    "FileSettings",
    "FileText",
    "Kind",
    "close_readers",
    "read_file",
    "reader_gaps",
    "to_document",
]

_PLACES = {
    "READABLE": "signatures",
    "FileSection": "models",
    "FileSettings": "settings",
    "FileText": "models",
    "Kind": "models",
    "close_readers": "apart",
    "read_file": "apart",
    "reader_gaps": "apart",
    "to_document": "documents",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: whoever wants the settings alone waits for nothing else."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
