"""Records as earlier versions of Regrip wrote them, with rows in every table that those versions had."""

import contextlib
import sqlite3
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.models import Answer, Question

if TYPE_CHECKING:
    from alembic.config import Config

_MOMENT = "2026-11-01 10:00:00.000000"


def revisions() -> list[str]:
    """Return every version that a record has had, the oldest first."""
    from alembic.script import ScriptDirectory

    return sorted(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def make_record(file: Path, revision: str, conversations: int = 1) -> None:
    """Write a record of `revision` with so many conversations of one exchange each; cases, papers and so on where that version had them."""
    from alembic import command

    config = _config()
    config.set_main_option("sqlalchemy.url", f"sqlite:///{file}")
    command.upgrade(config, revision)
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("pragma foreign_keys=on")
        for number in range(conversations):
            _conversation(connection, revision, number)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("assistant.state") / "migrations"))
    return config


def _conversation(connection: sqlite3.Connection, revision: str, number: int) -> None:
    cases = revision >= "0003"
    if cases:
        _put(connection, "cases", id=f"k{number}", owner="local", name=f"Service {number}", service="", created=_MOMENT,
             changed=_MOMENT, archived=False, version=1)  # fmt: skip
    _put(connection, "conversations", id=f"c{number}", owner="local" if cases else "", started_at=_MOMENT,
         **({"case_id": f"k{number}"} if cases else {}))  # fmt: skip
    _put(connection, "exchanges", id=f"e{number}", conversation_id=f"c{number}", asked_at=_MOMENT, status="answered",
         index_generation="g", question=Question(turns=[f"What now, {number}?"]).model_dump_json(),
         answer=Answer(id="", status="answered").model_dump_json(exclude={"exchange_id"}))  # fmt: skip
    if revision >= "0002":
        _put(
            connection,
            "feedback",
            id=f"f{number}",
            exchange_id=f"e{number}",
            verdict="helpful",
            note="Good.",
            given_at=_MOMENT,
        )
    if cases:
        _of_case(connection, number)
    if revision >= "0004":
        connection.execute("update waiting set replaces = ? where id = ?", (f"e{number}", f"w{number}"))
    if revision >= "0005":
        _put(connection, "plans", case_id=f"k{number}", actions='["Clear the queue."]', changed=_MOMENT, version=1)
    if revision >= "0006":
        _account(connection, number)
    if revision >= "0007":
        _put(
            connection,
            "links",
            issuer="https://login.example",
            subject=f"s{number}",
            account_id=f"a{number}",
            created=_MOMENT,
        )
        _put(connection, "ways", hash=f"{number:064x}", at=_MOMENT)


def _account(connection: sqlite3.Connection, number: int) -> None:
    account = f"a{number}"
    _put(connection, "accounts", id=account, name=f"name{number}", role="director", password="$argon2id$", disabled=False,
         created=_MOMENT, password_changed=_MOMENT)  # fmt: skip
    _put(connection, "sessions", hash=f"{number:064x}", account_id=account, created=_MOMENT, seen=_MOMENT, ends=_MOMENT)
    _put(connection, "tokens", id=f"t{number}", account_id=account, label="nightly", hash=f"{number:064x}", scope="read",
         created=_MOMENT, ends=_MOMENT)  # fmt: skip
    _put(connection, "tries", name_hash=f"{number:064x}", address="192.0.2.1", at=_MOMENT)
    _put(
        connection, "audit", at=_MOMENT, actor=account, address="192.0.2.1", action="sign in", target="", result="done"
    )


def _of_case(connection: sqlite3.Connection, number: int) -> None:
    case = f"k{number}"
    _put(connection, "shares", case_id=case, user="adviser", role="reader")
    _put(connection, "documents", id=f"d{number}", case_id=case, title="Minutes", name="minutes.txt", kind="text",
         sha256=f"{number:064x}", words=2, text="Slow visits.", warnings="[]", kept=False, added=_MOMENT, version=1)  # fmt: skip
    _put(connection, "marks", id=f"m{number}", case_id=case, document_id=f"d{number}", start=0, end=4, verdict="past",
         made_by="local", made_at=_MOMENT)  # fmt: skip
    _put(connection, "waiting", id=f"w{number}", conversation_id=f"c{number}", text="And then?", asked_at=_MOMENT)
    _put(connection, "drafts", owner="local", case_id=case, place="", text="Half a thought", changed=_MOMENT, version=1)


def _put(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    connection.execute(f"insert into {table} ({names}) values ({places})", tuple(values.values()))


def counted(file: Path) -> dict[str, int]:
    """Return how many rows each table of a record has."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        names = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in names}
