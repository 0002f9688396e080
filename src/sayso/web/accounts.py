"""Keep what the desk needs beside the ledger: accounts, saved searches, and who exported what.

It has a database of its own, so that a ledger can be handed on without anybody's password in it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import URL, Column, Integer, MetaData, Table, Text, create_engine, delete, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from sayso.errors import UsageError
from sayso.web.people import Person, Role

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 500

_metadata = MetaData()
_accounts = Table(
    "accounts",
    _metadata,
    Column("name", Text, primary_key=True),
    Column("role", Integer, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("created", Text, nullable=False),
)
_searches = Table(
    "saved_searches",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
)
_audit = Table(
    "audit",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
_secrets = Table("secrets", _metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `generation` grows with every change that ends the sessions begun before it."""

    name: str
    role: Role
    generation: int
    created: str


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search somebody gave a name: the query string, with its leading `?`."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what at the desk, and when (ISO 8601, UTC)."""

    at: str
    who: str
    what: str
    detail: str


def beside(ledger: str) -> str:
    """Return where the desk's own database lies by default: beside a ledger that is a file, else in this folder."""
    return "sayso.desk" if "://" in ledger else f"{ledger}.desk"


class DeskStore:
    """The desk's own database, at a path or URL; made where it is missing.

    Raises:
        UsageError: there can be no database at that place.
    """

    def __init__(self, where: str) -> None:
        try:
            url = make_url(where) if "://" in where else URL.create("sqlite", database=where)
            self._engine = create_engine(url)
            _metadata.create_all(self._engine)
        except (ArgumentError, DBAPIError) as error:
            raise UsageError(f"The desk can't keep its accounts at {where}. Name another place: SAYSO_DESK.") from error
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).chmod(0o600)
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex(8))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def secret(self, name: str) -> str:
        """Return a secret of this desk, made when it is first asked for: sessions outlive a restart."""
        with self._engine.begin() as connection:
            found = connection.scalar(select(_secrets.c.value).where(_secrets.c.name == name))
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(insert(_secrets).values(name=name, value=found))
        return found

    # --- accounts ---------------------------------------------------------------------------------------------------

    def add_account(self, name: str, role: Role, password: str) -> None:
        """Add an account.

        Raises:
            UsageError: the name is taken or empty, or the password too short.
        """
        if not name.strip() or len(name) > 100 or not name.isprintable():
            raise UsageError("An account needs a name of 1 to 100 printable characters.")
        row = {"name": name.strip(), "role": int(role), "generation": 1, "created": _now()}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_accounts).values(row | {"password_hash": self._hashed(password)}))
        except IntegrityError as error:
            raise UsageError(f"There is an account {name} already.") from error

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> None:
        """Change an account's role or password; whoever is logged in with it must log in again.

        Raises:
            UsageError: there is no such account, the password is too short, or no admin would be left.
        """
        values: dict[str, object] = {"generation": _accounts.c.generation + 1}
        if role is not None:
            self._refuse_to_lose_last_admin(name, role)
            values["role"] = int(role)
        if password is not None:
            values["password_hash"] = self._hashed(password)
        with self._engine.begin() as connection:
            if not connection.execute(update(_accounts).where(_accounts.c.name == name).values(values)).rowcount:
                raise UsageError(f"There is no account {name}.")

    def remove(self, name: str) -> None:
        """Remove an account; what its holder decided stays in the ledger under the name.

        Raises:
            UsageError: there is no such account, or no admin would be left.
        """
        self._refuse_to_lose_last_admin(name, Role.READER)
        with self._engine.begin() as connection:
            if not connection.execute(delete(_accounts).where(_accounts.c.name == name)).rowcount:
                raise UsageError(f"There is no account {name}.")

    def _refuse_to_lose_last_admin(self, name: str, role: Role) -> None:
        admins = [account.name for account in self.accounts() if account.role is Role.ADMIN]
        if admins == [name] and role is not Role.ADMIN:
            raise UsageError(f"{name} is the only admin. Make somebody else one first.")

    def accounts(self) -> list[Account]:
        """Return all accounts, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_accounts).order_by(_accounts.c.name)).all()
        return [Account(row.name, Role(row.role), row.generation, row.created) for row in rows]

    def account(self, name: str) -> Account | None:
        """Return an account by its name."""
        with self._engine.connect() as connection:
            row = connection.execute(select(_accounts).where(_accounts.c.name == name)).one_or_none()
        return Account(row.name, Role(row.role), row.generation, row.created) if row else None

    def logged_in(self, name: str, generation: int) -> Person | None:
        """Return who a session belongs to, unless the account changed since it began."""
        account = self.account(name)
        return Person(account.name, account.role) if account and account.generation == generation else None

    def checked(self, name: str, password: str) -> Account | None:
        """Return the account whose name and password these are; a wrong name takes as long as a wrong password."""
        with self._engine.connect() as connection:
            stored = connection.scalar(select(_accounts.c.password_hash).where(_accounts.c.name == name))
        try:
            self._hasher.verify(stored or self._nobody, password[:_LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        if stored is not None and self._hasher.check_needs_rehash(stored):
            with self._engine.begin() as connection:
                renewed = self._hasher.hash(password)
                connection.execute(update(_accounts).where(_accounts.c.name == name).values(password_hash=renewed))
        return self.account(name) if stored is not None else None

    def _hashed(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise UsageError(
                f"A password needs at least {SHORTEST_PASSWORD} characters, and at most {_LONGEST_PASSWORD}."
            )
        return self._hasher.hash(password)

    # --- saved searches ---------------------------------------------------------------------------------------------

    def save_search(self, owner: str, name: str, query: str) -> None:
        """Keep a search under a name; one of the same name is replaced."""
        with self._engine.begin() as connection:
            connection.execute(delete(_searches).where(_searches.c.owner == owner, _searches.c.name == name))
            connection.execute(insert(_searches).values(owner=owner, name=name, query=query))

    def forget_search(self, owner: str, search_id: int) -> None:
        """Drop one of somebody's searches."""
        with self._engine.begin() as connection:
            connection.execute(delete(_searches).where(_searches.c.owner == owner, _searches.c.id == search_id))

    def searches(self, owner: str) -> list[SavedSearch]:
        """Return somebody's searches, by name."""
        with self._engine.connect() as connection:
            chosen = select(_searches).where(_searches.c.owner == owner).order_by(_searches.c.name)
            return [SavedSearch(row.id, row.name, row.query) for row in connection.execute(chosen)]

    # --- audit ------------------------------------------------------------------------------------------------------

    def note(self, who: str, what: str, detail: str = "") -> None:
        """Write down that somebody did something."""
        with self._engine.begin() as connection:
            connection.execute(insert(_audit).values(at=_now(), who=who, what=what, detail=detail))

    def audit(self, limit: int = 500) -> Sequence[AuditLine]:
        """Return what was written down last, the latest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_audit).order_by(_audit.c.id.desc()).limit(limit)).all()
        return [AuditLine(row.at, row.who, row.what, row.detail) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
