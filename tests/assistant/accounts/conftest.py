"""The tables of accounts, empty, on both databases that they are made for, and a clock that a test sets."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from assistant.state.database import FILE, open_database
from assistant.state.tables import Base
from tests.postgres import server

PASSWORD = "correct horse battery"


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **how_long: float) -> None:
        self.moment += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def accounts_database() -> Iterator[Engine]:
    with server() as address:
        engine = open_database(address)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("accounts") / FILE
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: Any, tmp_path: Path) -> Iterator[Engine]:
    """A database without anything in it, on SQLite and on PostgreSQL."""
    if request.param == "postgresql":
        opened: Engine = request.getfixturevalue("accounts_database")
        with opened.begin() as connection:
            connection.execute(text("alter table audit disable trigger user"))
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.execute(text("alter table audit enable trigger user"))
        yield opened
        return
    shutil.copy(request.getfixturevalue("accounts_file"), tmp_path / FILE)
    opened = open_database(f"sqlite:///{tmp_path / FILE}")
    yield opened
    opened.dispose()
