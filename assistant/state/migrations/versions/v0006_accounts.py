"""Accounts, the browsers they are signed in with, tokens, tries to sign in, and an audit log that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
_REFUSED = "the audit log only grows"


def upgrade() -> None:
    """Make the tables, and the triggers that keep the audit log as it was written."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("password_changed", moment, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        _of_account(),
        sa.Column("created", moment, nullable=False),
        sa.Column("seen", moment, nullable=False),
        sa.Column("ends", moment, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_account(),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("ends", moment, nullable=False),
        sa.Column("used", moment, nullable=True),
    )
    for table in ("sessions", "tokens"):
        op.create_index(f"ix_{table}_account_id", table, ["account_id"])
    op.create_table(
        "tries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name_hash", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    for column in ("name_hash", "address", "at"):
        op.create_index(f"ix_tries_{column}", "tries", [column])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
    )
    for column in ("at", "actor"):
        op.create_index(f"ix_audit_{column}", "audit", [column])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _of_account() -> sa.Column[str]:
    key = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.String(32), key, nullable=False)


def _guards(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"create trigger audit_no_{verb} before {verb} on audit begin select raise(abort, '{_REFUSED}'); end"
            for verb in ("update", "delete")
        ]
    if dialect == "postgresql":
        return [
            "create function audit_only_grows() returns trigger language plpgsql as "
            f"$$ begin raise exception '{_REFUSED}'; end $$",
            "create trigger audit_no_change before update or delete on audit for each row execute function audit_only_grows()",
            "create trigger audit_no_truncate before truncate on audit execute function audit_only_grows()",
        ]
    return []


def downgrade() -> None:
    """Remove all of it: nobody can sign in any more, and the audit log is lost."""
    for table in ("audit", "tries", "tokens", "sessions", "accounts"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function audit_only_grows()")
