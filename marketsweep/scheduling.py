"""What is due, done once: APScheduler only ticks, the right to run comes from a row in the database.

A slot is a job and the moment at which it was due, UNIQUE in the database. A process claims it under a lease with a
fencing number and renews the lease while it works; when it dies, another takes the slot over with a higher number, and
whatever the first still writes is refused.
"""

import logging
import os
import signal
import socket
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

from domain.sweep import RunKind, RunStatus, Sweep
from marketsweep.crawling import StoppedRunError
from marketsweep.cron import latest_due
from marketsweep.rechecking import due_rechecks, recheck_listings
from marketsweep.sweeping import resume_sweep, run_sweep
from marketsweep.workspace import Progress, Workspace
from storage.database import read, write
from storage.locks import HeldElsewhereError
from storage.runs import StaleFenceError, list_runs
from storage.slots import Slot, SlotState, claim_slot, finish, list_slots, renew
from storage.sweeps import list_sweeps

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long a silent holder keeps a slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a tick did for one slot."""

    job: str
    due_at: datetime
    state: SlotState
    """*claimed*: it goes on later, or another process has taken it over."""
    detail: str


def holder_name() -> str:
    """Return a name for this process that no other has."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"


def serve_until_told(workspace: Workspace, *, every: timedelta, tell: Callable[[Done], None]) -> None:
    """Do what is due, tick by tick, until the process is told to end; a tick that is under way is finished."""
    holder = holder_name()
    scheduler = BlockingScheduler(timezone="UTC")

    def on_tick(work: Callable[[Workspace, str], tuple[Done, ...]]) -> None:
        for done in work(workspace, holder):
            tell(done)

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    for work in (tick_rechecks, tick_sweeps):  # beside each other: a long sweep must not delay looks elsewhere
        scheduler.add_job(
            on_tick,
            "interval",
            args=(work,),
            seconds=every.total_seconds(),
            next_run_time=workspace.clock(),
            max_instances=1,
            coalesce=True,
        )
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, on_signal)
    scheduler.start()


def tick(workspace: Workspace, holder: str, *, lease: timedelta = LEASE) -> tuple[Done, ...]:
    """Do everything that is due now and that no other process holds."""
    return (*tick_rechecks(workspace, holder, lease=lease), *tick_sweeps(workspace, holder, lease=lease))


def tick_sweeps(workspace: Workspace, holder: str, *, lease: timedelta = LEASE) -> tuple[Done, ...]:
    """Run the sweeps that are due."""
    with read(workspace.engine) as connection:
        sweeps = [sweep for sweep in list_sweeps(connection) if sweep.cron]
    return tuple(
        _work(workspace, slot, _sweep_work(workspace, sweep, slot.due_at), lease)
        for sweep in sweeps
        if (slot := _claim_sweep(workspace, sweep, holder, lease)) is not None
    )


def tick_rechecks(workspace: Workspace, holder: str, *, lease: timedelta = LEASE) -> tuple[Done, ...]:
    """Take the rounds that are due, each marketplace by itself: one that is ill does not stop the others."""
    due = due_rechecks(workspace, now=workspace.clock())
    codes = dict.fromkeys(each.listing.key.marketplace for each in due)
    return tuple(
        _work(workspace, slot, _recheck_work(workspace, code), lease)
        for code in codes
        if (slot := _claim_rechecks(workspace, code, holder, lease)) is not None
    )


def _claim_sweep(workspace: Workspace, sweep: Sweep, holder: str, lease: timedelta) -> Slot | None:
    job, now = f"sweep/{sweep.name}", workspace.clock()
    with write(workspace.engine) as connection:
        latest = next(iter(list_slots(connection, job, limit=1)), None)
        if latest is not None and latest.state is SlotState.CLAIMED:
            return claim_slot(connection, job, latest.due_at, holder=holder, now=now, lease=lease)
        since = latest.due_at if latest is not None else sweep.created_at
        due_at, missed = latest_due(sweep.cron or "", sweep.timezone, after=since, until=now)
        if due_at is None:
            return None
        if missed:
            log.warning("%s: %d earlier times were missed and not watched; one run catches up", job, missed)
        return claim_slot(connection, job, due_at, holder=holder, now=now, lease=lease)


def _claim_rechecks(workspace: Workspace, code: str, holder: str, lease: timedelta) -> Slot | None:
    job, now = f"rechecks/{code}", workspace.clock()
    with write(workspace.engine) as connection:
        latest = next(iter(list_slots(connection, job, limit=1)), None)
        held = latest is not None and latest.state is SlotState.CLAIMED
        due_at = latest.due_at if latest is not None and held else now.replace(second=0, microsecond=0)
        return claim_slot(connection, job, due_at, holder=holder, now=now, lease=lease)


def _sweep_work(workspace: Workspace, sweep: Sweep, due_at: datetime) -> Callable[[Progress], str]:
    def work(progress: Progress) -> str:
        with read(workspace.engine) as connection:
            runs = [run for run in list_runs(connection, sweep.name, kind=RunKind.SWEEP) if run.due_at == due_at]
        if runs and runs[-1].status in (RunStatus.FINISHED, RunStatus.UNTRUSTED):
            return f"run {runs[-1].run_id} {runs[-1].status}: its holder ended before it could say so"
        report = resume_sweep(workspace, sweep.name, due_at=due_at, progress=progress) or run_sweep(
            workspace, sweep.name, due_at=due_at, progress=progress
        )
        return f"run {report.run.run_id} {report.run.status}: {report.listings} listings, {report.alerts} alerts"

    return work


def _recheck_work(workspace: Workspace, code: str) -> Callable[[Progress], str]:
    def work(progress: Progress) -> str:
        due = due_rechecks(workspace, now=workspace.clock(), marketplace=code)
        rounds = recheck_listings(workspace, [each.listing for each in due], progress=progress)
        return f"{sum(len(each.rechecks) for each in rounds)} looks in {len(rounds)} rounds"

    return work


def _work(workspace: Workspace, slot: Slot, work: Callable[[Progress], str], lease: timedelta) -> Done:
    """Do the work of a claimed slot, holding the lease; an error ends this slot, not the others."""
    held = slot

    def keep_lease(_done: int, _of: int | None = None) -> None:
        nonlocal held
        now = workspace.clock()
        if held.lease_until - now < lease / 2:
            with write(workspace.engine) as connection:
                held = renew(connection, held, now=now, lease=lease)

    try:
        state, detail = SlotState.DONE, work(keep_lease)
    except (StoppedRunError, HeldElsewhereError, KeyboardInterrupt) as stopped:
        return _leave(workspace, held, stopped)
    except Exception as error:  # the rim: one job of many
        log.warning("%s due %s failed", slot.job, slot.due_at, exc_info=error)
        state, detail = SlotState.FAILED, str(error) or type(error).__name__
    try:
        with write(workspace.engine) as connection:
            finish(connection, held, at=workspace.clock(), state=state, detail=detail)
    except StaleFenceError as error:
        log.warning("%s due %s: %s", slot.job, slot.due_at, error)
        state, detail = SlotState.CLAIMED, str(error)
    return Done(job=slot.job, due_at=slot.due_at, state=state, detail=detail)


def _leave(workspace: Workspace, slot: Slot, stopped: BaseException) -> Done:
    """Give a slot back unfinished: whoever ticks next takes it up where it was left."""
    with write(workspace.engine) as connection:
        renew(connection, slot, now=workspace.clock(), lease=timedelta())
    if isinstance(stopped, KeyboardInterrupt):
        raise stopped
    return Done(job=slot.job, due_at=slot.due_at, state=SlotState.CLAIMED, detail=str(stopped))
