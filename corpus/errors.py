"""What can go wrong in the corpus package.

RegripError                 root of every error Regrip raises on purpose; its text is fit for the user
└── CorpusError
    ├── NoteError           a note or page is not in the format of docs/how-to/add-a-source.md
    └── UnsupportedFile     a file of a kind that cannot be read; the message names what can
"""


class RegripError(Exception):
    """An error whose message names the offending value and the way out.

    `code` is the short word that machine-readable output carries.
    """

    code = "error"


class CorpusError(RegripError):
    """Something is wrong with a document or a folder of documents."""

    code = "corpus"


class NoteError(CorpusError):
    """A note or page breaks the written format. `line` is 1-based in the file."""

    code = "note"

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class UnsupportedFile(CorpusError):
    """A file that Regrip cannot read."""

    code = "unsupported_file"
