"""A case keeps its improvement plan."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    key = sa.ForeignKey("cases.id", ondelete="CASCADE")
    op.create_table(
        "plans",
        sa.Column("case_id", sa.String(32), key, primary_key=True),
        sa.Column("actions", sa.Text, nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Remove it; plans are lost."""
    op.drop_table("plans")
