"""Removed offers that stand under another id again: kept as events alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.event import EventKind, NewEvent
from domain.listing import ListingKey
from domain.relisting import Relisting
from storage.event_log import append, read_events
from storage.listing_columns import key_body


def record_relisting(connection: Connection, relisting: Relisting, *, at: datetime) -> bool:
    """Keep that a removed offer is back, once; say whether that is new."""
    subject, removed = str(relisting.key), relisting.removed
    for event in read_events(connection, kinds=[EventKind.RELISTED], subject=subject):
        if event.body["again_of"] == key_body(removed.key):
            return False
    body = {
        **key_body(relisting.key),
        "again_of": key_body(removed.key),
        "case_id": removed.case_id,
        "concern": removed.concern.value,
        "similarity": relisting.similarity,
        "likeness": relisting.likeness,
        "same_seller": relisting.same_seller,
        "first_seen": relisting.first_seen.isoformat(),
        "last_live": removed.last_live.isoformat(),
        "first_gone": removed.first_gone.isoformat(),
    }
    append(connection, NewEvent(at=at, kind=EventKind.RELISTED, subject=subject, body=body))
    return True


def relisted_as(connection: Connection) -> dict[ListingKey, list[ListingKey]]:
    """Return the removed listings that are back, each with the ids under which they were seen again."""
    found: dict[ListingKey, list[ListingKey]] = {}
    for event in read_events(connection, kinds=[EventKind.RELISTED]):
        found.setdefault(_key(event.body["again_of"]), []).append(_key(event.body))
    return found


def _key(body: dict[str, Any]) -> ListingKey:
    return ListingKey(marketplace=body["marketplace"], listing_id=body["listing_id"])
