"""The pages that are filled by a script, seen as a browser shows them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, sync_playwright

from bazaar.offer import OfferState
from bazaar.web.site import labels_for
from crawlers.browser import find_browser
from crawlers.crawl_settings import sandbox_possible
from tests.bazaar.conftest import Stage
from tests.bazaar.visiting import live, make_incoming

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium here: run `marketsweep browser install`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=sandbox_possible())
        yield browser.new_page()
        browser.close()


def _open(window: Page, stage: Stage, path: str) -> None:
    window.goto(stage.opened.base_url + path)
    window.wait_for_selector("#app[data-ready]", timeout=10_000)


def test_the_script_shows_the_listing_in_its_language(window: Page, still: Stage) -> None:
    offer = live(still.bazaar, app=True)[0]
    _open(window, still, offer.path)
    assert window.inner_text("h1.listing-title") == " ".join(offer.title.split())
    assert window.get_attribute("html", "lang") == offer.language
    assert window.inner_text("a.seller")


def test_the_script_shows_results_that_can_be_followed(window: Page, still: Stage) -> None:
    _open(window, still, "/app/search?q=ivory")
    links = window.eval_on_selector_all("article.listing a.title", "all => all.map(a => a.getAttribute('href'))")
    assert links
    assert all(still.visitor.get(link).status == 200 for link in links)


def test_the_script_says_what_became_of_a_listing(window: Page, stage: Stage) -> None:
    offers = live(stage.bazaar, app=True)
    stage.bazaar.receive(make_incoming(*(offer.listing_id for offer in offers)))
    shown: set[OfferState] = set()
    for _ in range(14):
        stage.opened.advance(timedelta(days=1))
        if stage.bazaar.spell() is not None:
            continue
        for old in offers:
            offer = stage.bazaar.offer(old.listing_id)
            if offer.state in shown or offer.not_here or offer.state is OfferState.LIVE:
                continue
            _open(window, stage, offer.path)
            labels = labels_for(offer.language)
            words = {
                OfferState.SOLD: (labels["sold"],),
                OfferState.ENDED: (labels["ended"],),
                OfferState.REMOVED: (labels["removed"], labels["not_found"]),
            }[offer.state]
            assert any(each in window.inner_text("#app") for each in words)
            shown.add(offer.state)
    assert shown


def test_a_player_moves_the_clock_behind_the_stage(window: Page, stage: Stage) -> None:
    start = stage.opened.now()
    window.goto(f"{stage.opened.base_url}/_bazaar")
    with window.expect_navigation():
        window.click("button[data-seconds='86400']")
    assert stage.opened.now() == start + timedelta(days=1)
    assert window.inner_text("#now") == stage.opened.now().isoformat()
    assert window.locator("#events tr").count() > 1
