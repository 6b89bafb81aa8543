"""What became of listings, as it was concluded each time that it changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.event import EventKind, NewEvent
from domain.listing import ListingKey
from domain.recheck import Outcome, OutcomeState
from storage.event_log import append
from storage.listing_columns import is_key, key_body, key_columns, key_of
from storage.tables import outcomes


def record_outcome(connection: Connection, outcome: Outcome, *, at: datetime) -> bool:
    """Add what became of a listing if it differs from what was concluded before; say whether it did."""
    if latest_outcome(connection, outcome.key) == outcome:
        return False
    row = {
        **key_columns(outcome.key),
        "state": outcome.state,
        "last_live": outcome.last_live,
        "first_gone": outcome.first_gone,
        "confirmed_at": outcome.confirmed_at,
        "detail": outcome.detail,
        "decided_at": at,
    }
    connection.execute(outcomes.insert(), row)
    body = {
        **key_body(outcome.key),
        "state": outcome.state.value,
        "last_live": _iso(outcome.last_live),
        "first_gone": _iso(outcome.first_gone),
        "confirmed_at": _iso(outcome.confirmed_at),
        "detail": outcome.detail,
    }
    append(connection, NewEvent(at=at, kind=EventKind.OUTCOME_DECIDED, subject=str(outcome.key), body=body))
    return True


def latest_outcome(connection: Connection, key: ListingKey) -> Outcome | None:
    """Return what became of a listing as far as is known, or None if nobody has looked again."""
    query = select(outcomes).where(is_key(outcomes.c, key)).order_by(outcomes.c.outcome_id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _outcome(row)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(
        key=key_of(row),
        state=OutcomeState(row.state),
        last_live=row.last_live,
        first_gone=row.first_gone,
        confirmed_at=row.confirmed_at,
        detail=row.detail,
    )
