"""The tables of the record. Changes to them come with a migration in `migrations/versions`."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Root of the tables."""


class ConversationRow(Base):
    """One conversation. `owner` is the id of a user; `case_id` is null for one that belongs to no case."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)


class ExchangeRow(Base):
    """One question with its answer, and what it was made with. All are JSON; personal data is covered in them.

    `made_with` and `screening` are null in exchanges that were kept before there was a replay. `documents` are the ids of the case's
    documents that were read, in the order of the question's own, whose texts are then empty: they stand once, in the documents.
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
    documents: Mapped[str | None] = mapped_column(Text)


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


class CaseRow(Base):
    """One service followed over time. `version` grows with each change of the row, so that a change of an older state is refused.

    `last_outcome` and `last_direction` are of the last assessment and the last timeline, null before there was one; `last_direction` also
    when the documents or marks it was drawn from have changed.
    """

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    service: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    archived: Mapped[bool] = mapped_column(Boolean)
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_outcome: Mapped[str | None] = mapped_column(String(32))
    last_direction: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ShareRow(Base):
    """A case shared with a user, as reader or editor."""

    __tablename__ = "shares"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16))


class DocumentRow(Base):
    """A paper of a case. Personal data is covered in `title`, `name` and `text`; `warnings` is JSON.

    `kept` says that the file as it came lies in the folder of originals, under its hash.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("case_id", "sha256"), UniqueConstraint("case_id", "title"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    date: Mapped[str | None] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    words: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    warnings: Mapped[str] = mapped_column(Text)
    kept: Mapped[bool] = mapped_column(Boolean)
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MarkRow(Base):
    """A correction of the ledger of a case: a place in a document, or in turn number `turn` (from 1) of a conversation."""

    __tablename__ = "marks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[int | None] = mapped_column(Integer)
    end: Mapped[int | None] = mapped_column(Integer)
    verdict: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str | None] = mapped_column(String(32))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class WaitingRow(Base):
    """A message that was taken and has no answer yet; `id` is that of the exchange to come. Personal data is covered in `text`.

    `replaces` is an exchange that goes when the answer is kept; null where it replaces none, or that one is gone already.
    """

    __tablename__ = "waiting"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    replaces: Mapped[str | None] = mapped_column(ForeignKey("exchanges.id", ondelete="SET NULL"))


class DraftRow(Base):
    """What a user has typed and not sent, one for each place: a conversation of a case, or "" for one that has not begun.

    Personal data is covered in `text`.
    """

    __tablename__ = "drafts"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True)
    place: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    changed: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PlanRow(Base):
    """The improvement plan of a case: `actions` is a JSON list of texts, in which personal data is covered.

    A plan that was thrown away leaves an empty list, so that its versions are not counted anew: a tab with the old plan would overwrite
    the next one.
    """

    __tablename__ = "plans"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    actions: Mapped[str] = mapped_column(Text)
    changed: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
