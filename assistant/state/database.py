"""The database behind the record: opening it, bringing its tables up to date, and taking what was deleted off the disk."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StateError
from assistant.state.telling import meaning
from corpus.private import private_file

HEAD = "0007"
"""The newest migration; a test keeps it equal to what Alembic finds."""
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")
"""How every connection to SQLite works: what is acknowledged is on disk, and what is deleted is overwritten."""
_CONNECT_S = 10
"""Seconds to wait for a database server to answer."""
FILE = "record.sqlite"
"""The record's name in the home folder."""


def open_database(url: str) -> Engine:
    """Return the database at `url` with its tables up to date. Raises StateError when that cannot be done."""
    try:
        if (file := sqlite_file(url)) is not None:
            private_file(file)
        engine = create_engine(url, **_options(url))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        elif engine.dialect.name == "postgresql":
            event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
        if _version(engine) != HEAD:
            _migrate(url)
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise StateError(f"{shown(url)}: the record of conversations cannot be opened: {meaning(error)}") from error
    return engine


def _options(url: str) -> dict[str, Any]:
    """Return how a database server is reached: a connection is tried before it is used, because the server may have gone and come back."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return {}
    patience = {} if "connect_timeout" in parsed.query else {"connect_timeout": _CONNECT_S}
    return {"pool_pre_ping": True, "connect_args": patience}


def address_of(url: str | None, home: Path) -> str:
    """Return the address of the record: `url`, or the file in the home folder when there is none."""
    return url or f"sqlite:///{home / FILE}"


def sqlite_file(address: str) -> Path | None:
    """Return the file behind an SQLite address, None for another kind of database or one in memory. Raises StateError."""
    try:
        url = make_url(address)
    except SQLAlchemyError as error:
        raise StateError("record.url: not the address of a database, which is like sqlite:///record.sqlite") from error
    named = url.database or ""
    if url.get_backend_name() != "sqlite" or named in ("", ":memory:") or named.startswith("file:"):
        return None
    return Path(named)


def erase_deleted(engine: Engine) -> bool:
    """Write the file anew without what was deleted and empty the log beside it; return whether both are done.

    Deleted text is overwritten as it is deleted; this also takes away copies that an older version of Regrip may have left. False
    where another process is at work on the record, and for databases that do this themselves.
    """
    if engine.dialect.name != "sqlite":
        return False
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    except SQLAlchemyError:
        return False
    return not busy


def empty_log(engine: Engine) -> None:
    """Move what stands in the log beside an SQLite file into it, and empty the log: a process that was killed leaves one.

    Text that was deleted before the kill would otherwise stand there until the next writer needs the place.
    """
    if engine.dialect.name == "sqlite":
        with suppress(SQLAlchemyError), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def shown(url: str) -> str:
    """Return the address without a password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "record.url"


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _without_nul(_: object, __: object, statement: str, parameters: Any, *___: object) -> tuple[str, Any]:
    """Put the replacement character in the place of NUL, which PostgreSQL keeps in no text: an id with one then is nobody's."""
    if isinstance(parameters, Mapping):
        return statement, {name: _kept(value) for name, value in parameters.items()}
    if isinstance(parameters, Sequence):
        return statement, [{name: _kept(value) for name, value in row.items()} for row in parameters]
    return statement, parameters


def _kept(value: Any) -> Any:
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("select version_num from alembic_version")).scalar()


def _migrate(url: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StateError(
            f"{shown(url)}: the record was written by a newer version of Regrip; install that one, or name another record"
        ) from error
