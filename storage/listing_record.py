"""A listing as a JSON value and back: what is digested, and what can be read again years later."""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.listing import Listing, ListingKey
from domain.seller import Seller
from storage.column_types import JsonText, storable_json


def listing_content(listing: Listing) -> dict[str, Any]:
    """Return all that was read of a listing as a JSON value; when it was seen is not part of it."""
    hashes = {"image_hashes": list(listing.image_hashes)} if listing.image_hashes else {}
    return {
        **hashes,
        "marketplace": listing.key.marketplace,
        "listing_id": listing.key.listing_id,
        "title": listing.title,
        "url": listing.url,
        "description": listing.description,
        "price": None if listing.price is None else str(listing.price),
        "currency": listing.currency,
        "price_text": listing.price_text,
        "language": listing.language,
        "seller": None if listing.seller is None else seller_content(listing.seller),
        "images": list(listing.images),
        "brand": listing.brand,
        "gtin": listing.gtin,
        "condition": listing.condition,
        "availability": listing.availability,
        "category_path": list(listing.category_path),
        "posted_on": None if listing.posted_on is None else listing.posted_on.isoformat(),
    }


def listing_of(content: dict[str, Any], seen_at: datetime) -> Listing:
    """Return the listing that `listing_content` wrote."""
    return Listing(
        key=ListingKey(marketplace=content["marketplace"], listing_id=content["listing_id"]),
        title=content["title"],
        seen_at=seen_at,
        url=content["url"],
        description=content["description"],
        price=None if content["price"] is None else Decimal(content["price"]),
        currency=content["currency"],
        price_text=content["price_text"],
        language=content["language"],
        seller=None if content["seller"] is None else Seller(**content["seller"]),
        images=tuple(content["images"]),
        image_hashes=tuple(content.get("image_hashes", ())),
        brand=content["brand"],
        gtin=content["gtin"],
        condition=content["condition"],
        availability=content["availability"],
        category_path=tuple(content["category_path"]),
        posted_on=None if content["posted_on"] is None else date.fromisoformat(content["posted_on"]),
    )


def seller_content(seller: Seller) -> dict[str, Any]:
    """Return a seller as a JSON value."""
    return {
        "marketplace": seller.marketplace,
        "seller_id": seller.seller_id,
        "name": seller.name,
        "location": seller.location,
        "is_trader": seller.is_trader,
        "trader_details": seller.trader_details,
    }


def content_digest(content: dict[str, Any]) -> str:
    """Return the SHA-256, hexadecimal, over a JSON value as the database keeps it."""
    return text_digest(storable_json(content))


def text_digest(content: JsonText) -> str:
    """Return the SHA-256, hexadecimal, over a JSON value that is written already."""
    return hashlib.sha256(content.encode()).hexdigest()
