"""What a fetched page yields for the frontier and the listings. Pure: it asks and changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from parsel import Selector

from crawlers.reading import Page, listing_from_page, read_page
from crawlers.recipe import Recipe
from domain.listing import Listing
from domain.page_kind import PageKind
from domain.sweep import SamplingPlan
from storage.frontier import FrontierKind, FrontierRequest, FrontierRow, FrontierState

RANK_FROM = "rank_from"
"""Meta key of a search row: how many results of its query the pages before it held."""
LISTING_ID = "listing_id"
"""Meta key of an item or look row: the listing that is expected there."""
MAX_LINKS = 2000
"""Links of one result page that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from an address."""

    url: str
    """Where it came from, redirects followed."""
    status: int
    body: bytes
    content_type: str
    used_browser: bool = False


@dataclass(frozen=True, slots=True)
class _Fetched:
    """Which listing is shown, and where."""

    listing_id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a page yields: its kind and why, the listing on it, further addresses, and the row's state."""

    page_kind: PageKind
    reason: str
    state: FrontierState
    listings: tuple[Listing, ...] = ()
    requests: tuple[FrontierRequest, ...] = ()
    listings_found: int = 0
    query_understood: str | None = None
    total_results: int | None = None


def harvest(row: FrontierRow, answer: Answer, recipe: Recipe, plan: SamplingPlan, seen_at: datetime) -> Harvest:
    """Read an answer in the light of what was expected at its address."""
    page = read_page(answer.body, url=answer.url, status=answer.status, content_type=answer.content_type, recipe=recipe)
    if row.request.kind is FrontierKind.SEARCH and page.kind in (PageKind.SEARCH, PageKind.SEARCH_EMPTY):
        links = tuple(card.url for card in page.cards if card.url and recipe.listing_id_of(card.url))
        if page.kind is PageKind.SEARCH and not links:
            links = _item_links(answer, recipe)
        return _search(row, page, links, recipe, plan)
    return _item(row, page, answer, recipe, seen_at)


def _item_links(answer: Answer, recipe: Recipe) -> tuple[str, ...]:
    """Return every link of a result page that is an item's by its address: few results look like no cards."""
    links = Selector(body=answer.body, type="html").css("a::attr(href)").getall()[:MAX_LINKS]
    return tuple(url for link in links if recipe.listing_id_of(url := _joined(answer.url, link)))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _search(row: FrontierRow, page: Page, links: Sequence[str], recipe: Recipe, plan: SamplingPlan) -> Harvest:
    start: int = row.request.meta.get(RANK_FROM, 0)
    items = tuple(_item_requests(row, links, recipe, start))[: max(0, plan.first_k - start)]
    more = _next_page(row, page, recipe, plan, start + len(items)) if items else None
    return Harvest(
        page_kind=page.kind,
        reason="; ".join(page.reasons),
        state=FrontierState.DONE,
        requests=(*items, *((more,) if more else ())),
        listings_found=len(items),
        query_understood=page.query_understood,
        total_results=page.total_results,
    )


def _item_requests(row: FrontierRow, links: Sequence[str], recipe: Recipe, start: int) -> Iterator[FrontierRequest]:
    """Yield a request per listing: what the address says, not what the page says, is a listing's identity."""
    seen: set[str] = set()
    for link in links:
        listing_id = recipe.listing_id_of(link)
        if listing_id is None or listing_id in seen:
            continue
        seen.add(listing_id)
        yield FrontierRequest(
            url=link,
            kind=FrontierKind.ITEM,
            marketplace=recipe.code,
            query=row.request.query,
            rank=start + len(seen),
            needs_browser=recipe.item_needs_browser(link),
            url_key=f"item {recipe.code}/{listing_id}",
            meta={LISTING_ID: listing_id},
        )


def _next_page(row: FrontierRow, page: Page, recipe: Recipe, plan: SamplingPlan, ranked: int) -> FrontierRequest | None:
    number = (row.request.page_number or 1) + 1
    if ranked >= plan.first_k or number > min(plan.max_pages, recipe.politeness.max_pages):
        return None
    numbered = recipe.search_address(row.request.query, number) if recipe.pages_are_numbered else None
    url = numbered or page.next_page
    if url is None or not recipe.owns(url):
        return None
    return replace(row.request, url=url, url_key="", page_number=number, meta={RANK_FROM: ranked})


def _item(row: FrontierRow, page: Page, answer: Answer, recipe: Recipe, seen_at: datetime) -> Harvest:
    expected: str = row.request.meta.get(LISTING_ID) or recipe.listing_id_of(row.request.url) or ""
    arrived = recipe.listing_id_of(answer.url) or ""
    kind, reasons = page.kind, page.reasons
    if kind.is_listing_page and expected and arrived and arrived != expected:
        if row.request.kind is FrontierKind.LOOK:
            kind = PageKind.UNKNOWN
        reasons = (f"redirected from listing {expected} to listing {arrived}", *reasons)
    elif answer.url != row.request.url and not arrived:
        reasons = (f"redirected to {answer.url}", *reasons)
    listing = _listing(page, kind, recipe, seen_at, _Fetched(arrived or expected, answer.url))
    if kind is PageKind.ITEM and listing is None:
        reasons = (*reasons, "but it names no title")
    answered = kind.is_listing_page or row.request.kind is FrontierKind.LOOK
    return Harvest(
        page_kind=kind,
        reason="; ".join(reasons),
        state=FrontierState.DONE if answered else FrontierState.FAILED,
        listings=(listing,) if listing else (),
        listings_found=1 if listing else 0,
    )


def _listing(page: Page, kind: PageKind, recipe: Recipe, seen_at: datetime, fetched: _Fetched) -> Listing | None:
    """Return the listing on an item page, under the id and address that we fetched: a page may claim others."""
    if kind is not PageKind.ITEM or page.item is None:
        return None
    known = replace(page.item, listing_id=fetched.listing_id or page.item.listing_id)
    listing = listing_from_page(replace(page, item=known), marketplace=recipe.code, seen_at=seen_at)
    return replace(listing, url=fetched.url) if listing else None
