import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from crawlers.crawl import CrawlFailedError, CrawlTakenOverError, run_crawl
from crawlers.job import JOB, ContactMissingError, FrontierCounts, user_agent
from domain.page_kind import PageKind
from domain.sweep import SamplingPlan
from storage.database import write
from storage.frontier import FrontierState
from storage.runs import resume_run
from tests.crawlers.crawling import CONTACT, Yard, look_at, search_for
from tests.crawlers.site import Reply, Route, marketplace_routes, recipe_for, serve
from tests.factories import NOON


def test_walks_result_pages_and_reads_every_listing_once(yard: Yard) -> None:
    told: list[FrontierCounts] = []
    with serve(routes=marketplace_routes(30, 10)) as site:
        recipe = recipe_for(site)
        run = yard.run([search_for(recipe), search_for(recipe, "carved bangle")])
        summary = run_crawl(yard.job(run, recipe, now=NOON), told.append)
    assert summary.complete
    assert summary.notes == ()
    assert summary.counts[FrontierState.DONE] == 3 + 3 + 30
    assert sorted(listing.key.listing_id for listing in yard.listings()) == [str(1000 + n) for n in range(30)]
    assert {listing.seen_at for listing in yard.listings()} == {NOON}
    assert site.count("/item/") == 30
    assert site.count("/robots.txt") == 1
    assert site.most_at_once == 1
    assert site.agents == {user_agent(CONTACT)}
    assert told
    assert told[0][FrontierState.PENDING] == 2
    pages = yard.pages()
    assert len(pages) == 36
    for page in pages:
        assert page.page.body_sha256 is not None
        assert len(yard.evidence.read(page.page.body_sha256)) == page.page.size


def test_keeps_within_the_sampling_plan(yard: Yard) -> None:
    with serve(routes=marketplace_routes(60, 10)) as site:
        recipe = recipe_for(site)
        first = yard.run([search_for(recipe)])
        run_crawl(yard.job(first, recipe, plan=SamplingPlan(first_k=15, max_pages=9)))
        ranks = [row.request.rank for row in yard.rows() if row.request.rank]
        assert sorted(ranks) == list(range(1, 16))
        assert site.count("/search") == 2


def test_a_look_says_what_is_there_now(yard: Yard) -> None:
    routes: dict[str, Reply | Route] = marketplace_routes(5) | {
        "/item/1001": Reply(status=302, headers={"Location": "/"}),
        "/item/1002": Reply(status=302, headers={"Location": "/item/1003"}),
        "/": Reply(b"<html><title>A market</title><h1>Welcome</h1><a href=/search?q=a>All</a></html>"),
    }
    with serve(routes=routes) as site:
        recipe = recipe_for(site)
        summary = yard.crawl(recipe, *(look_at(recipe, f"{site.base}/item/{n}") for n in ("1000", "1001", "1002", "9")))
    assert summary.complete
    home, other, live, missing = sorted(yard.pages(), key=lambda page: (page.page.url, page.row_id))
    assert live.page.page_kind is PageKind.UNKNOWN
    assert live.page.reason.startswith("redirected from listing 1002 to listing 1003")
    assert other.page.page_kind is PageKind.ITEM
    assert home.page.page_kind is not PageKind.ITEM
    assert home.page.reason.startswith(f"redirected to {site.base}/")
    assert missing.page.http_status == 404
    assert missing.page.page_kind is not PageKind.ITEM
    assert [listing.key.listing_id for listing in yard.listings()] == ["1000"]


def test_pages_that_need_a_browser_are_skipped_and_counted_where_there_is_none(yard: Yard) -> None:
    with serve(routes=marketplace_routes(4)) as site:
        recipe = recipe_for(site, in_browser=True)
        summary = yard.crawl(recipe, search_for(recipe), browser_path=None)
    assert summary.counts[FrontierState.SKIPPED] == 4
    assert summary.counts[FrontierState.DONE] == 1
    assert any("browser=absent" in note for note in summary.notes)
    assert "skipped=4: browser absent" in summary.notes
    assert site.count("/item/") == 0


