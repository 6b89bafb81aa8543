"""Rows that several tests of this room start from."""

from sqlalchemy import Connection, func, select

from domain.page_kind import PageKind
from domain.sweep import SweepRun
from storage.frontier import FrontierKind, FrontierRequest
from storage.pages import FetchedPage
from storage.runs import start_run
from storage.tables import sweeps
from tests.factories import NOON


def add_one(connection: Connection) -> None:
    """Add a row whose name is the number of rows before it: two writers at once would collide."""
    count = connection.scalar(select(func.count()).select_from(sweeps))
    connection.execute(sweeps.insert(), {"name": str(count), "definition": {}, "created_at": NOON})


def start(connection: Connection, sweep: str = "ivory") -> SweepRun:
    return start_run(connection, sweep, due_at=NOON, started_at=NOON)


def request(number: int = 1, *, kind: FrontierKind = FrontierKind.ITEM) -> FrontierRequest:
    return FrontierRequest(url=f"http://bazaar.example/item/{number}", kind=kind, marketplace="bazaar")


def fetched(number: int = 1, *, kind: PageKind = PageKind.ITEM, body_sha256: str | None = None) -> FetchedPage:
    return FetchedPage(
        url=f"http://bazaar.example/item/{number}",
        page_kind=kind,
        reason="it carries an offer",
        fetched_at=NOON,
        fetched_by="test",
        http_status=200,
        body_sha256=body_sha256,
    )
