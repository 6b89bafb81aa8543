"""Later looks at known listings."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.event import EventKind, NewEvent
from domain.listing import ListingKey
from domain.recheck import Look, Recheck
from storage.event_log import append
from storage.listing_columns import is_key, key_body, key_columns, key_of
from storage.tables import rechecks


def record_rechecks(connection: Connection, looks: Iterable[Recheck]) -> int:
    """Add looks and return how many were new: one round looks at a listing once."""
    return sum(_record(connection, look) for look in looks)


def rechecks_of(connection: Connection, key: ListingKey) -> tuple[Recheck, ...]:
    """Return the later looks at a listing, the first first."""
    query = select(rechecks).where(is_key(rechecks.c, key)).order_by(rechecks.c.recheck_id)
    return tuple(map(_recheck, connection.execute(query)))


def _record(connection: Connection, look: Recheck) -> bool:
    known = select(rechecks.c.recheck_id).where(is_key(rechecks.c, look.key), rechecks.c.round_id == look.round_id)
    if connection.execute(known).first() is not None:
        return False
    row = {
        "round_id": look.round_id,
        **key_columns(look.key),
        "look": look.look,
        "detail": look.detail,
        "canary_live": look.canary_live,
        "checked_at": look.checked_at,
    }
    connection.execute(rechecks.insert(), row)
    body = {
        **key_body(look.key),
        "round_id": look.round_id,
        "look": look.look.value,
        "detail": look.detail,
        "canary_live": look.canary_live,
    }
    append(connection, NewEvent(at=look.checked_at, kind=EventKind.RECHECKED, subject=str(look.key), body=body))
    return True


def _recheck(row: Row[Any]) -> Recheck:
    return Recheck(
        key=key_of(row),
        round_id=row.round_id,
        look=Look(row.look),
        detail=row.detail,
        canary_live=row.canary_live,
        checked_at=row.checked_at,
    )
