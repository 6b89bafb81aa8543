from dataclasses import replace

import pytest

from crawlers.crawl import CrawlerProcess, CrawlFailedError
from storage.frontier import FrontierState
from tests.crawlers.crawling import Yard, look_at
from tests.crawlers.site import marketplace_routes, recipe_for, serve
from tests.factories import NOON, hours


def test_a_kept_crawler_takes_one_job_after_the_other(yard: Yard) -> None:
    with serve(routes=marketplace_routes(4)) as site, CrawlerProcess() as crawler:
        recipe = recipe_for(site)
        for number in range(3):
            run = yard.run([look_at(recipe, f"{site.base}/item/1000")], NOON + hours(number))
            summary = crawler.crawl(yard.job(run, recipe))
            assert (summary.complete, summary.counts[FrontierState.DONE]) == (True, 1)


def test_after_a_failure_the_next_job_gets_a_new_process(yard: Yard) -> None:
    with serve(routes=marketplace_routes(4)) as site, CrawlerProcess() as crawler:
        recipe = recipe_for(site)
        job = yard.job(yard.run([look_at(recipe, f"{site.base}/item/1000")], NOON + hours(0)), recipe)
        with pytest.raises(CrawlFailedError):
            crawler.crawl(replace(job, database_url=f"sqlite:///{yard.root}/no/such/folder.db"))
        assert crawler.crawl(job).complete


def test_each_job_brings_its_own_gate(yard: Yard) -> None:
    with serve(routes=marketplace_routes(4)) as site, CrawlerProcess() as crawler:
        recipe = recipe_for(site)
        allowed = yard.job(yard.run([look_at(recipe, f"{site.base}/item/1000")], NOON + hours(0)), recipe)
        assert crawler.crawl(allowed).counts[FrontierState.DONE] == 1
        again = yard.run([look_at(recipe, f"{site.base}/item/1000")], NOON + hours(1))
        refused = crawler.crawl(yard.job(again, recipe, allow=()))
        assert refused.counts[FrontierState.FAILED] == 1
        assert "forbidden" in yard.rows(again.run_id)[0].detail
