"""Cases with their documents, marks and drafts, messages that wait for an answer, and sharing; conversations may belong to a case."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
_KEY = "fk_conversations_case_id_cases"


def upgrade() -> None:
    """Make the tables and columns; what is there belongs to the local user and to no case."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "cases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("changed", moment, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("deleted_at", moment, nullable=True),
        sa.Column("last_outcome", sa.String(32), nullable=True),
        sa.Column("last_direction", sa.String(16), nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_cases_owner", "cases", ["owner"])
    with op.batch_alter_table("conversations") as batch:
        batch.add_column(sa.Column("case_id", sa.String(32), nullable=True))
        batch.create_foreign_key(_KEY, "cases", ["case_id"], ["id"], ondelete="CASCADE")
    op.create_index("ix_conversations_case_id", "conversations", ["case_id"])
    op.execute("update conversations set owner = 'local' where owner = ''")
    op.add_column("exchanges", sa.Column("documents", sa.Text, nullable=True))
    op.create_table(
        "shares",
        _of_case(primary_key=True),
        sa.Column("user", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
    )
    op.create_index("ix_shares_user", "shares", ["user"])
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_case(),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("date", sa.String(10), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("kept", sa.Boolean, nullable=False),
        sa.Column("added", moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("case_id", "sha256"),
        sa.UniqueConstraint("case_id", "title"),
    )
    op.create_index("ix_documents_case_id", "documents", ["case_id"])
    op.create_table(
        "marks",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_case(),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=True),
        _of_conversation(nullable=True),
        sa.Column("turn", sa.Integer, nullable=True),
        sa.Column("start", sa.Integer, nullable=True),
        sa.Column("end", sa.Integer, nullable=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(32), nullable=True),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("made_at", moment, nullable=False),
    )
    for column in ("case_id", "document_id", "conversation_id"):
        op.create_index(f"ix_marks_{column}", "marks", [column])
    op.create_table(
        "waiting",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_conversation(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
    )
    op.create_index("ix_waiting_conversation_id", "waiting", ["conversation_id"])
    op.create_table(
        "drafts",
        sa.Column("owner", sa.String(64), primary_key=True),
        _of_case(primary_key=True),
        sa.Column("place", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed", moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_drafts_case_id", "drafts", ["case_id"])


def _of_case(primary_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("cases.id", ondelete="CASCADE")
    return sa.Column("case_id", sa.String(32), key, nullable=False, primary_key=primary_key)


def _of_conversation(nullable: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation_id", sa.String(32), key, nullable=nullable)


def downgrade() -> None:
    """Remove all of it; conversations of cases stay, without their case."""
    for table in ("drafts", "waiting", "marks", "documents", "shares"):
        op.drop_table(table)
    op.drop_column("exchanges", "documents")
    op.execute("update conversations set owner = '' where owner = 'local'")
    op.drop_index("ix_conversations_case_id", "conversations")
    with op.batch_alter_table("conversations") as batch:
        batch.drop_constraint(_KEY, type_="foreignkey")
        batch.drop_column("case_id")
    op.drop_table("cases")
