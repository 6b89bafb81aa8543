"""Attempts to send a notice: recorded before the network is touched, and again when it has answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from domain.case import CaseStatus
from domain.errors import MarketsweepError
from domain.event import EventKind
from storage.notices import NoticeStatus, append_notice_event, load_notice
from storage.tables import cases, notice_attempts, notices


class AttemptOutcome(StrEnum):
    """What is known after an attempt."""

    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand a notice over; without an outcome it was begun and never finished: uncertain."""

    attempt_id: int
    notice_id: str
    channel: str
    message_id: str
    begun_at: datetime
    outcome: AttemptOutcome | None
    detail: str
    finished_at: datetime | None


class NoticeNotApprovedError(MarketsweepError):
    """A notice was to be sent that no person has approved."""

    def __init__(self, notice_id: str) -> None:
        super().__init__(f"Notice {notice_id} is not approved. A person approves it with `marketsweep notice approve`.")


class AlreadySentError(MarketsweepError):
    """A notice was to be sent again over a channel that already delivered it."""

    def __init__(self, notice_id: str, channel: str) -> None:
        super().__init__(f"Notice {notice_id} was already sent by {channel}. Draft a new notice for what is new.")


class MessageIdChangedError(MarketsweepError):
    """A retry came under another message id, so the receiver could not tell that it is the same notice."""

    def __init__(self, notice_id: str, first: str, second: str) -> None:
        super().__init__(
            f"Notice {notice_id} was tried as {first!r}, now as {second!r}. Retry with the first id, "
            "so that the receiver knows it again."
        )


class AttemptFinishedError(MarketsweepError):
    """An attempt was to be given a second outcome."""

    def __init__(self, attempt_id: int, outcome: str) -> None:
        super().__init__(f"Attempt {attempt_id} already ended as {outcome}. Begin a new attempt instead.")


class UnknownAttemptError(MarketsweepError):
    """An attempt was asked for that was never begun."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(f"There is no attempt {attempt_id}. Begin one before you send.")


def begin_attempt(connection: Connection, notice_id: str, channel: str, message_id: str, *, at: datetime) -> int:
    """Record that a notice is about to be sent; commit this before the network is touched."""
    kept = load_notice(connection, notice_id)
    if kept.approved_at is None:
        raise NoticeNotApprovedError(notice_id)
    for earlier in attempts_of(connection, notice_id):
        if earlier.channel != channel:
            continue
        if earlier.outcome is AttemptOutcome.SENT:
            raise AlreadySentError(notice_id, channel)
        if earlier.message_id != message_id:
            raise MessageIdChangedError(notice_id, earlier.message_id, message_id)
    row = {"notice_id": notice_id, "channel": channel, "message_id": message_id, "begun_at": at, "detail": ""}
    result = connection.execute(notice_attempts.insert(), row)
    (attempt_id,) = result.inserted_primary_key or (0,)
    about = {"attempt_id": attempt_id, "channel": channel, "message_id": message_id}
    append_notice_event(connection, EventKind.NOTICE_ATTEMPTED, kept.notice, at=at, **about)
    number: int = attempt_id
    return number


def finish_attempt(
    connection: Connection, attempt_id: int, outcome: AttemptOutcome | str, *, detail: str, at: datetime
) -> None:
    """Record what the network answered; a notice once sent stays sent."""
    known = AttemptOutcome(outcome)
    attempt = load_attempt(connection, attempt_id)
    if attempt.outcome is not None:
        raise AttemptFinishedError(attempt_id, attempt.outcome)
    change = {"outcome": known, "detail": detail, "finished_at": at}
    connection.execute(notice_attempts.update().where(notice_attempts.c.attempt_id == attempt_id), change)
    kept = load_notice(connection, attempt.notice_id)
    if kept.status is not NoticeStatus.SENT:
        _mark(connection, kept.notice.notice_id, kept.notice.case_id, known, at)
    about = {"attempt_id": attempt_id, "channel": attempt.channel, "message_id": attempt.message_id}
    append_notice_event(connection, _EVENTS[known], kept.notice, at=at, detail=detail, **about)


def load_attempt(connection: Connection, attempt_id: int) -> Attempt:
    """Return an attempt by its number."""
    query = select(notice_attempts).where(notice_attempts.c.attempt_id == attempt_id)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownAttemptError(attempt_id)
    return _attempt(row)


def attempts_of(connection: Connection, notice_id: str) -> tuple[Attempt, ...]:
    """Return the attempts to send a notice, the first first."""
    query = select(notice_attempts).where(notice_attempts.c.notice_id == notice_id)
    return tuple(map(_attempt, connection.execute(query.order_by(notice_attempts.c.attempt_id))))


def uncertain_attempts(connection: Connection) -> tuple[Attempt, ...]:
    """Return the attempts of unsent notices that may have reached the receiver, unfinished ones included."""
    query = (
        select(notice_attempts)
        .join(notices, notices.c.notice_id == notice_attempts.c.notice_id)
        .where(
            or_(notice_attempts.c.outcome.is_(None), notice_attempts.c.outcome == AttemptOutcome.UNCERTAIN),
            notices.c.status != NoticeStatus.SENT,
        )
        .order_by(notice_attempts.c.attempt_id)
    )
    return tuple(map(_attempt, connection.execute(query)))


_EVENTS = {
    AttemptOutcome.SENT: EventKind.NOTICE_SENT,
    AttemptOutcome.FAILED: EventKind.NOTICE_FAILED,
    AttemptOutcome.UNCERTAIN: EventKind.NOTICE_UNCERTAIN,
}


def _mark(connection: Connection, notice_id: str, case_id: int, outcome: AttemptOutcome, at: datetime) -> None:
    change: dict[str, Any] = {"status": NoticeStatus(outcome.value)}
    if outcome is AttemptOutcome.SENT:
        change["sent_at"] = at
        connection.execute(
            cases.update().where(cases.c.case_id == case_id, cases.c.status == CaseStatus.REVIEWED),
            {"status": CaseStatus.NOTIFIED},
        )
    connection.execute(notices.update().where(notices.c.notice_id == notice_id), change)


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        attempt_id=row.attempt_id,
        notice_id=row.notice_id,
        channel=row.channel,
        message_id=row.message_id,
        begun_at=row.begun_at,
        outcome=AttemptOutcome(row.outcome) if row.outcome else None,
        detail=row.detail,
        finished_at=row.finished_at,
    )
