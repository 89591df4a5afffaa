"""Feedback on exchanges, and with each exchange what its answer was made with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and add both columns; exchanges that are there have nothing in them."""
    op.add_column("exchanges", sa.Column("made_with", sa.Text, nullable=True))
    op.add_column("exchanges", sa.Column("screening", sa.Text, nullable=True))
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("exchange_id", sa.String(32), sa.ForeignKey("exchanges.id", ondelete="CASCADE"), nullable=False),
        sa.Column("section", sa.Integer, nullable=True),
        sa.Column("statement", sa.Integer, nullable=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_feedback_exchange_id", "feedback", ["exchange_id"])


def downgrade() -> None:
    """Remove both; feedback is lost."""
    op.drop_table("feedback")
    op.drop_column("exchanges", "screening")
    op.drop_column("exchanges", "made_with")
