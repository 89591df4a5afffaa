"""What an error of Chroma's client means, and how it is told: what happened, where, and the way out."""

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Literal

from indexes.chroma_retry import Patience
from indexes.errors import IndexBusy, IndexDamaged, IndexingError, StoreUnavailable

Fault = Literal["gone", "away", "silent", "denied", "clash", "strange", "other"]
"""gone: no such collection; away: nobody answers, or answers "later"; silent: no answer in time;
denied: access refused; clash: another client was writing; strange: an answer that is not Chroma's."""

_LATER = {429, 502, 503, 504}
_DENIED = {401, 403}
_LOCKED = "database is locked"
_CLASHES = (_LOCKED, "already exists", "Nothing found on disk")
"""The last is said of a new collection that is read while another client's first rows are on their way in."""
_NO_WRITING = (
    "readonly database",
    "unable to open database file",
    "disk is full",
    "os error 13",
    "os error 17",
    "os error 28",
    "os error 30",
)
"""SQLite's words, and the system's numbers for: no permission, not a folder, no space, mounted to be read only."""


def fault(error: BaseException) -> Fault:
    """Return what kind of error this is: Chroma's client wraps some of them, so the causes are looked at too."""
    return next((kind for kind in map(_kind, _chain(error)) if kind != "other"), "other")


def is_hopeful(error: Exception) -> bool:
    """Return whether trying again may help."""
    return fault(error) in ("away", "silent", "clash")


def server_error(error: Exception, place: str, patience: Patience, opening: bool = False) -> IndexingError:
    """Return the error to raise for one that a server at `place` has caused; while `opening`, any other is strange."""
    kind = fault(error)
    if opening and kind in ("gone", "other"):
        kind = "strange"
    if kind == "away":
        said = f"no Chroma server answers ({_reason(error)}; tried for up to {patience.retry:g} s)"
        return StoreUnavailable(
            f"{place}: {said}; start it with `chroma run`, set REGRIP_CHROMA_URL to where it runs, "
            "or unset it to keep the vectors in the home folder"
        )
    if kind == "silent":
        return StoreUnavailable(
            f"{place}: the Chroma server gives no answer in time ({_reason(error)}); restart it, "
            "or set REGRIP_CHROMA_URL to another"
        )
    if kind == "denied":
        return StoreUnavailable(
            f"{place}: access is refused ({_reason(error)}); "
            "set REGRIP_CHROMA_URL to an address with the name and password, https://name:password@host"
        )
    if kind == "strange":
        return StoreUnavailable(
            f"{place}: what answers is no Chroma server of version 1 ({_reason(error)}); "
            "set REGRIP_CHROMA_URL to the address of one"
        )
    if _is_internal(error):
        return IndexingError(
            f"{place}: the Chroma server fails ({_reason(error)}); look into its log, and run `regrip index verify`"
        )
    return _refused(error, place)


def embedded_error(error: Exception, place: str) -> IndexingError:
    """Return the error to raise for one of the database in the folder `place`."""
    reason = _reason(error)
    if _LOCKED in reason:
        return IndexBusy(f"{place}: another process is writing to this database ({reason}); wait for it to end")
    if isinstance(error, OSError) or any(words in reason for words in _NO_WRITING):
        return IndexingError(
            f"{place}: Chroma cannot use this folder ({reason}); make it writable with room to spare, or move REGRIP_HOME"
        )
    if _is_internal(error):
        return IndexDamaged(
            f"{place}: Chroma cannot read its database ({reason}); delete that folder and run `regrip index build`"
        )
    return _refused(error, place)


def _refused(error: Exception, place: str) -> IndexingError:
    return IndexingError(f"{place}: Chroma does not take this ({_reason(error)}); run `regrip index verify`")


def _is_internal(error: Exception) -> bool:
    from chromadb.errors import InternalError

    return isinstance(error, InternalError)


def _kind(error: BaseException) -> Fault:
    import httpx
    from chromadb import errors

    if isinstance(error, errors.NotFoundError):
        return "gone"
    if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout | TimeoutError):
        return "silent"
    if isinstance(error, httpx.TransportError | errors.RateLimitError):
        return "away"
    if isinstance(error, errors.ChromaAuthError | errors.AuthorizationError):
        return "denied"
    if isinstance(error, httpx.HTTPStatusError):
        code = error.response.status_code
        return "away" if code in _LATER else "denied" if code in _DENIED else "strange"
    if isinstance(error, JSONDecodeError | KeyError):
        return "strange"
    return "clash" if any(words in str(error) for words in _CLASHES) else "other"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reason(error: Exception) -> str:
    """Return the first cause with a meaning in a few words: its HTTP status, or its name and text."""
    import httpx

    meant = next((e for e in _chain(error) if _kind(e) != "other"), error)
    if isinstance(meant, httpx.HTTPStatusError):
        return f"HTTP {meant.response.status_code}"
    return f"{type(meant).__name__}: {' '.join(str(meant).split())[:200]}"
