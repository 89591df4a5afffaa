"""What can go wrong when originals are downloaded.

CorpusError
└── FetchError
    ├── ManifestError       a list of originals is not in the format of docs/how-to/fetch-originals.md
    ├── OptionError         an option has a value that cannot be used
    ├── FolderError         the folder cannot be written, or another fetch is using it
    └── OriginalError       one original could not be had; its text is the reason in the report, it never leaves `fetch_originals`
        ├── NotAllowed      our own rules forbid the request: host, private address, robots.txt, scheme
        ├── BadAnswer       the server answered, and asking again would not help: status, kind, size, checksum
        └── TryAgain        asking again may help: no answer, a server error, too many requests, a cut connection
            └── StartAgain  the same, but what has been downloaded so far is of no use
"""

from corpus.errors import CorpusError


class FetchError(CorpusError):
    """Originals could not be downloaded."""

    code = "fetch"


class ManifestError(FetchError):
    """A manifest breaks the written format. The message names the file and the entry."""

    code = "manifest"


class OptionError(FetchError):
    """An option has a value that cannot be used."""

    code = "fetch_option"


class FolderError(FetchError):
    """The folder for the originals cannot be used."""

    code = "fetch_folder"


class OriginalError(FetchError):
    """One original could not be had; the text is one plain line."""

    code = "original"


class NotAllowed(OriginalError):
    """The request would break a rule of ours, so it was not made."""

    code = "not_allowed"


class BadAnswer(OriginalError):
    """The server's answer cannot be used, and asking again would not change that."""

    code = "bad_answer"


class TryAgain(OriginalError):
    """The request failed in a way that may pass. `wait` is how many seconds the server asked for, if it did."""

    code = "try_again"

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class StartAgain(TryAgain):
    """A half-done download cannot be gone on with."""

    code = "start_again"
