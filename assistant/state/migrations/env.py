"""Alembic's entry point: runs the migrations on the address in its configuration."""

from alembic import context
from sqlalchemy import create_engine

from assistant.state.tables import Base

_engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
with _engine.connect() as _connection:
    context.configure(connection=_connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
_engine.dispose()
