import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.page_kind import PageKind
from storage.database import open_database, read, write
from storage.evidence import EvidenceStore
from storage.frontier import FrontierState, UnclaimedRowError, add, claim, counts, reopen_claimed
from storage.listings import count_observations, observations_of_run
from storage.pages import FetchedPage, RecordedPage, complete_page, pages_of_run
from storage.runs import StaleFenceError, resume_run
from storage.verify import verify
from tests.factories import NOON, hours, make_listing
from tests.storage.rows import fetched, request, start

PAGES = 80
KILLS = 10


def test_a_page_is_completed_with_all_that_follows_from_it(engine: Engine) -> None:
    page = FetchedPage(
        url="http://bazaar.example/search?q=ivory",
        page_kind=PageKind.SEARCH,
        reason="a list of results",
        fetched_at=NOON,
        fetched_by="Marketsweep/1 (+desk@authority.example)",
        http_status=200,
        body_sha256="a" * 64,
        size=1234,
        used_browser=True,
        listings_found=2,
        query_understood="ivory",
        total_results=170,
    )
    listings = [make_listing(listing_id=str(n)) for n in (1, 2, 2)]
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request(1)])
        (row,) = claim(connection, run, 1, 1, now=NOON)
        found = [request(1), request(2), request(3)]
        complete_page(connection, row.row_id, 1, page, listings=listings, requests=found)
    with read(engine) as connection:
        assert pages_of_run(connection, run) == (
            RecordedPage(
                page_id=1,
                run_id=run,
                row_id=row.row_id,
                fence=1,
                request_kind=row.request.kind,
                marketplace="bazaar",
                query="",
                page=page,
            ),
        )
        assert count_observations(connection, run) == 2
        assert counts(connection, run)[FrontierState.DONE] == 1
        assert counts(connection, run)[FrontierState.PENDING] == 2


def test_a_wall_is_recorded_and_the_address_asked_again(engine: Engine) -> None:
    wall = fetched(kind=PageKind.BLOCK)
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request()])
        for attempt in (1, 2):
            (row,) = claim(connection, run, 1, 1, now=NOON + hours(attempt))
            later = NOON + hours(attempt + 1)
            complete_page(
                connection, row.row_id, 1, wall, state=FrontierState.PENDING, detail="captcha", not_before=later
            )
            assert claim(connection, run, 1, 1, now=NOON + hours(attempt)) == []
        assert len(pages_of_run(connection, run)) == 2
    assert verify(engine) == []


def test_who_lost_the_run_writes_nothing(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request()])
        (row,) = claim(connection, run, 1, 1, now=NOON)
        resume_run(connection, run, NOON)
    with pytest.raises(StaleFenceError), write(engine) as connection:
        complete_page(connection, row.row_id, 1, fetched(), listings=[make_listing()], requests=[request(2)])
    with read(engine) as connection:
        assert pages_of_run(connection, run) == ()
        assert count_observations(connection, run) == 0
        assert sum(counts(connection, run).values()) == 1


def test_a_page_is_completed_once(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request()])
        (row,) = claim(connection, run, 1, 1, now=NOON)
        complete_page(connection, row.row_id, 1, fetched(), listings=[make_listing()])
        with pytest.raises(UnclaimedRowError):
            complete_page(connection, row.row_id, 1, fetched(), listings=[make_listing()])
        assert len(pages_of_run(connection, run)) == 1


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_sees_each_listing_once(database_url: str, tmp_path: Path) -> None:
    engine = open_database(database_url)
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request(n) for n in range(PAGES)])
    chance = random.Random(4)
    kills = fence = 0
    while True:
        with write(engine) as connection:
            fence = resume_run(connection, run, NOON).fence
            reopen_claimed(connection, run, fence)
        killed = _crawl(database_url, tmp_path / "evidence", run, fence, chance if kills < KILLS else None)
        kills += killed
        if not killed:
            break
    assert kills == KILLS
    with read(engine) as connection:
        assert counts(connection, run)[FrontierState.DONE] == PAGES
        seen = [listing.key.listing_id for _, listing in observations_of_run(connection, run)]
        done = [page.row_id for page in pages_of_run(connection, run)]
    assert sorted(seen) == sorted({f"{page}-{n}" for page in range(PAGES) for n in range(3)} | {"everywhere"})
    assert len(done) == len(set(done)) == PAGES
    assert verify(engine, EvidenceStore(tmp_path / "evidence")) == []
    engine.dispose()


def _crawl(url: str, evidence: Path, run: int, fence: int, chance: random.Random | None) -> bool:
    """Let a process complete pages; kill it after a random page and a random moment if there is a chance."""
    command = [sys.executable, "-m", "tests.storage.crawl_for_ever", url, str(evidence), str(run), str(fence)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        if chance is not None:
            for _ in range(chance.randint(1, 3)):
                process.stdout.readline()
            time.sleep(chance.random() * 0.01)
            process.send_signal(signal.SIGKILL)
        process.stdout.read()
    return process.returncode == -signal.SIGKILL
