"""The official interface: search, items, feed and notices, and the one that the site's own scripts use."""

import json
import re
from collections.abc import Iterator, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bazaar.errors import UnknownListingError, UnreadableNoticeError
from bazaar.goods import read_labels
from bazaar.incoming import Channel, IncomingNotice
from bazaar.money import write_price
from bazaar.offer import GoneAs, Offer, OfferState
from bazaar.search import PAGE_SIZE, find
from bazaar.truth_log import TruthKind
from bazaar.web import item_data
from bazaar.web.site import base_url, labels_for, site_of

_ID = re.compile(r"(?<!\d)\d{7,9}(?!\d)")


def public_row(offer: Offer, request: Request) -> dict[str, object]:
    """A live listing as the interface and the feed give it."""
    account = site_of(request).bazaar.account(offer.seller_id)
    return {
        "id": offer.listing_id,
        "url": base_url(request) + offer.path,
        "title": offer.title,
        "description": offer.description,
        "price": f"{offer.price:.2f}",
        "currency": offer.currency,
        "lang": offer.language,
        "condition": offer.condition,
        "category": read_labels()["categories"][offer.category],
        "brand": offer.brand or None,
        "gtin": offer.gtin or None,
        "image": item_data.picture_url(offer, base_url(request)),
        "location": f"{offer.city}, {offer.country}",
        "seller_id": offer.seller_id,
        "seller_name": account.name if account else "",
        "posted_at": offer.listed_at.isoformat(),
    }


async def search(request: Request) -> JSONResponse:
    """A page of results."""
    asked = request.query_params.get("q", "").strip()[:200]
    number = request.query_params.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = find(site_of(request).bazaar.offers(), asked)
    shown = found.offers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return JSONResponse(
        {
            "query": found.query,
            "asked": found.asked,
            "total": len(found.offers),
            "page": page,
            "per_page": PAGE_SIZE,
            "items": [public_row(offer, request) for offer in shown],
        }
    )


async def item(request: Request) -> JSONResponse:
    """One listing: 200 while it can be seen, 410 with its status when it is over, 404 if there never was one."""
    try:
        offer = site_of(request).bazaar.offer(str(request.path_params["listing_id"]))
    except UnknownListingError:
        return JSONResponse({"error": "not_found"}, status_code=404)
    if offer.not_here:
        return JSONResponse({"id": offer.listing_id, "error": "not_available_in_country"}, status_code=451)
    if offer.state is not OfferState.LIVE:
        return JSONResponse({"id": offer.listing_id, "status": offer.state.value}, status_code=410)
    return JSONResponse({"status": "live", **public_row(offer, request)})


async def feed(request: Request) -> Response:
    """All live listings, one JSON object a line."""
    rows = (public_row(o, request) for o in find(site_of(request).bazaar.offers(), "").offers)
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Response(body, media_type="application/x-ndjson")


async def app_item(request: Request) -> JSONResponse:
    """What the script of an application page shows."""
    site = site_of(request)
    try:
        offer = site.bazaar.offer(str(request.path_params["listing_id"]))
    except UnknownListingError:
        return _sentence("en", "not_found", 404)
    if offer.not_here:
        return _sentence(offer.language, "not_here", 451)
    if offer.state is OfferState.REMOVED:
        found = offer.gone_as is not GoneAs.NOT_FOUND_404
        return _sentence(offer.language, "removed" if found else "not_found", 410 if found else 404)
    account = site.bazaar.account(offer.seller_id)
    assert account is not None
    labels = labels_for(offer.language)
    return JSONResponse({"kind": "item", **item_data.state(offer, account, base_url(request)), "labels": labels})


async def app_search(request: Request) -> JSONResponse:
    """What the script of the application's search shows."""
    asked = request.query_params.get("q", "").strip()[:200]
    found = find(site_of(request).bazaar.offers(), asked)
    rows = [
        {
            "url": offer.path,
            "title": offer.title,
            "image": f"/picture/{offer.listing_id}.svg",
            "price": write_price(offer.price, offer.currency, offer.language),
            "city": offer.city,
            "id": offer.listing_id,
        }
        for offer in found.offers[:PAGE_SIZE]
    ]
    return JSONResponse({"kind": "search", "query": found.query, "total": len(found.offers), "rows": rows})


async def take_notice(request: Request) -> JSONResponse:
    """Take a notice as JSON: `notice_id`, `notifier` with `email`, `listings` (ids or addresses), `explanation`."""
    bazaar = site_of(request).bazaar
    try:
        notice = _read_notice(await request.json())
    except (json.JSONDecodeError, UnicodeDecodeError):
        bazaar.mark_unreadable("no JSON")
        return JSONResponse({"error": "The body is no JSON."}, status_code=400)
    except UnreadableNoticeError as error:
        bazaar.mark_unreadable(str(error))
        return JSONResponse({"error": str(error)}, status_code=422)
    try:
        receipt = bazaar.receive(notice)
    except UnreadableNoticeError as error:
        return JSONResponse({"error": str(error)}, status_code=422)
    return JSONResponse(receipt.as_row(), status_code=200 if receipt.repeated else 202)


async def notice_status(request: Request) -> JSONResponse:
    """The receipt of a notice and what has been decided since."""
    bazaar = site_of(request).bazaar
    receipt = bazaar.receipt(request.path_params["notice_id"])
    if receipt is None:
        return JSONResponse({"error": "not_found"}, status_code=404)
    decisions = [
        {
            "listing_id": event.listing_id,
            "decision": event.details["decision"],
            "text": event.details["text"],
            "decided_at": event.at.isoformat(),
        }
        for event in bazaar.truth()
        if event.kind is TruthKind.DECISION and event.details["notice_id"] == receipt.notice_id
    ]
    return JSONResponse({**receipt.as_row(), "decisions": decisions})


API: tuple[BaseRoute, ...] = (
    Route("/api/v1/search", search),
    Route("/api/v1/items/{listing_id:int}", item),
    Route("/api/v1/notices", take_notice, methods=["POST"]),
    Route("/api/v1/notices/{notice_id:path}", notice_status),
    Route("/feed.jsonl", feed),
    Route("/api/app/items/{listing_id:int}", app_item),
    Route("/api/app/search", app_search),
)


def _read_notice(body: object) -> IncomingNotice:
    match body:
        case {"notice_id": str(notice_id), "notifier": {"email": str(email)}, "listings": [*listings]}:
            return IncomingNotice(
                notice_id=notice_id,
                message_id="",
                channel=Channel.API,
                notifier_email=email,
                listing_ids=tuple(dict.fromkeys(_ids(listings))),
            )
        case Mapping():
            raise UnreadableNoticeError("lacks notice_id, notifier.email or listings")
        case _:
            raise UnreadableNoticeError("is no JSON object")


def _ids(listings: list[object]) -> Iterator[str]:
    for named in listings:
        found = _ID.search(str(named))
        if found:
            yield found[0]


def _sentence(language: str, name: str, status: int) -> JSONResponse:
    labels = labels_for(language)
    return JSONResponse(
        {"kind": "notice", "title": labels[f"{name}_title"], "sentence": labels[name], "language": language},
        status_code=status,
    )
