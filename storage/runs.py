"""Runs of sweeps and rechecks, each with a fence: whoever holds an older number may write no more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.errors import MarketsweepError
from domain.event import EventKind, NewEvent
from domain.sweep import RunKind, RunStatus, SweepRun
from storage.event_log import append
from storage.tables import runs


class UnknownRunError(MarketsweepError):
    """A run was asked for that never started."""

    def __init__(self, run_id: int) -> None:
        super().__init__(f"There is no run {run_id}. `marketsweep sweep show` shows the runs of a sweep.")


class RunExistsError(MarketsweepError):
    """A run was to be started for a moment that already has one."""

    def __init__(self, sweep: str, due_at: datetime, run_id: int) -> None:
        self.run_id = run_id
        super().__init__(f"Sweep {sweep!r} already has run {run_id} for {due_at.isoformat()}. Resume that one instead.")


class RunEndedError(MarketsweepError):
    """A run that has ended was to go on."""

    def __init__(self, run_id: int, status: str) -> None:
        super().__init__(f"Run {run_id} has ended ({status}). Start a new run of its sweep.")


class StaleFenceError(MarketsweepError):
    """Somebody else has taken over what this process was working on."""

    def __init__(self, what: str, fence: int, current: int) -> None:
        super().__init__(
            f"{what} was taken over (fence {current}, this process holds {fence}). "
            "Nothing was written; let this process end."
        )


def start_run(
    connection: Connection,
    sweep: str,
    *,
    due_at: datetime,
    started_at: datetime,
    kind: RunKind = RunKind.SWEEP,
) -> SweepRun:
    """Start the one run of a sweep for a due moment, with fence 1."""
    kept = connection.scalar(
        select(runs.c.run_id).where(runs.c.kind == kind, runs.c.sweep == sweep, runs.c.due_at == due_at)
    )
    if kept is not None:
        raise RunExistsError(sweep, due_at, kept)
    row = {"kind": kind, "sweep": sweep, "due_at": due_at, "started_at": started_at}
    result = connection.execute(runs.insert(), {**row, "status": RunStatus.RUNNING, "fence": 1})
    (run_id,) = result.inserted_primary_key or (0,)
    body = {"kind": kind.value, "sweep": sweep, "due_at": due_at.isoformat(), "fence": 1}
    _append(connection, EventKind.RUN_STARTED, run_id, started_at, body)
    return load_run(connection, run_id)


def resume_run(connection: Connection, run_id: int, at: datetime) -> SweepRun:
    """Take a run over: its fence grows by one, so that whoever held it before is refused from now on."""
    run = load_run(connection, run_id)
    if run.status not in (RunStatus.RUNNING, RunStatus.INTERRUPTED):
        raise RunEndedError(run_id, run.status)
    change = {"fence": run.fence + 1, "status": RunStatus.RUNNING}
    connection.execute(runs.update().where(runs.c.run_id == run_id), change)
    _append(connection, EventKind.RUN_RESUMED, run_id, at, {"sweep": run.sweep, "fence": run.fence + 1})
    return load_run(connection, run_id)


def finish_run(
    connection: Connection,
    run_id: int,
    fence: int,
    *,
    status: RunStatus,
    health: dict[str, Any],
    at: datetime,
) -> SweepRun:
    """Say how a run ended and what its health was; an interrupted one may be resumed."""
    run = check_fence(connection, run_id, fence)
    change = {"status": status, "health": health, "finished_at": at}
    connection.execute(runs.update().where(runs.c.run_id == run_id), change)
    body = {"sweep": run.sweep, "kind": run.kind.value, "status": status.value, "health": health}
    _append(connection, EventKind.RUN_FINISHED, run_id, at, body)
    return load_run(connection, run_id)


def check_fence(connection: Connection, run_id: int, fence: int) -> SweepRun:
    """Return the run if this fence still holds it, or raise `StaleFenceError`."""
    run = load_run(connection, run_id)
    if run.fence != fence:
        raise StaleFenceError(f"Run {run_id}", fence, run.fence)
    return run


def load_run(connection: Connection, run_id: int) -> SweepRun:
    """Return a run by its number."""
    row = connection.execute(select(runs).where(runs.c.run_id == run_id)).first()
    if row is None:
        raise UnknownRunError(run_id)
    return _run(row)


def run_health(connection: Connection, run_id: int) -> dict[str, Any]:
    """Return what a run said of its health when it ended, empty before."""
    return connection.scalar(select(runs.c.health).where(runs.c.run_id == run_id)) or {}


def list_runs(
    connection: Connection,
    sweep: str | None = None,
    *,
    kind: RunKind | None = None,
    statuses: Sequence[RunStatus] = (),
) -> tuple[SweepRun, ...]:
    """Return runs, the oldest first, narrowed as asked."""
    query = select(runs).order_by(runs.c.run_id)
    if sweep is not None:
        query = query.where(runs.c.sweep == sweep)
    if kind is not None:
        query = query.where(runs.c.kind == kind)
    if statuses:
        query = query.where(runs.c.status.in_(statuses))
    return tuple(map(_run, connection.execute(query)))


def _run(row: Row[Any]) -> SweepRun:
    return SweepRun(
        run_id=row.run_id,
        sweep=row.sweep,
        due_at=row.due_at,
        started_at=row.started_at,
        status=RunStatus(row.status),
        fence=row.fence,
        finished_at=row.finished_at,
        kind=RunKind(row.kind),
    )


def _append(connection: Connection, kind: EventKind, run_id: int, at: datetime, body: dict[str, Any]) -> None:
    append(connection, NewEvent(at=at, kind=kind, subject=f"run/{run_id}", body={"run_id": run_id, **body}))
