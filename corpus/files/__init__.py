"""Files that a user brings: PDF, Word, OpenDocument, web pages, Markdown, text, tables, emails.

`read_file` gives the text with the place of every part, read in a process of its own; `to_document` makes it a document of the corpus.
"""

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
