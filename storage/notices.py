"""Notices: drafted, approved, sent. What was drafted is kept word for word."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.event import EventKind, NewEvent
from domain.listing import ListingKey
from domain.notice import Notice, NoticeItem, Notifier, NotifierCapacity
from domain.review import Review, Verdict
from storage.event_log import append
from storage.listing_columns import key_body, key_columns, key_of
from storage.listing_record import content_digest
from storage.tables import notice_items, notices


class NoticeStatus(StrEnum):
    """Where a notice stands."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    FAILED = "failed"
    """No attempt reached the receiver so far; it may be tried again."""
    UNCERTAIN = "uncertain"
    """An attempt may have reached the receiver; it may be tried again with the same message id."""


class UnknownNoticeError(MarketsweepError):
    """A notice was asked for that was never drafted."""

    def __init__(self, notice_id: str) -> None:
        super().__init__(f"There is no notice {notice_id!r}. `marketsweep cases show` names the notices of a case.")


class NoticeNotDraftError(MarketsweepError):
    """A notice was to be approved a second time, or after it was sent."""

    def __init__(self, notice_id: str, status: NoticeStatus) -> None:
        super().__init__(f"Notice {notice_id} is {status}, not drafted. Draft a new notice for what is new.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """A notice with what became of it."""

    notice: Notice
    status: NoticeStatus
    approved_by: str | None = None
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    """When the receiver first said that it has it."""


def record_notice(connection: Connection, notice: Notice) -> None:
    """Keep a drafted notice."""
    row: dict[str, Any] = {
        "notice_id": notice.notice_id,
        "case_id": notice.case_id,
        "marketplace": notice.marketplace,
        "concern": notice.concern,
        "content": _content(notice),
        "status": NoticeStatus.DRAFTED,
        "drafted_at": notice.drafted_at,
    }
    connection.execute(notices.insert(), row)
    connection.execute(
        notice_items.insert(),
        [{"notice_id": notice.notice_id, **key_columns(item.key)} for item in notice.items],
    )
    digest = content_digest(row["content"])
    append_notice_event(connection, EventKind.NOTICE_DRAFTED, notice, at=notice.drafted_at, content_sha256=digest)


def approve_notice(connection: Connection, notice_id: str, *, by: str, at: datetime) -> None:
    """Record that a person approved a drafted notice; nothing is sent without it."""
    kept = load_notice(connection, notice_id)
    if kept.status is not NoticeStatus.DRAFTED:
        raise NoticeNotDraftError(notice_id, kept.status)
    change = {"status": NoticeStatus.APPROVED, "approved_by": by, "approved_at": at}
    connection.execute(notices.update().where(notices.c.notice_id == notice_id), change)
    append_notice_event(connection, EventKind.NOTICE_APPROVED, kept.notice, at=at, approved_by=by)


def load_notice(connection: Connection, notice_id: str) -> KeptNotice:
    """Return a notice by its id."""
    row = connection.execute(select(notices).where(notices.c.notice_id == notice_id)).first()
    if row is None:
        raise UnknownNoticeError(notice_id)
    return _kept(row)


def list_notices(
    connection: Connection, *, statuses: Collection[NoticeStatus] = (), case_id: int | None = None
) -> tuple[KeptNotice, ...]:
    """Return notices in the order in which they were drafted, narrowed as asked."""
    query = select(notices).order_by(notices.c.drafted_at, notices.c.notice_id)
    if statuses:
        query = query.where(notices.c.status.in_(list(statuses)))
    if case_id is not None:
        query = query.where(notices.c.case_id == case_id)
    return tuple(map(_kept, connection.execute(query)))


def notified_keys(connection: Connection, case_id: int) -> frozenset[ListingKey]:
    """Return the listings of a case that a notice already carries, drafted ones included."""
    query = (
        select(notice_items.c.marketplace, notice_items.c.listing_id)
        .join(notices, notices.c.notice_id == notice_items.c.notice_id)
        .where(notices.c.case_id == case_id)
    )
    return frozenset(map(key_of, connection.execute(query)))


def append_notice_event(connection: Connection, kind: EventKind, notice: Notice, *, at: datetime, **more: Any) -> None:
    """Append an event about a notice; its body names all its listings."""
    body = {
        "notice_id": notice.notice_id,
        "case_id": notice.case_id,
        "marketplace": notice.marketplace,
        "concern": notice.concern.value,
        "legal_ground": notice.legal_ground,
        "capacity": notice.notifier.capacity.value,
        "language": notice.language,
        "listings": [{**key_body(item.key), "url": item.url} for item in notice.items],
        **more,
    }
    append(connection, NewEvent(at=at, kind=kind, subject=f"notice/{notice.notice_id}", body=body))


def _content(notice: Notice) -> dict[str, Any]:
    content = asdict(notice)
    content["drafted_at"] = notice.drafted_at.isoformat()
    for review in content["reviews"]:
        review["reviewed_at"] = review["reviewed_at"].isoformat()
    return content


def _kept(row: Row[Any]) -> KeptNotice:
    return KeptNotice(
        notice=_notice(row.content),
        status=NoticeStatus(row.status),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
    )


def _notice(content: dict[str, Any]) -> Notice:
    notifier = {**content["notifier"], "capacity": NotifierCapacity(content["notifier"]["capacity"])}
    return Notice(
        notice_id=content["notice_id"],
        case_id=content["case_id"],
        marketplace=content["marketplace"],
        concern=Concern(content["concern"]),
        legal_ground=content["legal_ground"],
        items=tuple(NoticeItem(**{**item, "key": ListingKey(**item["key"])}) for item in content["items"]),
        notifier=Notifier(**notifier),
        good_faith=content["good_faith"],
        language=content["language"],
        reviews=tuple(map(_review, content["reviews"])),
        drafted_at=datetime.fromisoformat(content["drafted_at"]),
    )


def _review(content: dict[str, Any]) -> Review:
    return Review(
        **{
            **content,
            "key": ListingKey(**content["key"]),
            "verdict": Verdict(content["verdict"]),
            "reviewed_at": datetime.fromisoformat(content["reviewed_at"]),
        }
    )
