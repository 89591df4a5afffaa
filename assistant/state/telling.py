"""What a fault of the database means, in words with the way out. The database's own message is not repeated: it may quote what was kept."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_MEANINGS = (
    (("disk is full", "no space left", "could not extend file"), "the disk is full; make room there, and do it again"),
    (
        ("readonly database", "unable to open database", "read-only file system", "permission denied"),
        "the file or its folder cannot be written; make it writable, or set record.keep = false to go on without keeping anything",
    ),
    (
        ("malformed", "not a database", "file is encrypted", "disk i/o error", "invalid page"),
        "the file is damaged; see `regrip db check`, and put a backup in its place with `regrip db restore`",
    ),
    (
        ("database is locked", "database table is locked"),
        "another process is writing to it for long; do it again in a moment",
    ),
    (
        ("connection", "could not connect", "server closed", "terminating", "starting up", "shutting down", "timeout"),
        "the database server does not answer; start it or look into its log, and do it again: nothing that was kept is lost",
    ),
)


def meaning(error: BaseException) -> str:
    """Return what happened and the way out; for a fault that nobody foresaw its kind, and where to look."""
    said = " ".join(str(error).lower().split())
    if isinstance(error, DBAPIError) and error.orig is not None:
        said = str(error.orig).lower()
    if isinstance(error, OSError) and error.strerror:
        said = error.strerror.lower()
    for words, meant in _MEANINGS:
        if any(word in said for word in words):
            return meant
    kind = type(error).__name__ if isinstance(error, SQLAlchemyError | OSError | ImportError) else "fault"
    return f"{kind}; check record.url, and see `regrip doctor`"
