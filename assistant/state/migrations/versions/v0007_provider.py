"""Whose account somebody of a provider has, and the ways to the provider and back that were gone to their end."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "links",
        sa.Column("issuer", sa.String(500), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        sa.Column("account_id", sa.String(32), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.UniqueConstraint("account_id", "issuer"),
    )
    op.create_table(
        "ways",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_ways_at", "ways", ["at"])


def downgrade() -> None:
    """Remove both: whoever comes through a provider is known by the name of their account again, the first time."""
    op.drop_table("ways")
    op.drop_table("links")
