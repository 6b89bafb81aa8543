"""What was read, in the two forms that others take it in: a JSON object and a `Listing`."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crawlers.reading.page import Card, ItemFields, Page
from domain.clock import require_utc
from domain.listing import Listing, ListingKey
from domain.page_kind import PageKind
from domain.seller import Seller

_NAMES = {"posted_on": "date"}
_NOT_PRINTED = ("price_text",)
_SEARCH_KINDS = (PageKind.SEARCH, PageKind.SEARCH_EMPTY)


def page_as_json(page: Page) -> dict[str, Any]:
    """Return a page as a flat JSON object: `kind`, then the item's fields or `listings`; what is unknown is absent."""
    found: dict[str, Any] = {"kind": str(page.kind), "reasons": list(page.reasons)}
    if page.kind.is_listing_page:
        found.update({"url": page.url} if page.url else {})
        found.update(_present(page.item) if page.item else {})
    if page.kind in _SEARCH_KINDS:
        facts = {"query": page.query_understood, "total_results": page.total_results, "next_page": page.next_page}
        found.update({name: value for name, value in facts.items() if value is not None})
        found["listings"] = [_present(card) for card in page.cards]
    return found


def _present(values: ItemFields | Card) -> dict[str, Any]:
    pairs = ((each.name, getattr(values, each.name)) for each in fields(values) if each.name not in _NOT_PRINTED)
    return {_NAMES.get(name, name): _plain(value) for name, value in pairs if value not in (None, "", ())}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def listing_from_page(page: Page, *, marketplace: str, seen_at: datetime) -> Listing | None:
    """Return the listing that an item page shows, or None where it names neither an id nor a title."""
    item = page.item
    if item is None or not page.kind.is_listing_page or not item.listing_id or not item.title:
        return None
    return Listing(
        key=ListingKey(marketplace=marketplace, listing_id=item.listing_id),
        title=item.title,
        seen_at=require_utc(seen_at),
        url=page.url or item.url or "",
        description=item.description or "",
        price=item.price,
        currency=item.currency,
        price_text=item.price_text or "",
        language=page.language,
        seller=_seller(item, marketplace),
        images=item.images,
        brand=item.brand or "",
        gtin=item.gtin or "",
        condition=item.condition or "",
        availability=item.availability or "",
        category_path=item.category_path,
        posted_on=item.posted_on,
    )


def _seller(item: ItemFields, marketplace: str) -> Seller | None:
    identity = item.seller_id or item.seller_name
    if not identity:
        return None
    return Seller(
        marketplace=marketplace, seller_id=identity, name=item.seller_name or "", location=item.seller_location or ""
    )


def origins_as_json(page: Page) -> Mapping[str, str]:
    """Return where each printed field was read from."""
    return {_NAMES.get(name, name): origin for name, origin in page.origins.items() if name not in _NOT_PRINTED}
