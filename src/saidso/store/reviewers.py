"""Reviewers: who decides, their roles and passwords, and their sessions in the local web app.

A reviewer is never deleted: what they decided stays under their name. Passwords are kept as Argon2id
hashes (RFC 9106), tokens of sessions as their SHA-256 only. Times are UTC, ISO 8601.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from saidso.errors import UsageError
from saidso.store import rows
from saidso.store.database import Database
from saidso.store.tables import metadata

Role = Literal["coder", "supervisor"]
ROLES: tuple[Role, ...] = ("coder", "supervisor")
SHORTEST = 8
"""Characters that a password must have (NIST SP 800-63B, 5.1.1.1)."""
LONGEST = 1024
"""Characters that a password or a name may have: hashing takes time for each."""
TRIES = 10
"""Wrong passwords in a row after which an account waits."""
PAUSE = timedelta(minutes=1)
HOURS = 12
"""How long a session lasts where nothing else is said."""

reviewers = Table(
    "reviewers",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String),  # Argon2id hash, none where no password was set
    Column("added_at", String, nullable=False),
    Column("deactivated_at", String),
    Column("failures", Integer, nullable=False),  # wrong passwords in a row
    Column("locked_until", String),
)
"""Named reviewers. Never deleted from."""

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("reviewer", String, ForeignKey("reviewers.name"), nullable=False),
    Column("csrf", String, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Index("sessions_by_reviewer", "reviewer"),
)
"""Open sessions of the web app."""


class Reviewer(msgspec.Struct, frozen=True):
    """A named reviewer; `deactivated_at` is None for one who may work."""

    name: str
    role: Role
    added_at: str
    deactivated_at: str | None = None
    has_password: bool = False

    @property
    def active(self) -> bool:
        """Whether the reviewer may work."""
        return self.deactivated_at is None


class Session(msgspec.Struct, frozen=True):
    """A session: the token is for the browser's cookie, `csrf` for its forms."""

    token: str
    csrf: str
    reviewer: Reviewer
    expires_at: str


class Reviewers:
    """The reviewers of an open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, role: Role, *, password: str | None = None) -> Reviewer:
        """Add a reviewer; raises UsageError for a name that is taken or empty, or a poor password."""
        plain = " ".join(name.split())
        if not plain or len(plain) > LONGEST or not plain.isprintable():
            raise UsageError("a reviewer needs a name of printable characters")
        if role not in ROLES:
            raise UsageError(f"there is no role {role}", help=f"roles are {', '.join(ROLES)}")
        hashed = None if password is None else hash_password(password)
        with self._database.writing() as connection:
            if _row(connection, plain) is not None:
                raise UsageError(f"there is a reviewer {plain} already")
            kept: rows.Row = {
                "name": plain,
                "role": role,
                "password": hashed,
                "added_at": rows.now(),
                "failures": 0,
            }
            connection.execute(insert(reviewers), kept)
        return self.named(plain)

    def all(self) -> list[Reviewer]:
        """Return all reviewers by name, those who were deactivated among them."""
        with self._database.reading() as connection:
            found = connection.execute(select(reviewers)).all()
        return sorted((_reviewer(row) for row in found), key=lambda one: one.name)

    def named(self, name: str) -> Reviewer:
        """Return one reviewer; raises UsageError where there is none of the name."""
        with self._database.reading() as connection:
            return _reviewer(_known(connection, name))

    def deactivate(self, name: str) -> None:
        """Let a reviewer work no more and end their sessions; what they decided stays."""
        with self._database.writing() as connection:
            _known(connection, name)
            self._set(connection, name, deactivated_at=rows.now())
            connection.execute(delete(sessions).where(sessions.c.reviewer == name))

    def activate(self, name: str) -> None:
        """Let a reviewer who was deactivated work again."""
        with self._database.writing() as connection:
            _known(connection, name)
            self._set(connection, name, deactivated_at=None)

    def set_password(self, name: str, password: str) -> None:
        """Give a reviewer a new password and end their sessions; raises UsageError for a poor one."""
        hashed = hash_password(password)
        with self._database.writing() as connection:
            _known(connection, name)
            self._set(connection, name, password=hashed, failures=0, locked_until=None)
            connection.execute(delete(sessions).where(sessions.c.reviewer == name))

    def check(self, name: str, password: str) -> Reviewer | None:
        """Return the reviewer whose password this is, None for all else, in like time for all.

        After TRIES wrong ones in a row the account takes none for PAUSE.
        """
        now = rows.now()
        with self._database.reading() as connection:
            row = _row(connection, name)
        usable = row is not None and row.password is not None and row.deactivated_at is None
        locked = usable and row.locked_until is not None and row.locked_until > now
        right = _matches(row.password if usable else _nobody(), password)
        if not usable or locked:
            return None
        with self._database.writing() as connection:
            if not right:
                failures = row.failures + 1
                until = None
                if failures >= TRIES:
                    failures, until = 0, (datetime.now(UTC) + PAUSE).isoformat(timespec="seconds")
                self._set(connection, name, failures=failures, locked_until=until)
                return None
            self._set(connection, name, failures=0, locked_until=None)
            if _hasher().check_needs_rehash(row.password):
                self._set(connection, name, password=_hasher().hash(password))
        return _reviewer(row)

    def begin(self, reviewer: Reviewer, *, hours: float = HOURS) -> Session:
        """Begin a session of a reviewer who gave the right password; those that are over are dropped."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        expires = (now + timedelta(hours=hours)).isoformat(timespec="seconds")
        with self._database.writing() as connection:
            known = _reviewer(_known(connection, reviewer.name))
            if not known.active:
                raise UsageError(f"reviewer {known.name} was deactivated")
            over = sessions.c.expires_at <= now.isoformat(timespec="seconds")
            connection.execute(delete(sessions).where(over))
            kept: rows.Row = {
                "token": _digest(token),
                "reviewer": known.name,
                "csrf": csrf,
                "begun_at": rows.now(),
                "expires_at": expires,
            }
            connection.execute(insert(sessions), kept)
        return Session(token, csrf, known, expires)

    def session(self, token: str) -> Session | None:
        """Return the session of a token, None where it is over or its reviewer may not work."""
        asked = (
            select(sessions.c.csrf, sessions.c.expires_at, reviewers)
            .join(reviewers, reviewers.c.name == sessions.c.reviewer)
            .where(sessions.c.token == _digest(token), sessions.c.expires_at > rows.now())
        )
        with self._database.reading() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None or row.deactivated_at is not None:
            return None
        return Session(token, row.csrf, _reviewer(row), row.expires_at)

    def end(self, token: str) -> None:
        """End a session."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _digest(token)))

    def _set(self, connection: Connection, name: str, **values: str | int | None) -> None:
        connection.execute(update(reviewers).where(reviewers.c.name == name).values(**values))


def may_decide(connection: Connection, name: str) -> bool:
    """Return whether decisions may be made under a name: not that of somebody deactivated."""
    row = _row(connection, name)
    return row is None or row.deactivated_at is None


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password; raises UsageError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hasher().hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return bool(_hasher().verify(hashed, password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """Return a hash that no password has, checked for names that are not known."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _row(connection: Connection, name: str) -> Any:
    return connection.execute(select(reviewers).where(reviewers.c.name == name)).one_or_none()


def _known(connection: Connection, name: str) -> Any:
    row = _row(connection, name)
    if row is None:
        raise UsageError(f"there is no reviewer {name}", help="`saidso reviewer list` names all")
    return row


def _reviewer(row: Any) -> Reviewer:
    return Reviewer(row.name, row.role, row.added_at, row.deactivated_at, row.password is not None)
