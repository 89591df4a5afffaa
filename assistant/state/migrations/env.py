"""Alembic's entry point: runs the migrations on the address in its configuration, all of them or none."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event

from assistant.state.tables import Base


def _leave_begin_to_us(connection: Any, _: object) -> None:
    connection.isolation_level = None


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


_engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
if _engine.dialect.name == "sqlite":  # whose driver would otherwise commit each change of a table by itself
    event.listen(_engine, "connect", _leave_begin_to_us)
    event.listen(_engine, "begin", _begin)
with _engine.connect() as _connection:
    context.configure(
        connection=_connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
_engine.dispose()
