import pytest

from crawlers.crawl_settings import settings_for, wants_browser
from crawlers.job import JOB, CrawlJob
from crawlers.recipe import Recipe, shipped_recipes
from tests.crawlers.site import Site, recipe_for


def job(*recipes: Recipe, browser_path: str | None = None) -> CrawlJob:
    return CrawlJob(
        database_url="sqlite://",
        evidence_root="evidence",
        run_id=1,
        fence=1,
        recipes=recipes,
        contact="desk@authority.example",
        browser_path=browser_path,
    )


PLAIN = recipe_for(Site("m.example", port=80))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("REFERER_ENABLED", False),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("REDIRECT_MAX_TIMES", 5),
        ("DOWNLOAD_MAXSIZE", 8 * 1024 * 1024),
        ("MEMUSAGE_LIMIT_MB", 1024),
    ],
)
def test_a_crawl_is_polite_bounded_and_closed(name: str, value: object) -> None:
    assert settings_for(job(PLAIN))[name] == value


def test_only_http_is_spoken() -> None:
    handlers = settings_for(job(PLAIN)).getdict("DOWNLOAD_HANDLERS")
    assert {scheme for scheme in ("data", "file", "ftp", "s3") if handlers[scheme] is None} == set(handlers)


def test_each_marketplace_has_one_slot_with_its_own_delay() -> None:
    slow = recipe_for(Site("slow.example", port=80), code="slow")
    slow = slow.model_copy(update={"politeness": slow.politeness.model_copy(update={"delay_seconds": 7.5})})
    slots = settings_for(job(PLAIN, slow))["DOWNLOAD_SLOTS"]
    assert {code: slots[code] for code in slots} == {
        "market": {"concurrency": 1, "delay": 0},
        "slow": {"concurrency": 1, "delay": 7.5},
    }


def test_a_browser_is_set_up_only_where_a_page_may_need_one() -> None:
    (bazaar,) = shipped_recipes()
    assert wants_browser((bazaar,))
    assert "PLAYWRIGHT_LAUNCH_OPTIONS" in settings_for(job(bazaar, browser_path="/usr/bin/chromium"))
    assert "PLAYWRIGHT_LAUNCH_OPTIONS" not in settings_for(job(bazaar))
    assert "PLAYWRIGHT_LAUNCH_OPTIONS" not in settings_for(job(PLAIN, browser_path="/usr/bin/chromium"))


def test_a_job_survives_the_way_to_its_process() -> None:
    (bazaar,) = shipped_recipes()
    sent = job(bazaar.at("http://127.0.0.1:8000"), PLAIN, browser_path="/usr/bin/chromium")
    assert JOB.validate_json(JOB.dump_json(sent)) == sent
