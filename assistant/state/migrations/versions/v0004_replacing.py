"""A message that waits for an answer may say which exchange it replaces."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
_KEY = "fk_waiting_replaces_exchanges"


def upgrade() -> None:
    """Add the column; messages that wait already replace nothing."""
    with op.batch_alter_table("waiting") as batch:
        batch.add_column(sa.Column("replaces", sa.String(32), nullable=True))
        batch.create_foreign_key(_KEY, "exchanges", ["replaces"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    """Remove it; a message that was to replace an exchange stands after it."""
    with op.batch_alter_table("waiting") as batch:
        batch.drop_constraint(_KEY, type_="foreignkey")
        batch.drop_column("replaces")
