"""One offer, as it stood when it was seen."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.seller import Seller


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ListingKey:
    """The identity of a listing: the marketplace's code and the marketplace's own id."""

    marketplace: str
    listing_id: str

    def __str__(self) -> str:
        return f"{self.marketplace}/{self.listing_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An offer of goods on a marketplace, as it stood when a sweep saw it."""

    key: ListingKey
    title: str
    seen_at: datetime
    """Aware, UTC."""
    url: str = ""
    description: str = ""
    price: Decimal | None = None
    currency: str | None = None
    """ISO 4217 code."""
    price_text: str = ""
    """The price as it was written on the page."""
    language: str | None = None
    """ISO 639-1 code, where the page or the marketplace says it."""
    seller: Seller | None = None
    images: tuple[str, ...] = ()
    image_hashes: tuple[str, ...] = ()
    """PDQ hashes, 64 hexadecimal digits each, in the order of `images`; empty where one is too plain to compare."""
    brand: str = ""
    gtin: str = ""
    """Global Trade Item Number, digits only, its check digit verified."""
    condition: str = ""
    """`new`, `used`, `refurbished`, or empty."""
    availability: str = ""
    """`in_stock`, `out_of_stock`, or empty."""
    category_path: tuple[str, ...] = ()
    posted_on: date | None = None
