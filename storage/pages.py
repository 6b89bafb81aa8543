"""Pages as fetched, and the one transaction that completes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.listing import Listing
from domain.page_kind import PageKind
from storage import frontier
from storage.frontier import FrontierKind, FrontierRequest, FrontierState
from storage.listings import append_observations
from storage.tables import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What came back from an address, and what it turned out to be."""

    url: str
    """Where the answer came from, redirects followed."""
    page_kind: PageKind
    reason: str
    """Why it was taken for that kind, in words."""
    fetched_at: datetime
    fetched_by: str
    """The user agent under which it was asked for."""
    http_status: int | None = None
    """None where no answer came."""
    body_sha256: str | None = None
    """Hexadecimal; the body's name in the evidence store. None where no body came."""
    size: int = 0
    """Bytes of the body."""
    used_browser: bool = False
    listings_found: int = 0
    query_understood: str | None = None
    """The query as the marketplace says that it understood it."""
    total_results: int | None = None
    """The number of results that the marketplace claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPage:
    """A fetched page in its place in a run."""

    page_id: int
    run_id: int
    row_id: int
    fence: int
    request_kind: FrontierKind
    marketplace: str
    query: str
    page: FetchedPage


def complete_page(
    connection: Connection,
    row_id: int,
    fence: int,
    page: FetchedPage,
    *,
    listings: Iterable[Listing] = (),
    requests: Iterable[FrontierRequest] = (),
    state: FrontierState = FrontierState.DONE,
    detail: str = "",
    not_before: datetime | None = None,
) -> None:
    """Settle a claimed row, record its page, add new rows and observations: all of it, or nothing.

    `state` is PENDING, with `not_before`, where the page is a wall or an error and is to be fetched again. An
    older fence raises `StaleFenceError` before anything is written.
    """
    row = frontier.settle(connection, row_id, fence, state, detail=detail, not_before=not_before)
    connection.execute(pages.insert(), _to_row(row, fence, page))
    append_observations(connection, row.run_id, listings, page_sha256=page.body_sha256)
    frontier.add(connection, row.run_id, requests)


def pages_of_run(connection: Connection, run_id: int) -> tuple[RecordedPage, ...]:
    """Return the pages that a run fetched, in order."""
    query = select(pages).where(pages.c.run_id == run_id).order_by(pages.c.page_id)
    return tuple(map(_from_row, connection.execute(query)))


def _to_row(row: frontier.FrontierRow, fence: int, page: FetchedPage) -> dict[str, Any]:
    return {
        "run_id": row.run_id,
        "row_id": row.row_id,
        "fence": fence,
        "url": page.url,
        "request_kind": row.request.kind,
        "marketplace": row.request.marketplace,
        "query": row.request.query,
        "http_status": page.http_status,
        "page_kind": page.page_kind,
        "reason": page.reason,
        "body_sha256": page.body_sha256,
        "size": page.size,
        "fetched_at": page.fetched_at,
        "fetched_by": page.fetched_by,
        "used_browser": page.used_browser,
        "listings_found": page.listings_found,
        "query_understood": page.query_understood,
        "total_results": page.total_results,
    }


def _from_row(row: Row[Any]) -> RecordedPage:
    page = FetchedPage(
        url=row.url,
        page_kind=PageKind(row.page_kind),
        reason=row.reason,
        fetched_at=row.fetched_at,
        fetched_by=row.fetched_by,
        http_status=row.http_status,
        body_sha256=row.body_sha256,
        size=row.size,
        used_browser=row.used_browser,
        listings_found=row.listings_found,
        query_understood=row.query_understood,
        total_results=row.total_results,
    )
    return RecordedPage(
        page_id=row.page_id,
        run_id=row.run_id,
        row_id=row.row_id,
        fence=row.fence,
        request_kind=FrontierKind(row.request_kind),
        marketplace=row.marketplace,
        query=row.query,
        page=page,
    )
