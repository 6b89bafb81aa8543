"""Which listings are looked at again, and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from domain.listing import Listing, ListingKey
from domain.review import Verdict
from storage.listing_columns import is_key, key_of
from storage.listing_record import listing_of
from storage.tables import alerts, notice_items, notices, observations, reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedListing:
    """A listing that is looked at again until it is known what became of it."""

    listing: Listing
    """As it was when it was found: what a later look is compared with."""
    since: datetime
    """When it was first notified or, before that, when its first alert was raised."""
    notified: bool


def watched_listings(connection: Connection) -> tuple[WatchedListing, ...]:
    """Return the listings with an alert that no review has cleared, the first alert first."""
    raised = func.min(alerts.c.raised_at)
    first = func.min(alerts.c.alert_id)
    query = (
        select(alerts.c.marketplace, alerts.c.listing_id, raised.label("raised_at"), first.label("first"))
        .group_by(alerts.c.marketplace, alerts.c.listing_id)
        .order_by(first)
    )
    cleared = _cleared_everywhere(connection)
    notified = _notified_since(connection)
    watched = []
    for row in connection.execute(query):
        key = key_of(row)
        found = None if key in cleared else _as_found(connection, key, row.raised_at)
        if found is not None:
            since = notified.get(key)
            watched.append(WatchedListing(listing=found, since=since or row.raised_at, notified=since is not None))
    return tuple(watched)


def _as_found(connection: Connection, key: ListingKey, at: datetime) -> Listing | None:
    columns = observations.c
    query = (
        select(columns.content, columns.seen_at)
        .where(is_key(columns, key))
        .order_by((columns.seen_at <= at).desc(), columns.observation_id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else listing_of(row.content, row.seen_at)


def _notified_since(connection: Connection) -> dict[ListingKey, datetime]:
    query = (
        select(notice_items.c.marketplace, notice_items.c.listing_id, func.min(notices.c.sent_at).label("at"))
        .join(notices, notices.c.notice_id == notice_items.c.notice_id)
        .where(notices.c.sent_at.is_not(None))
        .group_by(notice_items.c.marketplace, notice_items.c.listing_id)
    )
    return {key_of(row): row.at for row in connection.execute(query)}


def _cleared_everywhere(connection: Connection) -> frozenset[ListingKey]:
    newest = (
        select(func.max(reviews.c.review_id).label("review_id"))
        .group_by(reviews.c.case_id, reviews.c.marketplace, reviews.c.listing_id)
        .subquery()
    )
    latest = (
        select(reviews.c.case_id, reviews.c.marketplace, reviews.c.listing_id, reviews.c.verdict)
        .join(newest, newest.c.review_id == reviews.c.review_id)
        .subquery()
    )
    same = and_(
        latest.c.case_id == alerts.c.case_id,
        latest.c.marketplace == alerts.c.marketplace,
        latest.c.listing_id == alerts.c.listing_id,
    )
    query = select(alerts.c.marketplace, alerts.c.listing_id, latest.c.verdict).outerjoin(latest, same)
    verdicts: dict[ListingKey, set[str | None]] = {}
    for row in connection.execute(query):
        verdicts.setdefault(key_of(row), set()).add(row.verdict)
    return frozenset(key for key, found in verdicts.items() if found == {Verdict.CLEARED})
