"""The pages that a visitor sees."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bazaar.errors import UnknownListingError
from bazaar.goods import read_labels
from bazaar.offer import Flavour, GoneAs, Offer, OfferState
from bazaar.search import PAGE_SIZE, find, in_category
from bazaar.web import item_data
from bazaar.web.picture import draw
from bazaar.web.site import base_url, card, labels_for, page, site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a list of listings."""

    offers: tuple[Offer, ...]
    total: int
    number: int
    last: int

    @property
    def cards(self) -> list[dict[str, object]]:
        """The listings as cards."""
        return [card(offer) for offer in self.offers]


async def home(request: Request) -> HTMLResponse:
    """The newest listings and the categories."""
    offers = find(site_of(request).bazaar.offers(), "").offers[:12]
    return page(request, "home.html", cards=[card(offer) for offer in offers])


async def search(request: Request) -> HTMLResponse:
    """One page of results."""
    asked = request.query_params.get("q", "").strip()[:200]
    found = find(site_of(request).bazaar.offers(), asked)
    results = _results(request, found.offers)
    return page(request, "search.html", found=found, query=asked, results=results)


async def category(request: Request) -> HTMLResponse:
    """One page of a category, with its list as JSON-LD."""
    name = request.path_params["category"]
    if name not in read_labels()["categories"]:
        return _not_found(request, "en")
    offers = in_category(site_of(request).bazaar.offers(), name)
    results = _results(request, offers)
    base = base_url(request)
    listed = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": base + offer.path, "name": offer.title}
            for place, offer in enumerate(results.offers, start=1)
        ],
    }
    return page(request, "category.html", category=name, json_ld=_script(listed), results=results)


async def item(request: Request) -> Response:
    """One listing, or what became of it."""
    offer = _asked_for(request)
    if offer is None:
        return _not_found(request, "en")
    if offer.flavour is Flavour.APP:
        return RedirectResponse(offer.path, status_code=301)
    if offer.state is OfferState.REMOVED or offer.not_here:
        return _gone(request, offer)
    account = site_of(request).bazaar.account(offer.seller_id)
    assert account is not None
    base = base_url(request)
    return page(
        request,
        f"item_{offer.flavour.value}.html",
        lang=offer.language,
        offer=offer,
        account=account,
        labels=labels_for(offer.language),
        picture=item_data.picture_url(offer, base),
        availability=item_data.availability(offer),
        json_ld=_script(item_data.json_ld(offer, account, base)),
        crumbs_ld=_script(item_data.breadcrumbs(offer, base)),
        state=_script({"props": {"pageProps": item_data.state(offer, account, base)}, "page": "/item/[id]"}),
    )


async def app_item(request: Request) -> Response:
    """The empty shell of a page that the browser fills."""
    offer = _asked_for(request)
    if offer is not None and offer.flavour is not Flavour.APP:
        return RedirectResponse(offer.path, status_code=301)
    return page(request, "app.html", source=f"/api/app/items/{request.path_params['listing_id']}")


async def app_search(request: Request) -> HTMLResponse:
    """The search page that the browser fills."""
    asked = request.query_params.get("q", "").strip()[:200]
    number = _page_number(request)
    return page(request, "app.html", query=asked, source=f"/api/app/search?page={number}&q=", append=asked)


async def seller(request: Request) -> HTMLResponse:
    """A seller and what they offer."""
    bazaar = site_of(request).bazaar
    account = bazaar.account(request.path_params["seller_id"])
    if account is None:
        return _not_found(request, "en")
    offers = [o for o in find(bazaar.offers(), "").offers if o.seller_id == account.seller_id]
    return page(
        request,
        "seller.html",
        lang=account.language,
        account=account,
        labels=labels_for(account.language),
        cards=[card(offer) for offer in offers],
    )


async def picture(request: Request) -> Response:
    """The picture of a listing."""
    offer = _asked_for(request)
    if offer is None or offer.state is OfferState.REMOVED:
        return PlainTextResponse("no picture", status_code=404)
    return Response(draw(offer), media_type="image/svg+xml")


async def login(request: Request) -> HTMLResponse:
    """The login form."""
    return page(request, "login.html", next=request.query_params.get("next", "/"))


async def robots(request: Request) -> PlainTextResponse:
    """What crawlers may read, and how fast."""
    delay = site_of(request).crawl_delay
    rules = ("User-agent: *", "Disallow: /admin", "Disallow: /login", "Disallow: /_bazaar", f"Crawl-delay: {delay:g}")
    return PlainTextResponse("\n".join((*rules, "", f"Sitemap: {base_url(request)}/sitemap.xml", "")))


async def sitemap(request: Request) -> Response:
    """The addresses of all live listings."""
    base = base_url(request)
    rows = "".join(
        f"<url><loc>{escape(base + offer.path)}</loc><lastmod>{offer.listed_at:%Y-%m-%d}</lastmod></url>"
        for offer in find(site_of(request).bazaar.offers(), "").offers
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return Response(f"{head}{rows}</urlset>", media_type="application/xml")


async def not_found(request: Request, error: Exception) -> HTMLResponse:
    """The page for an address that leads nowhere."""
    del error
    return _not_found(request, "en")


PAGES: tuple[BaseRoute, ...] = (
    Route("/", home),
    Route("/search", search),
    Route("/category/{category}", category),
    Route("/item/{listing_id:int}", item),
    Route("/item/{listing_id:int}-{slug}", item),
    Route("/app/item/{listing_id:int}", app_item),
    Route("/app/search", app_search),
    Route("/seller/{seller_id}", seller),
    Route("/picture/{listing_id:int}.svg", picture),
    Route("/login", login),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
)


def _asked_for(request: Request) -> Offer | None:
    try:
        return site_of(request).bazaar.offer(str(request.path_params["listing_id"]))
    except UnknownListingError:
        return None


def _gone(request: Request, offer: Offer) -> HTMLResponse:
    labels = labels_for(offer.language)
    if offer.not_here:
        return _notice(request, offer.language, 200, labels["not_here_title"], labels["not_here"])
    if offer.gone_as is GoneAs.NOT_FOUND_404:
        return _not_found(request, offer.language)
    status = 410 if offer.gone_as is GoneAs.GONE_410 else 200
    return _notice(request, offer.language, status, labels["removed_title"], labels["removed"])


def _not_found(request: Request, language: str) -> HTMLResponse:
    labels = labels_for(language)
    return _notice(request, language, 404, labels["not_found_title"], labels["not_found"])


def _notice(request: Request, language: str, status: int, title: str, sentence: str) -> HTMLResponse:
    return page(request, "notice.html", status=status, lang=language, title=title, sentence=sentence)


def _page_number(request: Request) -> int:
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _results(request: Request, offers: Sequence[Offer]) -> Results:
    number = _page_number(request)
    return Results(
        offers=tuple(offers[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        total=len(offers),
        number=number,
        last=max(1, -(-len(offers) // PAGE_SIZE)),
    )


def _script(value: object) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
