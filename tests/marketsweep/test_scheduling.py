"""What is due is done once, although several processes tick on one database."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.event import EventKind
from domain.sweep import RunStatus
from marketsweep.scheduling import holder_name, tick
from marketsweep.sweeping import run_sweep
from storage.database import read, write
from storage.runs import finish_run, start_run
from storage.slots import Slot, SlotState, claim_slot, list_slots
from tests.factories import NOON, hours
from tests.marketsweep.office import QUERIES, Office

ROOT = Path(__file__).parents[2]
LEASE = timedelta(minutes=5)
DAILY = "0 18 * * *"
DUE = NOON + hours(6)
FEW = ("ivory", "Kratom")

Ticking = subprocess.Popen[str]


def slots(office: Office, job: str = "sweep/weekly") -> list[Slot]:
    with read(office.workspace.engine) as connection:
        return list(list_slots(connection, job))


def ticker(office: Office, holder: str, *, told: str | None = None, lease: timedelta = LEASE) -> Ticking:
    """Start a process that will tick when it is told to go."""
    url = office.workspace.engine.url.render_as_string(hide_password=False)
    moment = told or office.now.isoformat()
    command = [sys.executable, "-m", "tests.marketsweep.tick_once", url, moment, holder, str(lease.total_seconds())]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=office.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: Ticking) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def what_it_did(process: Ticking) -> list[list[str]]:
    done: list[list[str]] = json.loads(process.communicate(timeout=120)[0])
    assert process.returncode == 0
    return done


def wait_for(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


@pytest.mark.slow
def test_two_processes_at_the_same_due_moment_do_each_slot_once(office_on: Office) -> None:
    for name in ("one", "two"):
        office_on.add_sweep(name, queries=FEW, cron=DAILY)
    office_on.wait_until(DUE)
    both = [ticker(office_on, holder) for holder in ("a", "b")]
    for each in both:
        go(each)
    lines = [line for each in both for line in what_it_did(each)]
    # One that finds the other at work on the marketplace gives its slot back, for whoever ticks next.
    lines += [[each.job, "", each.state, each.detail] for each in tick(office_on.workspace, "c")]
    assert sorted(job for job, _, state, _ in lines if state == "done" and job.startswith("sweep/")) == [
        "sweep/one",
        "sweep/two",
    ]
    for name in ("one", "two"):
        (slot,) = slots(office_on, f"sweep/{name}")
        assert (slot.due_at, slot.state) == (DUE, SlotState.DONE)
        (run,) = office_on.runs(name)
        assert (run.due_at, run.status, run.fence) == (DUE, RunStatus.FINISHED, 1)
    assert tick(office_on.workspace, "d") == ()


@pytest.mark.slow
def test_a_crashed_holder_is_followed_by_another_that_resumes_its_run(office_on: Office) -> None:
    office_on.add_sweep("weekly", queries=FEW, cron=DAILY)
    office_on.wait_until(DUE)
    first = ticker(office_on, "a")
    go(first)
    wait_for(lambda: office_on.runs() and office_on.seen_in(office_on.runs()[0].run_id))
    first.kill()
    first.communicate()
    office_on.wait(seconds=LEASE.total_seconds() - 1)
    assert tick(office_on.workspace, "b") == (), "the lease holds for as long as it was told"
    office_on.wait(seconds=1)
    done = next(each for each in tick(office_on.workspace, "b") if each.job == "sweep/weekly")
    assert (done.due_at, done.state) == (DUE, SlotState.DONE), done
    (slot,) = slots(office_on)
    assert (slot.holder, slot.fence) == ("b", 2)
    (run,) = office_on.runs()
    assert (run.due_at, run.status, run.fence) == (DUE, RunStatus.FINISHED, 2)
    seen = office_on.seen_in(run.run_id)
    assert len(seen) == len(set(seen)) >= 3


def test_times_that_were_missed_are_caught_up_by_one_run_and_the_log_says_so(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.add_sweep("weekly", queries=("Kratom",), cron=DAILY)
    office.wait(days=3)
    with caplog.at_level(logging.WARNING):
        (done,) = (each for each in tick(office.workspace, "a") if each.job != "rechecks/bazaar")
    assert (done.due_at, done.state) == (DUE + 2 * hours(24), SlotState.DONE)
    assert "2 earlier times were missed" in caplog.text
    assert [run.due_at for run in office.runs()] == [done.due_at]


def test_a_sweep_is_not_due_before_its_time_and_one_without_times_never(office: Office) -> None:
    office.add_sweep("weekly", queries=("Kratom",), cron=DAILY)
    office.add_sweep("by hand", queries=("Kratom",))
    assert tick(office.workspace, "a") == ()
    office.wait_until(DUE - timedelta(seconds=1))
    assert tick(office.workspace, "a") == ()
    assert slots(office) == []


def test_an_error_in_one_sweep_does_not_stop_the_other(office: Office) -> None:
    office.add_sweep("broken", queries=("Kratom",), cron=DAILY)
    office.add_sweep("whole", queries=("Kratom",), cron=DAILY)
    with write(office.workspace.engine) as connection:
        connection.exec_driver_sql(
            "UPDATE sweeps SET definition = replace(definition, '\"bazaar\"', '\"nowhere\"') WHERE name = 'broken'"
        )
    office.wait_until(DUE)
    states = {each.job: each for each in tick(office.workspace, "a")}
    assert states["sweep/broken"].state is SlotState.FAILED
    assert "nowhere" in states["sweep/broken"].detail
    assert states["sweep/whole"].state is SlotState.DONE
    assert slots(office, "sweep/broken")[0].detail == states["sweep/broken"].detail


def test_a_run_that_ended_before_its_holder_could_say_so_is_not_repeated(office: Office) -> None:
    office.add_sweep("weekly", queries=("Kratom",), cron=DAILY)
    office.wait_until(DUE)
    with write(office.workspace.engine) as connection:
        claim_slot(connection, "sweep/weekly", DUE, holder="a", now=office.now, lease=LEASE)
        run = start_run(connection, "weekly", due_at=DUE, started_at=office.now)
        finish_run(connection, run.run_id, run.fence, status=RunStatus.FINISHED, health={}, at=office.now)
    office.wait(minutes=5)
    (done,) = tick(office.workspace, "b")
    assert (done.state, len(office.runs())) == (SlotState.DONE, 1), done


def test_a_due_run_is_taken_up_and_not_another_that_somebody_started_by_hand(office: Office) -> None:
    office.add_sweep("weekly", queries=("Kratom",), cron=DAILY)
    office.wait_until(DUE)
    with write(office.workspace.engine) as connection:
        claim_slot(connection, "sweep/weekly", DUE, holder="a", now=office.now, lease=LEASE)
        due = start_run(connection, "weekly", due_at=DUE, started_at=office.now)
        by_hand = start_run(connection, "weekly", due_at=DUE + hours(0.01), started_at=office.now)
    office.wait(minutes=5)
    tick(office.workspace, "b")
    status = {run.run_id: run.status for run in office.runs()}
    assert status == {due.run_id: RunStatus.FINISHED, by_hand.run_id: RunStatus.RUNNING}


@pytest.mark.slow
def test_a_lease_is_renewed_for_as_long_as_the_work_takes(office_on: Office) -> None:
    lease = timedelta(seconds=5)
    at_work = replace(office_on.workspace, told=None)
    now = datetime.now(UTC)
    every_minute = replace(office_on, workspace=replace(at_work, told=now - timedelta(minutes=2)))
    every_minute.add_sweep("weekly", queries=QUERIES, cron="* * * * *")
    busy = ticker(office_on, "a", told="-", lease=lease)
    go(busy)
    wait_for(lambda: slots(office_on))
    leases = set()
    while busy.poll() is None:
        (slot,) = [each for each in slots(office_on) if each.holder == "a"]
        leases.add(slot.lease_until)
        if slot.state is SlotState.CLAIMED:
            assert slot.lease_until > datetime.now(UTC), "the lease ran out under the work"
        time.sleep(0.1)
    what_it_did(busy)
    (slot,) = [each for each in slots(office_on) if each.holder == "a"]
    assert (slot.fence, slot.state) == (1, SlotState.DONE)
    assert len(leases) >= 2


def test_a_holder_whose_slot_was_taken_over_ends_its_work_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.add_sweep("weekly", queries=("Kratom",), cron=DAILY)
    office.wait_until(DUE)

    def overtaken(*arguments: Any, **told: Any) -> Any:
        with write(office.workspace.engine) as connection:
            claim_slot(connection, "sweep/weekly", DUE, holder="b", now=DUE + LEASE, lease=LEASE)
        return run_sweep(*arguments, **told)

    monkeypatch.setattr("marketsweep.scheduling.run_sweep", overtaken)
    (done,) = tick(office.workspace, "a")
    assert done.state is SlotState.CLAIMED
    assert "taken over (fence 2, this process holds 1)" in done.detail
    (slot,) = slots(office)
    assert (slot.holder, slot.state, slot.fence) == ("b", SlotState.CLAIMED, 2)


def test_due_rechecks_are_done_once_and_a_dead_holder_of_them_is_followed(swept: Office) -> None:
    swept.suspect_all()
    swept.wait(hours=1, minutes=1)
    with write(swept.workspace.engine) as connection:
        claim_slot(connection, "rechecks/bazaar", swept.now, holder="a", now=swept.now, lease=LEASE)
    assert tick(swept.workspace, "b") == ()
    swept.wait(minutes=5)
    (done,) = tick(swept.workspace, "b")
    assert (done.job, done.state) == ("rechecks/bazaar", SlotState.DONE), done
    assert [(slot.holder, slot.fence) for slot in slots(swept, "rechecks/bazaar")] == [("b", 2)]
    assert len(swept.events(EventKind.RECHECKED)) >= 4
    assert tick(swept.workspace, "b") == ()


def test_no_two_holders_have_the_same_name() -> None:
    assert holder_name() != holder_name()
