"""The tables of accounts. No session of a user reads them, and what reads them reads nothing else: see `isolation` and `accounts.base`."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.state.tables import Base


class AccountRow(Base):
    """Somebody who may sign in. `id` is what owners and sharers of cases are kept as; a name may be given to somebody else later.

    `password` is a hash, empty where there is none.
    """

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(Boolean)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    password_changed: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SignInRow(Base):
    """A browser that somebody is signed in with, until `ends` or until not `seen` for long; `hash` is that of what its cookie holds."""

    __tablename__ = "sessions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TokenRow(Base):
    """What a program says who it asks for with; `hash` is that of its secret half, which is kept nowhere."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    hash: Mapped[str] = mapped_column(String(64))
    scope: Mapped[str] = mapped_column(String(8))
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TryRow(Base):
    """A try to sign in that has not succeeded. The name is hashed: people type passwords into the wrong field."""

    __tablename__ = "tries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class LinkRow(Base):
    """Somebody of a provider whose account this is: `subject` is what the provider calls them, for good and to nobody else."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("account_id", "issuer"),)

    issuer: Mapped[str] = mapped_column(String(500), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class WayRow(Base):
    """A way to a provider and back that was gone to its end, for as long as it could be gone again; `hash` is that of its cookie."""

    __tablename__ = "ways"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class AuditRow(Base):
    """Who did what to which thing, and what came of it. Nothing of what anybody typed. The database refuses to change or delete a row."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    actor: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(80))
    target: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(16))


ACCOUNT_ROWS: tuple[type[Base], ...] = (
    AccountRow,
    SignInRow,
    TokenRow,
    TryRow,
    LinkRow,
    WayRow,
    AuditRow,
)
