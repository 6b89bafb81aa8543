"""Observations of listings: appended, never overwritten; and the latest of each listing at hand."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.event import EventKind, NewEvent
from domain.listing import Listing, ListingKey
from storage.column_types import storable_json
from storage.event_log import append
from storage.listing_columns import is_key, key_columns
from storage.listing_record import listing_content, listing_of, text_digest
from storage.tables import alerts, listings, observations

BATCH = 5000
"""Listings in one statement and under one event."""


def append_observations(
    connection: Connection, run_id: int, seen: Iterable[Listing], *, page_sha256: str | None = None
) -> int:
    """Append listings as a run saw them and return how many were new to that run; one event a batch."""
    appended = 0
    rest = iter(seen)
    while batch := list(islice(rest, BATCH)):
        appended += _append_batch(connection, run_id, batch, page_sha256)
    return appended


def observations_of_run(
    connection: Connection, run_id: int, *, after_id: int = 0, limit: int = 1000
) -> list[tuple[int, Listing]]:
    """Return the next observations of a run with their ids, in the order in which they were appended."""
    query = (
        select(observations)
        .where(observations.c.run_id == run_id, observations.c.observation_id > after_id)
        .order_by(observations.c.observation_id)
        .limit(limit)
    )
    return [(row.observation_id, _listing(row)) for row in connection.execute(query)]


def latest(connection: Connection, key: ListingKey) -> Listing | None:
    """Return a listing as it was last seen, or None if it never was."""
    query = select(observations).where(is_key(observations.c, key)).order_by(observations.c.observation_id.desc())
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _listing(row)


def first_seen(connection: Connection, key: ListingKey) -> datetime | None:
    """Return when a listing was first seen, or None if it never was."""
    query = select(listings.c.first_seen).where(is_key(listings.c, key))
    moment: datetime | None = connection.scalar(query)
    return moment


def canary_candidates(connection: Connection, marketplace: str, *, limit: int = 20) -> tuple[Listing, ...]:
    """Return listings of a marketplace that nothing was ever raised about, the last seen first."""
    alerted = exists().where(
        alerts.c.marketplace == listings.c.marketplace, alerts.c.listing_id == listings.c.listing_id
    )
    query = (
        select(observations)
        .join(listings, listings.c.latest_observation == observations.c.observation_id)
        .where(listings.c.marketplace == marketplace, ~alerted)
        .order_by(listings.c.last_seen.desc(), listings.c.listing_id)
        .limit(limit)
    )
    return tuple(_listing(row) for row in connection.execute(query))


def count_observations(connection: Connection, run_id: int) -> int:
    """Return how many listings a run saw."""
    return connection.scalar(select(func.count()).select_from(observations).where(observations.c.run_id == run_id)) or 0


def observation_lines(rows: Iterable[Any]) -> str:
    """Return the SHA-256, hexadecimal, that an event keeps of the observations it stands for."""
    digest = hashlib.sha256()
    for row in rows:
        line = (row.observation_id, row.marketplace, row.listing_id, row.seen_at.isoformat())
        digest.update("\t".join(map(str, (*line, row.page_sha256, row.content_digest))).encode() + b"\n")
    return digest.hexdigest()


OBSERVATION_LINE = (
    observations.c.observation_id,
    observations.c.marketplace,
    observations.c.listing_id,
    observations.c.seen_at,
    observations.c.page_sha256,
    observations.c.content_digest,
)
"""The columns that `observation_lines` digests."""


def _append_batch(connection: Connection, run_id: int, batch: Sequence[Listing], page_sha256: str | None) -> int:
    before = connection.scalar(select(func.max(observations.c.observation_id))) or 0
    rows = [_observation_row(run_id, listing, page_sha256) for listing in batch]
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(observations).on_conflict_do_nothing(), rows)
    added = connection.execute(
        select(*OBSERVATION_LINE).where(observations.c.observation_id > before).order_by(observations.c.observation_id)
    ).all()
    if added:
        new = _count_new(connection, before)
        _point_to_latest(connection, before)
        append(connection, _event(run_id, added, new, max(listing.seen_at for listing in batch), page_sha256))
    return len(added)


def _count_new(connection: Connection, before: int) -> int:
    """Return how many of the observations after one are of listings that were never seen before."""
    known = exists().where(
        listings.c.marketplace == observations.c.marketplace, listings.c.listing_id == observations.c.listing_id
    )
    query = select(func.count()).select_from(observations).where(observations.c.observation_id > before, ~known)
    return connection.scalar(query) or 0


def _point_to_latest(connection: Connection, before: int) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    seen = observations.c
    source = select(
        seen.marketplace, seen.listing_id, seen.seller_id, seen.seen_at, seen.seen_at, seen.observation_id
    ).where(seen.observation_id > before)
    columns = [column.name for column in listings.c]
    upsert = dialect.insert(listings).from_select(columns, source)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["marketplace", "listing_id"],
            set_={name: upsert.excluded[name] for name in ("seller_id", "last_seen", "latest_observation")},
        )
    )


def _event(run_id: int, added: Sequence[Any], new: int, at: datetime, page_sha256: str | None) -> NewEvent:
    body = {
        "run_id": run_id,
        "count": len(added),
        "new_listings": new,
        "first_observation": added[0].observation_id,
        "last_observation": added[-1].observation_id,
        "page_sha256": page_sha256,
        "digest": observation_lines(added),
    }
    return NewEvent(at=at, kind=EventKind.OBSERVATIONS_APPENDED, subject=f"run/{run_id}", body=body)


def _observation_row(run_id: int, listing: Listing, page_sha256: str | None) -> dict[str, Any]:
    content = storable_json(listing_content(listing))
    return {
        "run_id": run_id,
        **key_columns(listing.key),
        "seller_id": listing.seller.seller_id if listing.seller else "",
        "seen_at": listing.seen_at,
        "page_sha256": page_sha256,
        "content": content,
        "content_digest": text_digest(content),
    }


def _listing(row: Row[Any]) -> Listing:
    return listing_of(row.content, row.seen_at)
