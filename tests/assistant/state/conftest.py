"""The record on both databases that it is made for."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assistant.state.database import FILE
from assistant.state.store import Record
from assistant.state.tables import Base
from tests.postgres import server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with server() as address:
        yield address


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite record without anything in it."""
    folder = tmp_path_factory.mktemp("migrated")
    Record.in_home(folder).close()
    return folder / FILE


@pytest.fixture(scope="session")
def migrated_database(postgres: str) -> Iterator[Record]:
    """A PostgreSQL record, emptied by each test."""
    record = Record(postgres)
    yield record
    record.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: Any, tmp_path: Path) -> Iterator[Record]:
    """A record without anything in it, on SQLite and on PostgreSQL."""
    if request.param == "postgresql":
        kept: Record = request.getfixturevalue("migrated_database")
        with kept.engine.begin() as connection:
            connection.execute(
                text("set local session_replication_role = replica")
            )  # the audit log only grows: not here
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        yield kept
        return
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / FILE)
    kept = Record.in_home(tmp_path)
    yield kept
    kept.close()
