"""Holding a name for as long as a piece of work lasts, against every other process; a dead holder holds nothing."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from domain.errors import MarketsweepError


class HeldElsewhereError(MarketsweepError):
    """Another process is at the same work."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Another process is at work on {name}. Wait until it is done, then run this again.")


@contextmanager
def holding(engine: Engine, name: str) -> Iterator[None]:
    """Hold a name such as `marketplace/bazaar` inside the block, or raise `HeldElsewhereError` at once.

    On PostgreSQL by an advisory lock of a connection of its own, on SQLite by a lock on a file beside the database:
    the system takes both back when the holder dies.
    """
    hold = _on_postgresql if engine.dialect.name == "postgresql" else _on_sqlite
    with hold(engine, name):
        yield


@contextmanager
def _on_postgresql(engine: Engine, name: str) -> Iterator[None]:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}):
            raise HeldElsewhereError(name)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})


@contextmanager
def _on_sqlite(engine: Engine, name: str) -> Iterator[None]:
    folder = Path(f"{engine.url.database}.locks")
    folder.mkdir(exist_ok=True)
    with (folder / hashlib.sha256(name.encode()).hexdigest()[:32]).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HeldElsewhereError(name) from None
        yield
