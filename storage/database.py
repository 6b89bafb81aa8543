"""Opening a database so that what it acknowledged is still there after a power cut."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import quote_plus

from psycopg.errors import LockNotAvailable
from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from domain.errors import MarketsweepError

WAIT_SECONDS = 30
"""How long a writer waits for the writer before it."""

WRITER_LOCK = 7_352_001
"""Number of the PostgreSQL advisory lock that lets one writer in at a time, as SQLite does by itself."""

_PRAGMAS = (
    ("journal_mode", "wal", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
)

_WRITES = "marketsweep_writes"

MASK = "***"
"""Stands where a password stood."""
UNREADABLE = "(an address that cannot be read, and so is not shown)"

_SECRET_WORDS = ("pass", "pwd", "secret", "token", "key")
"""Parts of the names of query parameters whose values are not shown."""


class DatabaseRefusedError(MarketsweepError):
    """A database cannot be opened, or would lose what it acknowledged."""

    def __init__(self, where: str, why: str, way_out: str) -> None:
        super().__init__(f"The database {where} is refused: {why}. {way_out}")


class DatabaseBusyError(MarketsweepError):
    """Another writer did not end in time; nothing was written."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database {where} is held by another writer for too long. Nothing was written; try again, "
            "and see that no other process keeps it open."
        )


class UnsafeSettingError(Exception):
    """A setting does not read back as it must; `open_database` says it in words."""


def open_database(url: str, *, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """Open `sqlite:///path` or `postgresql://…`, or refuse it with the way out.

    A writer waits `wait_seconds` for the one before it, then gets a `DatabaseBusyError`.
    """
    address = _address(url)
    engine = create_engine(address, pool_pre_ping=address.get_backend_name() == "postgresql")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, round(wait_seconds * 1000)))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", partial(_prepare_postgresql, round(wait_seconds * 1000)))
    try:
        with engine.connect():
            return engine
    except UnsafeSettingError as unsafe:
        engine.dispose()
        raise DatabaseRefusedError(shown_address(url), str(unsafe), _way_out(address)) from unsafe
    except DBAPIError as fault:
        engine.dispose()
        why = _without_secrets(str(fault.orig).strip().replace("\n", " "), address)
        raise DatabaseRefusedError(shown_address(url), why, _way_out(address)) from fault


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in one transaction that may write; one writer at a time, on both databases."""
    with engine.connect() as connection:
        connection.execution_options(**{_WRITES: True})
        with _begin_writing(connection):
            yield connection


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees one unchanging state of the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def lock_for_writing(connection: Connection) -> None:
    """Wait until this transaction is the only writer; SQLite has seen to it when it began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})


def _begin_writing(connection: Connection) -> RootTransaction:
    try:
        transaction = connection.begin()
        lock_for_writing(connection)
    except OperationalError as fault:
        if isinstance(fault.orig, LockNotAvailable) or "locked" in str(fault.orig):
            raise DatabaseBusyError(_shown(connection.engine.url)) from fault
        raise
    return transaction


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # their words may hold a part of a password
        raise DatabaseRefusedError(UNREADABLE, "it is not a database address", _FORMS) from None
    if address.get_backend_name() == "sqlite":
        return address.set(drivername="sqlite+pysqlite")
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    raise DatabaseRefusedError(_shown(address), "it is neither SQLite nor PostgreSQL", _FORMS)


_FORMS = "Give sqlite:///folder/file.db or postgresql://user@host/name."


def shown_address(url: str) -> str:
    """Return a database address as it may be shown: without passwords, and not at all if it cannot be read."""
    try:
        return _shown(make_url(url))
    except (ArgumentError, ValueError):
        return UNREADABLE


def _shown(address: URL) -> str:
    masked = {name: MASK for name in address.query if _is_secret(name)}
    shown = address.update_query_dict(masked).render_as_string(hide_password=True)
    return shown.replace(quote_plus(MASK), MASK)


def _is_secret(name: str) -> bool:
    return any(word in name.casefold() for word in _SECRET_WORDS)


def _without_secrets(words: str, address: URL) -> str:
    """Return what a driver says, without the passwords of the address that it may repeat."""
    secrets = [address.password, *(value for name, value in address.query.items() if _is_secret(name))]
    for secret in secrets:
        for each in (secret,) if isinstance(secret, str) else secret or ():
            words = words.replace(each, MASK) if each else words
    return words


def _way_out(address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        return "Give a file in an existing folder that you may write to, on a local disk."
    return "Check the address and that the server runs; set synchronous_commit = on and fsync = on."


def _prepare_sqlite(wait: int, dbapi_connection: sqlite3.Connection, _record: Any) -> None:
    dbapi_connection.isolation_level = None
    for name, value, wanted in (*_PRAGMAS, ("busy_timeout", str(wait), wait)):
        dbapi_connection.execute(f"PRAGMA {name} = {value}").close()
        (found,) = dbapi_connection.execute(f"PRAGMA {name}").fetchone()
        if found != wanted:
            raise UnsafeSettingError(f"PRAGMA {name} reads back as {found!r} instead of {wanted!r}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(wait: int, dbapi_connection: Any, _record: Any) -> None:
    with dbapi_connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{wait}ms'")
        for name in ("synchronous_commit", "fsync"):
            cursor.execute(f"SHOW {name}")
            (found,) = cursor.fetchone()
            if found == "off":
                raise UnsafeSettingError(f"{name} is off, so a power cut loses acknowledged commits")
    dbapi_connection.commit()
