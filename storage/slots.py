"""Due slots: who may do what was due when, once, although several processes would."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from storage.runs import StaleFenceError
from storage.tables import slots


class SlotState(StrEnum):
    """Where a slot stands."""

    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A job at the moment when it was due, held by one process until its lease ends."""

    job: str
    due_at: datetime
    state: SlotState
    holder: str
    fence: int
    """Grows by one each time another process takes the slot over."""
    lease_until: datetime
    finished_at: datetime | None
    detail: str


def claim_slot(
    connection: Connection, job: str, due_at: datetime, *, holder: str, now: datetime, lease: timedelta
) -> Slot | None:
    """Take a slot that is free or whose lease has run out; None if it is done or held by someone else."""
    row = _row(connection, job, due_at)
    change = {"state": SlotState.CLAIMED, "holder": holder, "lease_until": now + lease, "claimed_at": now}
    if row is None:
        new = {"job": job, "due_at": due_at, "fence": 1, "detail": ""}
        connection.execute(slots.insert(), {**new, **change})
    elif row.state == SlotState.CLAIMED and row.lease_until <= now:
        connection.execute(slots.update().where(slots.c.slot_id == row.slot_id), {**change, "fence": row.fence + 1})
    else:
        return None
    return load_slot(connection, job, due_at)


def renew(connection: Connection, slot: Slot, *, now: datetime, lease: timedelta) -> Slot:
    """Hold a slot for longer; refused if another process has taken it over."""
    return _change(connection, slot, {"lease_until": now + lease})


def finish(
    connection: Connection, slot: Slot, *, at: datetime, state: SlotState = SlotState.DONE, detail: str = ""
) -> Slot:
    """Say that the work of a slot is over; refused if another process has taken it over."""
    return _change(connection, slot, {"state": state, "finished_at": at, "detail": detail})


def load_slot(connection: Connection, job: str, due_at: datetime) -> Slot | None:
    """Return a slot, or None if nobody has claimed it yet."""
    row = _row(connection, job, due_at)
    return None if row is None else _slot(row)


def list_slots(connection: Connection, job: str | None = None, *, limit: int = 100) -> tuple[Slot, ...]:
    """Return slots, the latest due first."""
    query = select(slots).order_by(slots.c.due_at.desc(), slots.c.slot_id.desc()).limit(limit)
    if job is not None:
        query = query.where(slots.c.job == job)
    return tuple(map(_slot, connection.execute(query)))


def _change(connection: Connection, slot: Slot, change: dict[str, Any]) -> Slot:
    row = _row(connection, slot.job, slot.due_at)
    if row is None or (row.fence, row.state) != (slot.fence, SlotState.CLAIMED):
        what = f"The slot of {slot.job!r} due {slot.due_at.isoformat()}"
        raise StaleFenceError(what, slot.fence, row.fence if row else 0)
    connection.execute(slots.update().where(slots.c.slot_id == row.slot_id), change)
    changed = _row(connection, slot.job, slot.due_at)
    assert changed is not None
    return _slot(changed)


def _row(connection: Connection, job: str, due_at: datetime) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(select(slots).where(slots.c.job == job, slots.c.due_at == due_at)).first()


def _slot(row: Row[*tuple[Any, ...]]) -> Slot:
    return Slot(
        job=row.job,
        due_at=row.due_at,
        state=SlotState(row.state),
        holder=row.holder,
        fence=row.fence,
        lease_until=row.lease_until,
        finished_at=row.finished_at,
        detail=row.detail,
    )
