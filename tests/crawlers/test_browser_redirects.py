"""A browser follows redirects by itself: what it arrives at is the marketplace's only if it is on its hosts."""

import pytest

from crawlers.crawl import run_crawl
from domain.page_kind import PageKind
from storage.frontier import FrontierState
from tests.crawlers.crawling import Yard, look_at
from tests.crawlers.site import Reply, item_page, recipe_for, serve

FOREIGN = "127.0.0.2"


def leads_to(url: str, *, after: int | None = None) -> Reply:
    """A page whose script leads to another address, at once or after so many milliseconds."""
    go = f"location.replace({url!r})"
    script = go if after is None else f"setTimeout(() => {go}, {after})"
    return Reply(f"<!doctype html><title>A moment</title><script>{script}</script>".encode())


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_that_a_script_led_away_from_the_marketplace_is_neither_kept_nor_read(yard: Yard, browser: str) -> None:
    with serve(FOREIGN) as elsewhere, serve(routes={"/en/item/4": Reply(item_page("4"))}) as site:
        elsewhere.routes = {f"/item/{number}": Reply(item_page(number)) for number in "12"}
        site.routes["/item/1"] = leads_to(f"{elsewhere.base}/item/1")
        site.routes["/item/2"] = leads_to(f"{elsewhere.base}/item/2", after=200)
        site.routes["/item/3"] = Reply(status=302, headers={"Location": f"{elsewhere.base}/item/1"})
        site.routes["/item/4"] = leads_to("/en/item/4")
        recipe = recipe_for(site, in_browser=True)
        run = yard.run([look_at(recipe, f"{site.base}/item/{number}") for number in (1, 2, 3, 4)])
        summary = run_crawl(yard.job(run, recipe, browser_path=browser, allow=("127.0.0.0/8",)))
    assert summary.complete
    assert elsewhere.count("/item/") == 3, "the browser went there, and the gate let it"
    *away, at_home = (recorded.page for recorded in sorted(yard.pages(), key=lambda recorded: recorded.row_id))
    assert [(page.page_kind, page.body_sha256, page.listings_found) for page in away] == [(PageKind.ERROR, None, 0)] * 3
    assert all(page.reason.startswith(f"offsite: {elsewhere.base}/item/") for page in away)
    assert [listing.key.listing_id for listing in yard.listings()] == ["4"]
    assert (at_home.url, at_home.page_kind) == (f"{site.base}/en/item/4", PageKind.ITEM)
    states = [row.state for row in yard.rows()]
    assert states == [FrontierState.SKIPPED] * 3 + [FrontierState.DONE]
    assert len(list(yard.evidence.root.rglob("*.gz"))) == 1