def test_a_stopped_crawl_finishes_what_is_in_flight_and_leaves_the_rest(yard: Yard) -> None:
    with serve(routes=marketplace_routes(20)) as site:
        recipe = recipe_for(site)
        recipe = recipe.model_copy(update={"politeness": recipe.politeness.model_copy(update={"delay_seconds": 0.05})})
        run = yard.run([search_for(recipe)])
        with subprocess.Popen(
            [sys.executable, "-m", "crawlers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child:
            assert child.stdin is not None
            child.stdin.write(JOB.dump_json(yard.job(run, recipe)) + b"\n")
            child.stdin.flush()
            while site.count("/item/") < 5:
                time.sleep(0.02)
            child.send_signal(signal.SIGTERM)
            assert child.wait(20) == 0
        states = [row.state for row in yard.rows()]
        assert FrontierState.CLAIMED not in states
        assert states.count(FrontierState.PENDING) > 0
        assert states.count(FrontierState.DONE) >= 5
        with write(yard.engine) as connection:
            run = resume_run(connection, run.run_id, NOON)
        assert run_crawl(yard.job(run, recipe)).complete
    assert len(yard.listings()) == 20
    assert site.count("/item/") == 20


def test_a_crawl_dies_with_its_parent(yard: Yard) -> None:
    with serve(routes=marketplace_routes(20)) as site:
        recipe = recipe_for(site)
        recipe = recipe.model_copy(update={"politeness": recipe.politeness.model_copy(update={"delay_seconds": 0.2})})
        run = yard.run([search_for(recipe)])
        child = subprocess.Popen([sys.executable, "-m", "crawlers"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert child.stdin is not None
        child.stdin.write(JOB.dump_json(yard.job(run, recipe)) + b"\n")
        child.stdin.flush()
        while not site.count("/item/"):
            time.sleep(0.02)
        child.stdin.close()
        assert child.wait(3) == 70


def test_whoever_took_a_run_over_keeps_it(yard: Yard) -> None:
    with serve(routes=marketplace_routes(5)) as site:
        recipe = recipe_for(site)
        run = yard.run([search_for(recipe)])
        with write(yard.engine) as connection:
            resume_run(connection, run.run_id, NOON)
        with pytest.raises(CrawlTakenOverError, match="taken over"):
            run_crawl(yard.job(run, recipe))
    assert site.hits == []
    assert yard.pages() == ()


def test_a_run_that_is_taken_over_under_way_is_let_go(yard: Yard) -> None:
    with serve(routes=marketplace_routes(20)) as site:
        recipe = recipe_for(site)
        recipe = recipe.model_copy(update={"politeness": recipe.politeness.model_copy(update={"delay_seconds": 0.1})})
        run = yard.run([search_for(recipe)])

        def take_over(counts: FrontierCounts) -> None:
            if counts[FrontierState.DONE] >= 2:
                with write(yard.engine) as connection:
                    resume_run(connection, run.run_id, NOON)

        with pytest.raises(CrawlTakenOverError):
            run_crawl(yard.job(run, recipe), take_over)
    assert len(yard.pages()) < 21
    assert len(yard.pages()) == [row.state for row in yard.rows()].count(FrontierState.DONE)


def test_a_failed_crawl_says_its_last_words(yard: Yard) -> None:
    with serve() as site:
        recipe = recipe_for(site)
        job = yard.job(yard.run([]), recipe)
        with pytest.raises(CrawlFailedError, match="exit code 1") as caught:
            run_crawl(replace(job, database_url=f"sqlite:///{yard.root}/no/such/folder.db"))
    assert "refused" in caught.value.last_lines[-1]


@pytest.mark.parametrize("contact", ["", "nobody", "me at home.example", "@", "Zoë@home.example", "a@b.example (x)"])
def test_refuses_to_crawl_without_a_contact(contact: str) -> None:
    with pytest.raises(ContactMissingError, match="contact"):
        user_agent(contact)
