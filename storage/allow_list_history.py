"""Whether the allow-list is what its events made of it: a row more would silence alerts that nobody allowed away."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from domain.event import Event, EventKind
from storage.event_log import read_events
from storage.tables import allowed_sellers


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that a row of the allow-list says."""

    marketplace: str
    seller_id: str
    concern: str | None
    reason: str
    allowed_by: str
    valid_from: datetime
    valid_to: datetime | None

    def ended_by(self, event: Event) -> "_Entry":
        """Return the entry as it stands after an event that takes a seller off the list."""
        body = event.body
        about = (body["marketplace"], body["seller_id"]) == (self.marketplace, self.seller_id)
        meant = body["concern"] in (None, self.concern)
        valid = self.valid_from <= event.at and (self.valid_to is None or self.valid_to > event.at)
        return replace(self, valid_to=event.at) if about and meant and valid else self


def check_allow_list(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield every row of the allow-list that its events do not account for, and every one that is missing."""
    expected = Counter(_told(connection))
    columns = [allowed_sellers.c[name] for name in _Entry.__dataclass_fields__]
    query = select(allowed_sellers.c.allowed_id, *columns).order_by(allowed_sellers.c.allowed_id)
    for row in connection.execute(query):
        entry = _Entry(*row[1:])
        if expected[entry] == 0:
            yield f"allowed_sellers row {row.allowed_id}", "is altered or added: its events do not say the same"
        expected[entry] -= 1
    for entry in (+expected).elements():
        yield "allowed_sellers", f"the row of seller {entry.marketplace}/{entry.seller_id} is missing or altered"


def _told(connection: Connection) -> list[_Entry]:
    entries: list[_Entry] = []
    for event in read_events(connection, kinds=[EventKind.SELLER_ALLOWED, EventKind.SELLER_DISALLOWED]):
        if event.kind is EventKind.SELLER_ALLOWED:
            entries.append(_entry(event))
        else:
            entries = [entry.ended_by(event) for entry in entries]
    return entries


def _entry(event: Event) -> _Entry:
    body = event.body
    ends = body["valid_to"]
    return _Entry(
        marketplace=body["marketplace"],
        seller_id=body["seller_id"],
        concern=body["concern"],
        reason=body["reason"],
        allowed_by=body["allowed_by"],
        valid_from=datetime.fromisoformat(body["valid_from"]),
        valid_to=datetime.fromisoformat(ends) if ends else None,
    )
