"""A sweep that is killed again and again loses nothing and sees each listing once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawlers.job import JOB
from crawlers.recipe import Recipe
from domain.sweep import SweepRun
from storage.database import write
from storage.frontier import FrontierState
from storage.runs import resume_run
from storage.verify import verify
from tests.crawlers.crawling import Yard, search_for
from tests.crawlers.site import Site, marketplace_routes, recipe_for, serve
from tests.factories import NOON

SEED = 1
LISTINGS = 45
PARENT = """
import sys
from crawlers.crawl import run_crawl
from crawlers.job import JOB
run_crawl(JOB.validate_json(sys.stdin.readline()))
"""
"""A parent that waits for its crawl, as the program does."""


def start_parent(yard: Yard, run: SweepRun, recipe: Recipe, browser: str | None) -> "subprocess.Popen[bytes]":
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdin is not None
    parent.stdin.write(JOB.dump_json(yard.job(run, recipe, browser_path=browser)) + b"\n")
    parent.stdin.close()
    return parent


def child_of(pid: int) -> int | None:
    """Return the crawler's process, the parent's only child, or None if it has none now."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        if children := task.read_text().split():
            return int(children[0])
    return None


def kill_at_random(parent: "subprocess.Popen[bytes]", site: Site, chance: random.Random) -> str | None:
    """Let the crawl come some way, then kill parent or child; None if it ended by itself before."""
    goal = len(site.hits) + chance.randint(3, 14)
    while len(site.hits) < goal:
        if parent.poll() is not None:
            return None
        time.sleep(0.005)
    time.sleep(chance.random() * 0.04)
    victim = chance.choice(["parent", "child"])
    child = child_of(parent.pid)
    if victim == "child" and child is not None:
        os.kill(child, signal.SIGKILL)
    else:
        parent.kill()
    parent.wait(20)
    if child is not None:
        wait_until_gone(child)
    return victim


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert time.monotonic() < end, "the crawler outlived its parent"
        time.sleep(0.01)


@pytest.mark.slow
def test_a_sweep_killed_at_random_resumes_and_sees_every_listing_once(yard: Yard) -> None:
    chance = random.Random(SEED)
    with serve(routes=marketplace_routes(LISTINGS, 15)) as site:
        recipe = recipe_for(site)
        run = yard.run([search_for(recipe), search_for(recipe, "carved")])
        kills = []
        while True:
            parent = start_parent(yard, run, recipe, None)
            victim = kill_at_random(parent, site, chance)
            if victim is None:
                break
            kills.append(victim)
            with write(yard.engine) as connection:
                run = resume_run(connection, run.run_id, NOON)
        assert parent.returncode == 0
    print(json.dumps({"seed": SEED, "kills": kills, "fetches": len(site.hits)}))
    assert len(kills) >= 5
    assert {row.state for row in yard.rows()} == {FrontierState.DONE}
    ids = [listing.key.listing_id for listing in yard.listings()]
    assert sorted(ids) == [str(1000 + number) for number in range(LISTINGS)]
    assert len(yard.pages()) == len(yard.rows()) == LISTINGS + 2 * LISTINGS // 15
    assert verify(yard.engine, yard.evidence) == []


@pytest.mark.slow
@pytest.mark.browser
def test_a_killed_crawl_leaves_no_browser_behind(yard: Yard, browser: str) -> None:
    with serve(routes=marketplace_routes(20, script_from=0)) as site:
        recipe = recipe_for(site, in_browser=True)
        parent = start_parent(yard, yard.run([search_for(recipe)]), recipe, browser)
        while site.count("/item/") < 2:
            time.sleep(0.01)
        child = child_of(parent.pid)
        assert child is not None
        family = descendants(child)
        assert len(family) > 2, "the driver and the browser's processes"
        parent.kill()
        parent.wait(10)
        for pid in (child, *family):
            wait_until_gone(pid)


def descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found
