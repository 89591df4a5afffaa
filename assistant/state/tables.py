"""The tables of the record. Changes to them come with a migration in `migrations/versions`."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Root of the tables."""


class ConversationRow(Base):
    """One conversation. `owner` is empty until there are accounts."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), default="")
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ExchangeRow(Base):
    """One question with its answer, and what it was made with. All are JSON; personal data is covered in them.

    `made_with` and `screening` are null in exchanges that were kept before there was a replay.
    """

    __tablename__ = "exchanges"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str] = mapped_column(String(32))
    index_generation: Mapped[str] = mapped_column(String(32))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    made_with: Mapped[str | None] = mapped_column(Text)
    screening: Mapped[str | None] = mapped_column(Text)


class FeedbackRow(Base):
    """What a reader said of an answer, or of one section or statement of it, counted from 1. Personal data is covered in `note`."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    exchange_id: Mapped[str] = mapped_column(ForeignKey("exchanges.id", ondelete="CASCADE"), index=True)
    section: Mapped[int | None] = mapped_column(Integer)
    statement: Mapped[int | None] = mapped_column(Integer)
    verdict: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
