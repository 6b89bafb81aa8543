"""The allow-list of sellers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.event import EventKind, NewEvent
from domain.seller import AllowedSeller
from storage.event_log import append
from storage.tables import allowed_sellers as table


class SellerNotAllowedError(MarketsweepError):
    """A seller was to be taken off the allow-list who is not on it."""

    def __init__(self, marketplace: str, seller_id: str) -> None:
        super().__init__(f"Seller {seller_id!r} of {marketplace!r} is not on the allow-list: nothing to take off.")


def allow_seller(connection: Connection, allowed: AllowedSeller, *, at: datetime) -> None:
    """Put a seller on the allow-list."""
    row = {
        "marketplace": allowed.marketplace,
        "seller_id": allowed.seller_id,
        "concern": allowed.concern,
        "reason": allowed.reason,
        "allowed_by": allowed.allowed_by,
        "valid_from": allowed.valid_from,
        "valid_to": allowed.valid_to,
    }
    connection.execute(table.insert(), row)
    body = {
        **row,
        "valid_from": allowed.valid_from.isoformat(),
        "valid_to": allowed.valid_to.isoformat() if allowed.valid_to else None,
    }
    _append(connection, EventKind.SELLER_ALLOWED, body, at)


def disallow_seller(
    connection: Connection,
    marketplace: str,
    seller_id: str,
    *,
    by: str,
    reason: str,
    at: datetime,
    concern: Concern | None = None,
) -> None:
    """End what allows a seller; without a concern, for all of them."""
    holds = (table.c.marketplace == marketplace) & (table.c.seller_id == seller_id) & _valid(at)
    if concern is not None:
        holds &= table.c.concern == concern
    if connection.execute(select(table.c.allowed_id).where(holds)).first() is None:
        raise SellerNotAllowedError(marketplace, seller_id)
    connection.execute(table.update().where(holds), {"valid_to": at})
    body = {"marketplace": marketplace, "seller_id": seller_id, "concern": concern, "by": by, "reason": reason}
    _append(connection, EventKind.SELLER_DISALLOWED, body, at)


def allowed_sellers(connection: Connection, *, at: datetime | None = None) -> tuple[AllowedSeller, ...]:
    """Return the allow-list as it holds at a moment, or all that ever stood on it."""
    query = select(table).order_by(table.c.allowed_id)
    if at is not None:
        query = query.where(_valid(at))
    return tuple(map(_from_row, connection.execute(query)))


def _valid(at: datetime) -> Any:
    return (table.c.valid_from <= at) & (table.c.valid_to.is_(None) | (table.c.valid_to > at))


def _append(connection: Connection, kind: EventKind, body: dict[str, Any], at: datetime) -> None:
    subject = f"seller/{body['marketplace']}/{body['seller_id']}"
    append(connection, NewEvent(at=at, kind=kind, subject=subject, body=body))


def _from_row(row: Row[Any]) -> AllowedSeller:
    return AllowedSeller(
        marketplace=row.marketplace,
        seller_id=row.seller_id,
        concern=Concern(row.concern) if row.concern else None,
        reason=row.reason,
        allowed_by=row.allowed_by,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
