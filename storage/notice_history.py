"""Whether each notice is what its events made of it: its words, its listings, who approved it, when it was sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.event import Event, EventKind
from storage.event_log import read_events
from storage.listing_record import content_digest
from storage.notices import NoticeStatus
from storage.tables import notice_items, notices

_STATUS_AFTER = {
    EventKind.NOTICE_DRAFTED: NoticeStatus.DRAFTED,
    EventKind.NOTICE_APPROVED: NoticeStatus.APPROVED,
    EventKind.NOTICE_SENT: NoticeStatus.SENT,
    EventKind.NOTICE_FAILED: NoticeStatus.FAILED,
    EventKind.NOTICE_UNCERTAIN: NoticeStatus.UNCERTAIN,
}

_COLUMNS = ("status", "case_id", "marketplace", "concern", "drafted_at", "approved_by", "approved_at", "sent_at")
"""What the events must say of a notice as its row does."""


@dataclass(slots=True)
class _Told:
    """What the events tell of one notice, up to the last one read."""

    status: NoticeStatus | None = None
    case_id: int | None = None
    marketplace: str | None = None
    concern: str | None = None
    drafted_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    content_sha256: str = ""
    listings: set[tuple[str, str]] = field(default_factory=set)

    def follow(self, event: Event) -> None:
        """Take in the next event; a notice once sent stays sent."""
        body = event.body
        if self.status is not NoticeStatus.SENT:
            self.status = _STATUS_AFTER[event.kind]
        if event.kind is EventKind.NOTICE_DRAFTED:
            self.case_id, self.marketplace, self.concern = body["case_id"], body["marketplace"], body["concern"]
            self.drafted_at, self.content_sha256 = event.at, body["content_sha256"]
            self.listings = {(item["marketplace"], item["listing_id"]) for item in body["listings"]}
        elif event.kind is EventKind.NOTICE_APPROVED:
            self.approved_by, self.approved_at = body["approved_by"], event.at
        elif event.kind is EventKind.NOTICE_SENT:
            self.sent_at = self.sent_at or event.at


def check_notices(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield every notice that was never drafted, is missing, or does not stand where its events put it."""
    told: dict[str, _Told] = {}
    for event in read_events(connection, kinds=list(_STATUS_AFTER)):
        told.setdefault(event.body["notice_id"], _Told()).follow(event)
        if event.kind is EventKind.NOTICE_SENT and not event.body["listings"]:
            yield f"notice {event.body['notice_id']}", "was sent without a listing"
    carried = _carried(connection)
    kept = {row.notice_id: row for row in connection.execute(select(notices))}
    for notice_id in sorted(told.keys() | kept.keys()):
        if notice_id not in kept:
            yield f"notice {notice_id}", "was drafted, but is not kept"
        else:
            for what in _faults(kept[notice_id], told.get(notice_id, _Told()), carried.get(notice_id, set())):
                yield f"notice {notice_id}", what


def _faults(row: Row[Any], told: _Told, carried: set[tuple[str, str]]) -> Iterator[str]:
    for name in _COLUMNS:
        found, expected = getattr(row, name), getattr(told, name)
        if found != expected:
            yield f"has {name} {found}, its events say {expected}"
    if content_digest(row.content) != told.content_sha256:
        yield "is altered: its words are not those that were drafted"
    if carried != told.listings:
        yield "does not carry the listings that its events name"


def _carried(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    carried: dict[str, set[tuple[str, str]]] = {}
    for row in connection.execute(select(notice_items)):
        carried.setdefault(row.notice_id, set()).add((row.marketplace, row.listing_id))
    return carried
