"""Alerts, each put into the case of its seller and concern."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from domain.alert import Alert
from domain.assessment import Level
from domain.case import CaseStatus
from domain.concern import Concern
from domain.event import EventKind, NewEvent
from domain.listing import Listing
from storage.event_log import append, read_events
from storage.listing_columns import is_key, key_body, key_columns, key_of
from storage.listings import first_seen
from storage.tables import alerts, cases


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAlert:
    """Where an alert was put."""

    case_id: int
    is_new: bool
    """False where the same was raised before, by this run or another."""


def record_alert(connection: Connection, alert: Alert, listing: Listing, *, run_id: int | None = None) -> RecordedAlert:
    """Put an alert into the case of its seller (or of the listing alone), opened if need be.

    The same listing, concern and list versions raise one alert, however often a run is repeated. An alert on a
    listing that is new to its case opens the case again.
    """
    known: int | None = connection.scalar(select(alerts.c.case_id).where(_says_the_same(alert)))
    if known is not None:
        return RecordedAlert(case_id=known, is_new=False)
    case_id = _case_for(connection, alert, listing)
    row = {
        "case_id": case_id,
        **key_columns(alert.key),
        "concern": alert.concern,
        "level": alert.level,
        "score": alert.score,
        "reasons": list(alert.reasons),
        "list_versions": [list(pair) for pair in alert.list_versions],
        "raised_at": alert.raised_at,
        "index_digest": alert.index_digest,
    }
    connection.execute(alerts.insert(), row)
    body = {**_body(connection, alert, listing, run_id), "case_id": case_id}
    append(
        connection,
        NewEvent(at=alert.raised_at, kind=EventKind.ALERT_RAISED, subject=str(alert.key), body=body),
    )
    return RecordedAlert(case_id=case_id, is_new=True)


def withhold_alert(
    connection: Connection, alert: Alert, listing: Listing, *, reason: str, run_id: int | None = None
) -> bool:
    """Record that an alert was not raised because its seller is allowed; say whether that is new.

    The same listing, concern and list versions withhold one alert, however often a run is repeated.
    """
    body = {**_body(connection, alert, listing, run_id), "withheld_because": reason}
    same = ("concern", "list_versions")
    for event in read_events(connection, kinds=[EventKind.ALERT_WITHHELD], subject=str(alert.key)):
        if all(event.body[name] == body[name] for name in same):
            return False
    append(
        connection,
        NewEvent(at=alert.raised_at, kind=EventKind.ALERT_WITHHELD, subject=str(alert.key), body=body),
    )
    return True


def alert_of(row: Row[Any]) -> Alert:
    """Return the alert that a row holds."""
    return Alert(
        key=key_of(row),
        concern=Concern(row.concern),
        level=Level(row.level),
        score=row.score,
        reasons=tuple(row.reasons),
        list_versions=tuple((list_id, version) for list_id, version in row.list_versions),
        raised_at=row.raised_at,
        index_digest=row.index_digest,
    )


def _says_the_same(alert: Alert) -> Any:
    versions = [list(pair) for pair in alert.list_versions]
    about = is_key(alerts.c, alert.key) & (alerts.c.concern == alert.concern)
    return about & (alerts.c.list_versions == versions)


def _case_for(connection: Connection, alert: Alert, listing: Listing) -> int:
    seller_id = listing.seller.seller_id.strip() if listing.seller else ""
    holds_listing = exists().where(alerts.c.case_id == cases.c.case_id, is_key(alerts.c, alert.key))
    query = (
        select(cases.c.case_id, cases.c.status, holds_listing.label("known"))
        .where(
            cases.c.marketplace == alert.key.marketplace,
            cases.c.seller_id == seller_id,
            cases.c.concern == alert.concern,
            cases.c.status != CaseStatus.CLOSED,
        )
        .order_by(cases.c.case_id.desc())
    )
    if not seller_id:
        query = query.where(holds_listing)
    found = connection.execute(query).first()
    if found is None:
        return _open_case(connection, alert, seller_id)
    if not found.known:
        connection.execute(cases.update().where(cases.c.case_id == found.case_id), {"status": CaseStatus.OPEN})
    case_id: int = found.case_id
    return case_id


def _open_case(connection: Connection, alert: Alert, seller_id: str) -> int:
    row = {"marketplace": alert.key.marketplace, "seller_id": seller_id, "concern": alert.concern}
    result = connection.execute(cases.insert(), {**row, "status": CaseStatus.OPEN, "opened_at": alert.raised_at})
    (case_id,) = result.inserted_primary_key or (0,)
    body = {**row, "case_id": case_id}
    append(
        connection,
        NewEvent(at=alert.raised_at, kind=EventKind.CASE_OPENED, subject=f"case/{case_id}", body=body),
    )
    number: int = case_id
    return number


def _body(connection: Connection, alert: Alert, listing: Listing, run_id: int | None) -> dict[str, Any]:
    return {
        **key_body(alert.key),
        "concern": alert.concern.value,
        "level": alert.level.value,
        "score": alert.score,
        "reasons": list(alert.reasons),
        "list_versions": [list(pair) for pair in alert.list_versions],
        "index_digest": alert.index_digest,
        "run_id": run_id,
        "url": listing.url,
        "title": listing.title,
        "seller_id": listing.seller.seller_id if listing.seller else "",
        "first_seen": (first_seen(connection, alert.key) or listing.seen_at).isoformat(),
    }
