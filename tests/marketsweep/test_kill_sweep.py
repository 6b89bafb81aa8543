"""`kill -9` in the middle of a sweep, again and again: nothing is lost, nothing is seen twice, nothing is left over."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.event import EventKind
from domain.sweep import RunKind, RunStatus, SweepRun
from marketsweep.demo.neighbour import Neighbour
from marketsweep.demo.place import furnish, load_state
from storage.database import open_database, read
from storage.event_log import read_events
from storage.listings import observations_of_run
from storage.runs import list_runs
from tests.marketsweep.office import SEED

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from marketsweep.cli import main; main()"]
KILLS = 10
SWEEP = "killed"
QUERIES = ("ivory", "Elfenbein", "replica", "Kratom", "Kapseln", "watch", "Gucci", "leather", "coral", "Uhr")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Path]:
    """A folder with an installation beside a bazaar that answers slowly, in a process of its own."""
    command = [sys.executable, "-m", "bazaar", "--seed", str(SEED), "--size", "120", "--crawl-delay", "0.2"]
    with subprocess.Popen(
        [*command, "--until-stdin-closes"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as bazaar:
        assert bazaar.stdout is not None
        told = json.loads(bazaar.stdout.readline())
        neighbour = Neighbour(base_url=told["base_url"], smtp_host=told["smtp_host"], smtp_port=told["smtp_port"])
        for name in ("killed", "calm"):
            furnish(tmp_path / name, neighbour, "")
        yield tmp_path
        bazaar.terminate()


def program(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*PROGRAM, *arguments], cwd=folder, env=surroundings(), capture_output=True, text=True)


def started(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started, theirs included."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children_of(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_end(pids: list[int]) -> bool:
    end = time.monotonic() + 10
    while any(map(is_alive, pids)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def kill_somewhere(process: "subprocess.Popen[bytes]", chance: random.Random, longest: float) -> bool:
    """Kill a process at a random moment, and see that all that it started end by themselves; False if it ended."""
    try:
        process.wait(0.3 + chance.random() * longest)
    except subprocess.TimeoutExpired:
        family = children_of(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert all_end(family), f"left over: {[pid for pid in family if is_alive(pid)]}"
        return True
    return False


def seen(folder: Path) -> tuple[SweepRun, list[str]]:
    """Return the one run of the sweep, and the ids of the listings in it as often as they were seen."""
    engine = open_database(f"sqlite:///{folder / 'marketsweep.db'}")
    with read(engine) as connection:
        (run,) = list_runs(connection, kind=RunKind.SWEEP)
        ids = [each.key.listing_id for _, each in observations_of_run(connection, run.run_id, limit=10_000)]
    engine.dispose()
    return run, sorted(ids)


def alerts(folder: Path) -> Counter[tuple[str, str]]:
    engine = open_database(f"sqlite:///{folder / 'marketsweep.db'}")
    with read(engine) as connection:
        events = read_events(connection, kinds=[EventKind.ALERT_RAISED])
        raised = Counter((event.subject, event.body["concern"]) for event in events)
    engine.dispose()
    return raised


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_sweep_killed_ten_times_ends_as_one_that_nobody_killed(town: Path) -> None:
    seed = random.SystemRandom().randrange(10_000)
    print(f"moments of the kills: seed {seed}")
    chance = random.Random(seed)
    killed, calm = town / "killed", town / "calm"
    for folder in (killed, calm):
        more = [part for query in QUERIES for part in ("--query", query)]
        assert program(folder, "sweep", "add", SWEEP, "--marketplace", "bazaar", *more).returncode == 0
    kills, verb = 0, "run"
    while kills < KILLS:
        if not kill_somewhere(started(killed, "sweep", verb, SWEEP), chance, 2.0):
            break
        kills += 1
        verb = "resume" if has_run(killed) else "run"
    last = program(killed, "sweep", verb, SWEEP, "--json")
    assert kills == KILLS, f"it was too quick: over after {kills} kills"
    assert last.returncode == 0, last.stderr
    undisturbed = program(calm, "sweep", "run", SWEEP, "--json")
    assert undisturbed.returncode == 0, undisturbed.stderr
    run, ids = seen(killed)
    assert run.status is RunStatus.FINISHED
    assert len(ids) == len(set(ids)), "a listing was seen twice"
    assert ids == seen(calm)[1]
    assert len(ids) >= 20
    assert alerts(killed) == alerts(calm)
    assert set(alerts(killed).values()) == {1}
    checked = program(killed, "verify", "--json")
    assert (checked.returncode, json.loads(checked.stdout)["findings"]) == (0, [])


def has_run(folder: Path) -> bool:
    engine = open_database(f"sqlite:///{folder / 'marketsweep.db'}")
    with read(engine) as connection:
        found = bool(list_runs(connection))
    engine.dispose()
    return found


@pytest.mark.slow
def test_a_demo_killed_in_its_sweep_takes_the_sweep_up(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    killed = started(tmp_path, "demo", "--folder", str(folder))
    end = time.monotonic() + 60
    while not ((folder / "marketsweep.db").exists() and has_schema(folder) and has_run(folder)):
        assert time.monotonic() < end, "the demo never began its sweep"
        assert killed.poll() is None
        time.sleep(0.1)
    time.sleep(2.0)
    family = children_of(killed.pid)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert all_end(family), "bazaar and crawler end with the demo"
    state = load_state(folder)
    assert state is not None
    assert not state.swept
    before = set(seen(folder)[1])
    again = started(tmp_path, "demo", "--folder", str(folder))
    while not (state := load_state(folder)) or not state.swept:
        assert again.poll() is None, "the demo ended before its sweep did"
        time.sleep(0.2)
    again.kill()
    again.wait()
    run, ids = seen(folder)
    assert (run.fence, run.status) == (2, RunStatus.FINISHED)
    assert before <= set(ids)
    assert len(ids) == len(set(ids))


def has_schema(folder: Path) -> bool:
    from storage.migration import SchemaError, require_current_schema

    engine = open_database(f"sqlite:///{folder / 'marketsweep.db'}")
    try:
        require_current_schema(engine)
    except SchemaError:
        return False
    finally:
        engine.dispose()
    return True
