"""What is read from a saved page: its kind with reasons, and an item or cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Protocol

from domain.page_kind import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFields:
    """The fields of one offer as a page shows them; what the page does not say is None or empty."""

    listing_id: str | None = None
    url: str | None = None
    title: str | None = None
    description: str | None = None
    price: Decimal | None = None
    price_text: str | None = None
    """The price as it was written on the page."""
    currency: str | None = None
    """ISO 4217 code."""
    seller_name: str | None = None
    seller_id: str | None = None
    seller_location: str | None = None
    images: tuple[str, ...] = ()
    gtin: str | None = None
    """Digits only, check digit verified."""
    brand: str | None = None
    condition: str | None = None
    """`new`, `used` or `refurbished`."""
    availability: str | None = None
    """`in_stock` or `out_of_stock`."""
    category_path: tuple[str, ...] = ()
    posted_on: date | None = None
    """The day on which the listing was posted."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One result on a search page."""

    url: str | None = None
    listing_id: str | None = None
    title: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    seller_location: str | None = None
    seller_name: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A saved page, understood: its kind and why, and what may be read from a page of that kind."""

    kind: PageKind
    reasons: tuple[str, ...]
    url: str | None = None
    item: ItemFields | None = None
    cards: tuple[Card, ...] = ()
    next_page: str | None = None
    """Absolute address of the next page of results."""
    total_results: int | None = None
    query_understood: str | None = None
    """What the page says it searched for."""
    language: str | None = None
    """ISO 639-1 code."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Field name to the source it was read from, such as `json-ld` or `visible`."""


class ReadingHints(Protocol):
    """What a marketplace's recipe may add to reading: CSS selectors and texts; all may be empty."""

    @property
    def selectors(self) -> Mapping[str, str]:
        """Item field to the CSS selector of the element (or `::attr(...)`) that holds it."""
        ...

    @property
    def card_selectors(self) -> Mapping[str, str]:
        """`card` to the CSS selector of one result, and card fields to selectors within it."""
        ...

    @property
    def kind_texts(self) -> Mapping[PageKind, tuple[str, ...]]:
        """Page kind to sentences that prove it on this marketplace."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Plain reading hints, for marketplaces without a recipe and for tests."""

    selectors: Mapping[str, str] = field(default_factory=dict)
    card_selectors: Mapping[str, str] = field(default_factory=dict)
    kind_texts: Mapping[PageKind, tuple[str, ...]] = field(default_factory=dict)
