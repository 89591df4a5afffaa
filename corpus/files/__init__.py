"""Files that a user brings: PDF, Word, OpenDocument, web pages, Markdown, text, tables, emails.

`read_file` gives the text with the place of every part; `to_document` makes it a document of the corpus.
"""

from corpus.files.models import FileSection, FileText, Kind
from corpus.files.reading import READABLE, read_file, to_document

__all__ = ["READABLE", "FileSection", "FileText", "Kind", "read_file", "to_document"]
