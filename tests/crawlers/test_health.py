from dataclasses import replace

import pytest

from crawlers.health import health_of
from domain.page_kind import PageKind
from storage.frontier import FrontierKind, FrontierRequest, FrontierRow, FrontierState
from storage.pages import FetchedPage, RecordedPage
from tests.factories import NOON


def row(row_id: int, kind: FrontierKind, state: FrontierState = FrontierState.DONE, detail: str = "") -> FrontierRow:
    request = FrontierRequest(url=f"http://m.example/{row_id}", kind=kind, marketplace="m", query="ivory")
    return FrontierRow(row_id=row_id, run_id=1, state=state, attempts=1, detail=detail, request=request)


def page(of: FrontierRow, kind: PageKind, found: int = 0, **more: object) -> RecordedPage:
    fetched = FetchedPage(
        url=of.request.url,
        page_kind=kind,
        reason="",
        fetched_at=NOON,
        fetched_by="test",
        listings_found=found,
        **more,  # type: ignore[arg-type]
    )
    return RecordedPage(
        page_id=of.row_id,
        run_id=1,
        row_id=of.row_id,
        fence=1,
        request_kind=of.request.kind,
        marketplace="m",
        query=of.request.query,
        page=fetched,
    )


SEARCH = row(1, FrontierKind.SEARCH)
ITEMS = tuple(row(number, FrontierKind.ITEM) for number in range(10, 20))
GOOD_SEARCH = page(SEARCH, PageKind.SEARCH, 10, query_understood="ivory", total_results=10)
GOOD_ITEMS = tuple(page(item, PageKind.ITEM, 1) for item in ITEMS)


def test_a_run_that_worked_is_trusted_and_says_what_it_saw() -> None:
    health = health_of((GOOD_SEARCH, *GOOD_ITEMS), (SEARCH, *ITEMS))
    assert health.trusted
    assert health.sentence == "It worked: 1 of 1 searches answered, 10 listings on 10 of 10 item pages."
    assert health.as_json()["pages_by_kind"] == {"item": 10, "search": 1}
    assert health.as_json()["trusted"] is True


def test_a_search_that_finds_nothing_but_was_answered_is_trusted() -> None:
    assert health_of((page(SEARCH, PageKind.SEARCH_EMPTY, query_understood="ivory"),), (SEARCH,)).trusted


@pytest.mark.parametrize(
    ("pages", "rows", "doubt"),
    [
        ((page(SEARCH, PageKind.BLOCK),), (SEARCH,), "No search was answered."),
        ((page(SEARCH, PageKind.ERROR),), (SEARCH,), "1 of 1 pages were errors or unknown."),
        ((page(SEARCH, PageKind.BLOCK),), (SEARCH,), "1 of 1 pages were walls"),
        (
            (page(SEARCH, PageKind.SEARCH, 0, total_results=120),),
            (SEARCH,),
            "The marketplace claims results, but no link to a listing was found",
        ),
        ((page(SEARCH, PageKind.SEARCH, 0),), (SEARCH,), "Result pages came, but no link"),
        ((page(SEARCH, PageKind.SEARCH, 3, query_understood="ivy"),), (SEARCH,), "for another query than was asked"),
        (
            (GOOD_SEARCH, *GOOD_ITEMS[:7], *(page(item, PageKind.LOGIN) for item in ITEMS[7:])),
            (SEARCH, *ITEMS),
            "Only 7 of 10 item pages could be read.",
        ),
        (
            (GOOD_SEARCH,),
            (SEARCH, *(replace(item, state=FrontierState.SKIPPED, detail="browser absent") for item in ITEMS)),
            "10 pages need a browser and were not looked at",
        ),
        ((), (), "Nothing was asked."),
    ],
)
def test_says_what_speaks_against_a_run(
    pages: tuple[RecordedPage, ...], rows: tuple[FrontierRow, ...], doubt: str
) -> None:
    health = health_of(pages, rows)
    assert not health.trusted
    assert doubt in health.sentence


def test_pages_that_ended_or_were_sold_count_as_read() -> None:
    kinds = (PageKind.ITEM_SOLD, PageKind.ITEM_ENDED, PageKind.ITEM_REMOVED, PageKind.ITEM_UNAVAILABLE_HERE)
    gone = tuple(page(item, kind) for item, kind in zip(ITEMS, kinds, strict=False))
    health = health_of((GOOD_SEARCH, *gone, *GOOD_ITEMS[4:]), (SEARCH, *ITEMS))
    assert health.trusted
    assert (health.items_read, health.listings_seen) == (10, 6)
