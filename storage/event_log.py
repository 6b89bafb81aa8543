"""The append-only, hash-chained log from which every figure is computed."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.event import GENESIS, Event, EventKind, NewEvent, chain, event_hash
from storage.column_types import storable_json, storable_text
from storage.database import lock_for_writing
from storage.tables import events

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """One place where the log is not what was written."""

    seq: int
    """The number of the event that is altered, missing, reordered or inserted."""
    what: str


def append(connection: Connection, *new: NewEvent) -> tuple[Event, ...]:
    """Append events to the log in this transaction; writers wait for each other, so the chain stays a line."""
    lock_for_writing(connection)
    seq, previous = head(connection)
    appended: list[Event] = []
    for each in new:
        event = chain(_as_kept(each), seq=seq + 1, previous=previous)
        appended.append(event)
        seq, previous = event.seq, event.hash
    if appended:
        connection.execute(events.insert(), [_to_row(event) for event in appended])
    return tuple(appended)


def head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last event: an anchor to be kept outside, for only it shows a cut-off tail."""
    row = connection.execute(select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def read_events(
    connection: Connection,
    *,
    after: int = 0,
    kinds: Collection[EventKind] | None = None,
    subject: str | None = None,
) -> Iterator[Event]:
    """Yield events in their order, those of the given kinds and about the given subject only."""
    query = select(events).order_by(events.c.seq).limit(_BATCH)
    if kinds is not None:
        query = query.where(events.c.kind.in_([kind.value for kind in kinds]))
    if subject is not None:
        query = query.where(events.c.subject == subject)
    while True:
        rows = connection.execute(query.where(events.c.seq > after)).all()
        yield from map(_from_row, rows)
        if len(rows) < _BATCH:
            return
        after = rows[-1].seq


def verify_chain(connection: Connection, *, anchor: tuple[int, str] | None = None) -> list[ChainFault]:
    """Return every event that is altered, missing, out of place or not ours; with an anchor a cut-off tail too."""
    faults: list[ChainFault] = []
    expected, previous = 1, GENESIS
    anchored = ""
    for row in _all_rows(connection):
        faults += _gap(expected, row.seq)
        faults += _row_faults(row, previous, follows=row.seq == expected)
        if anchor and row.seq == anchor[0]:
            anchored = row.hash
        expected, previous = row.seq + 1, row.hash
    if anchor and anchor[0] > 0 and anchored != anchor[1]:
        what = "differs from the anchor" if anchored else "is missing: the log ends before the anchor"
        faults.append(ChainFault(seq=anchor[0], what=what))
    return faults


def _all_rows(connection: Connection) -> Iterator[Row[Any]]:
    after = -(2**62)
    query = select(events).order_by(events.c.seq).limit(_BATCH)
    while rows := connection.execute(query.where(events.c.seq > after)).all():
        yield from rows
        after = rows[-1].seq


def _gap(expected: int, found: int) -> list[ChainFault]:
    if found < expected:
        return [ChainFault(seq=found, what="is inserted before the first event")]
    if found == expected:
        return []
    if found == expected + 1:
        return [ChainFault(seq=expected, what="is missing")]
    return [ChainFault(seq=expected, what=f"is missing, and all up to {found - 1}")]


def _row_faults(row: Row[Any], previous: str, *, follows: bool) -> list[ChainFault]:
    faults = []
    if _hash_of(row) != row.hash:
        faults.append(ChainFault(seq=row.seq, what="is altered: its content does not give its hash"))
    if follows and row.previous != previous:
        faults.append(ChainFault(seq=row.seq, what="is out of place: it names another predecessor"))
    return faults


def _hash_of(row: Row[Any]) -> str:
    try:
        kind = EventKind(row.kind)
    except ValueError:
        return ""
    new = NewEvent(at=row.at, kind=kind, subject=row.subject, body=row.body)
    return event_hash(row.seq, row.at, new, row.previous)


def _as_kept(new: NewEvent) -> NewEvent:
    body = json.loads(storable_json(new.body))
    return replace(new, subject=storable_text(new.subject), body=body)


def _to_row(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind.value,
        "subject": event.subject,
        "body": event.body,
        "previous": event.previous,
        "hash": event.hash,
    }


def _from_row(row: Row[Any]) -> Event:
    return Event(
        seq=row.seq,
        at=row.at,
        kind=EventKind(row.kind),
        subject=row.subject,
        body=row.body,
        previous=row.previous,
        hash=row.hash,
    )
