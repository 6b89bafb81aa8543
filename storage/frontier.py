"""The crash-safe frontier: what a run still has to fetch, and what became of each address."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from w3lib.url import canonicalize_url

from domain.errors import MarketsweepError
from storage.runs import StaleFenceError, check_fence
from storage.tables import frontier


class FrontierKind(StrEnum):
    """What is expected at an address."""

    SEARCH = "search"
    ITEM = "item"
    LOOK = "look"
    """A later look at a known listing."""


class FrontierState(StrEnum):
    """What became of an address."""

    PENDING = "pending"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRequest:
    """An address that a run is to fetch, and why."""

    url: str
    kind: FrontierKind
    marketplace: str
    query: str = ""
    """The text that was searched for, where the address came from a search."""
    rank: int | None = None
    """Place among the results of its query, from 1."""
    page_number: int | None = None
    """Place among the pages of its query, from 1."""
    needs_browser: bool = False
    not_before: datetime | None = None
    url_key: str = ""
    """What makes two addresses the same; empty means the canonical form of the address."""
    meta: dict[str, Any] = field(default_factory=dict)
    """JSON values that the crawler wants back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow:
    """A request in its place in the frontier."""

    row_id: int
    run_id: int
    state: FrontierState
    attempts: int
    """How often it was claimed, this time included."""
    detail: str
    request: FrontierRequest


class UnclaimedRowError(MarketsweepError):
    """A frontier row was to be settled by a process that does not hold it."""

    def __init__(self, row_id: int, state: str) -> None:
        super().__init__(f"Frontier row {row_id} is {state}, not claimed: it is settled once. Claim it again.")


def add(connection: Connection, run_id: int, requests: Iterable[FrontierRequest]) -> int:
    """Add requests whose address the run does not know yet, and return how many were new."""
    rows = [_to_row(run_id, request) for request in requests]
    if not rows:
        return 0
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    before = _count(connection, run_id)
    connection.execute(dialect.insert(frontier).on_conflict_do_nothing(), rows)
    return _count(connection, run_id) - before


def claim(
    connection: Connection,
    run_id: int,
    fence: int,
    limit: int,
    *,
    now: datetime,
    marketplaces: Collection[str] | None = None,
) -> list[FrontierRow]:
    """Take the next pending rows whose time has come, in the order in which they were added."""
    check_fence(connection, run_id, fence)
    columns = frontier.c
    query = select(columns.row_id).where(
        columns.run_id == run_id,
        columns.state == FrontierState.PENDING,
        or_(columns.not_before.is_(None), columns.not_before <= now),
    )
    if marketplaces is not None:
        query = query.where(columns.marketplace.in_(marketplaces))
    ids = connection.scalars(query.order_by(columns.row_id).limit(limit)).all()
    if not ids:
        return []
    change = {"state": FrontierState.CLAIMED, "fence": fence, "attempts": columns.attempts + 1}
    connection.execute(frontier.update().where(columns.row_id.in_(ids)).values(change))
    claimed = connection.execute(select(frontier).where(columns.row_id.in_(ids)).order_by(columns.row_id))
    return [_from_row(row) for row in claimed]


def settle(
    connection: Connection,
    row_id: int,
    fence: int,
    state: FrontierState,
    *,
    detail: str = "",
    not_before: datetime | None = None,
) -> FrontierRow:
    """Say what became of a claimed row and return it as it is now; refused to whoever does not hold it."""
    row = connection.execute(select(frontier).where(frontier.c.row_id == row_id)).one()
    check_fence(connection, row.run_id, fence)
    if row.state != FrontierState.CLAIMED:
        raise UnclaimedRowError(row_id, row.state)
    if row.fence != fence:
        raise StaleFenceError(f"Frontier row {row_id}", fence, row.fence)
    change = {"state": state, "detail": detail, "not_before": not_before}
    connection.execute(frontier.update().where(frontier.c.row_id == row_id), change)
    return _from_row(connection.execute(select(frontier).where(frontier.c.row_id == row_id)).one())


def reopen_claimed(connection: Connection, run_id: int, fence: int) -> int:
    """Put back what an earlier holder of the run had claimed, and return how many rows that were."""
    check_fence(connection, run_id, fence)
    columns = frontier.c
    held = (columns.run_id == run_id) & (columns.state == FrontierState.CLAIMED) & (columns.fence < fence)
    ids = connection.scalars(select(columns.row_id).where(held)).all()
    connection.execute(frontier.update().where(held), {"state": FrontierState.PENDING})
    return len(ids)


def counts(connection: Connection, run_id: int) -> dict[FrontierState, int]:
    """Return how many rows of a run are in each state, zeros included."""
    query = select(frontier.c.state, func.count()).where(frontier.c.run_id == run_id).group_by(frontier.c.state)
    found = {FrontierState(state): count for state, count in connection.execute(query)}
    return {state: found.get(state, 0) for state in FrontierState}


def next_moment(connection: Connection, run_id: int) -> datetime | None:
    """Return when the first of the rows that wait may be claimed; None if none waits for a moment."""
    pending = (frontier.c.run_id == run_id) & (frontier.c.state == FrontierState.PENDING)
    moment: datetime | None = connection.scalar(select(func.min(frontier.c.not_before)).where(pending))
    return moment


def rows_of_run(connection: Connection, run_id: int, *, state: FrontierState | None = None) -> tuple[FrontierRow, ...]:
    """Return the rows of a run in the order in which they were added."""
    query = select(frontier).where(frontier.c.run_id == run_id).order_by(frontier.c.row_id)
    if state is not None:
        query = query.where(frontier.c.state == state)
    return tuple(map(_from_row, connection.execute(query)))


def _count(connection: Connection, run_id: int) -> int:
    return connection.scalar(select(func.count()).where(frontier.c.run_id == run_id)) or 0


def _to_row(run_id: int, request: FrontierRequest) -> dict[str, Any]:
    key = request.url_key or canonicalize_url(request.url)
    return {
        "run_id": run_id,
        "url": request.url,
        "url_key": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest(),
        "kind": request.kind,
        "marketplace": request.marketplace,
        "query": request.query,
        "rank": request.rank,
        "page_number": request.page_number,
        "needs_browser": request.needs_browser,
        "attempts": 0,
        "state": FrontierState.PENDING,
        "fence": 0,
        "not_before": request.not_before,
        "detail": "",
        "meta": request.meta,
    }


def _from_row(row: Row[Any]) -> FrontierRow:
    request = FrontierRequest(
        url=row.url,
        kind=FrontierKind(row.kind),
        marketplace=row.marketplace,
        query=row.query,
        rank=row.rank,
        page_number=row.page_number,
        needs_browser=row.needs_browser,
        not_before=row.not_before,
        url_key=row.url_key,
        meta=row.meta,
    )
    return FrontierRow(
        row_id=row.row_id,
        run_id=row.run_id,
        state=FrontierState(row.state),
        attempts=row.attempts,
        detail=row.detail,
        request=request,
    )
