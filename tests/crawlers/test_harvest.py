from dataclasses import replace

import pytest

from crawlers.harvest import Answer, Harvest, harvest
from crawlers.recipe import Recipe
from domain.page_kind import PageKind
from domain.sweep import SamplingPlan
from storage.frontier import FrontierKind, FrontierRequest, FrontierRow, FrontierState
from tests.crawlers.crawling import look_at, search_for
from tests.crawlers.site import Site, item_page, recipe_for, search_page
from tests.factories import NOON

RECIPE = recipe_for(Site("m.example", port=80))
PLAN = SamplingPlan(first_k=25, max_pages=3)


def row_of(request: FrontierRequest) -> FrontierRow:
    return FrontierRow(row_id=1, run_id=1, state=FrontierState.CLAIMED, attempts=1, detail="", request=request)


def yielded(
    request: FrontierRequest,
    body: bytes,
    *,
    url: str = "",
    status: int = 200,
    recipe: Recipe = RECIPE,
    plan: SamplingPlan = PLAN,
) -> Harvest:
    answer = Answer(url=url or request.url, status=status, body=body, content_type="text/html; charset=utf-8")
    return harvest(row_of(request), answer, recipe, plan, NOON)


def ids(count: int, first: int = 1000) -> list[str]:
    return [str(first + number) for number in range(count)]


def test_a_result_page_yields_its_items_in_rank_and_the_next_page() -> None:
    found = yielded(search_for(RECIPE), search_page("bangle", ids(10), 40, "/search?q=bangle&page=2"))
    assert found.page_kind is PageKind.SEARCH
    *items, onward = found.requests
    assert [(item.rank, item.meta["listing_id"]) for item in items] == [(n + 1, each) for n, each in enumerate(ids(10))]
    assert {item.kind for item in items} == {FrontierKind.ITEM}
    assert (onward.kind, onward.page_number, onward.meta) == (FrontierKind.SEARCH, 2, {"rank_from": 10})
    assert found.listings_found == 10


@pytest.mark.parametrize(
    ("page_number", "rank_from", "items", "goes_on"),
    [(1, 0, 10, True), (2, 10, 10, True), (3, 20, 5, False), (3, 10, 10, False), (2, 15, 10, False), (2, 25, 0, False)],
)
def test_the_sampling_plan_bounds_ranks_and_pages(page_number: int, rank_from: int, items: int, goes_on: bool) -> None:
    request = replace(search_for(RECIPE), page_number=page_number, meta={"rank_from": rank_from})
    found = yielded(request, search_page("bangle", ids(10), 400, "/search?q=bangle&page=9"))
    assert [each.kind for each in found.requests].count(FrontierKind.ITEM) == items
    assert any(each.kind is FrontierKind.SEARCH for each in found.requests) is goes_on


def test_pages_numbered_in_the_address_need_no_link() -> None:
    numbered = RECIPE.model_copy(update={"search": RECIPE.search.model_copy(update={"url": "/s?q={query}&p={page}"})})
    found = yielded(search_for(numbered), search_page("bangle", ids(10), 40, None), recipe=numbered)
    assert found.requests[-1].url == f"{numbered.base}/s?q=bangle&p=2"


def test_even_one_result_is_found_by_its_address() -> None:
    found = yielded(search_for(RECIPE), search_page("bangle", ids(1), 1, None))
    assert [item.meta["listing_id"] for item in found.requests] == ["1000"]


def test_links_that_lead_elsewhere_are_not_followed() -> None:
    page = search_page("bangle", ids(8), 40, "http://elsewhere.example/search?page=2")
    page = page.replace(
        b"</ul>", b'<li class=result><a href="http://evil.example/item/6666"><h3>Cheap</h3></a></li></ul>'
    )
    found = yielded(search_for(RECIPE), page)
    assert {RECIPE.owns(each.url) for each in found.requests} == {True}
    assert len(found.requests) == 8


def item_at(listing_id: str) -> FrontierRequest:
    return replace(look_at(RECIPE, f"{RECIPE.base}/item/{listing_id}"), kind=FrontierKind.ITEM)


def test_a_listing_has_the_id_and_address_that_were_fetched_whatever_its_page_claims() -> None:
    page = item_page("42").replace(b"<head>", b'<head><link rel=canonical href="http://m.example/item/7">')
    (listing,) = yielded(item_at("42"), page).listings
    assert (listing.key.listing_id, listing.url) == ("42", "http://m.example:80/item/42")
    assert listing.key.marketplace == "market"
    assert listing.seen_at == NOON


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (404, b"<html><h1>404 Not Found</h1></html>", None),
        (503, b"<html><h1>Service unavailable</h1></html>", FrontierState.FAILED),
        (200, b"", FrontierState.FAILED),
        (200, b"\x00\xff" * 50, FrontierState.FAILED),
    ],
)
def test_nothing_is_read_from_pages_that_show_no_item(status: int, body: bytes, state: FrontierState | None) -> None:
    found = yielded(item_at("42"), body, status=status)
    assert found.listings == ()
    assert found.page_kind is not PageKind.ITEM
    assert state in (None, found.state)
    look = yielded(look_at(RECIPE, f"{RECIPE.base}/item/42"), body, status=status)
    assert look.state is FrontierState.DONE, "a look is done whatever it saw"


def test_a_look_that_was_led_to_another_listing_saw_nothing_of_the_one_asked_for() -> None:
    look = look_at(RECIPE, f"{RECIPE.base}/item/42")
    found = yielded(look, item_page("43"), url=f"{RECIPE.base}/item/43")
    assert found.page_kind is PageKind.UNKNOWN
    assert found.listings == ()
    assert found.reason.startswith("redirected from listing 42 to listing 43")
