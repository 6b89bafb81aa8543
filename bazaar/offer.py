"""A listing as the bazaar itself knows it, truth included."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bazaar.disguise import Disguise
from bazaar.slug import slug
from domain.concern import Concern


class OfferState(StrEnum):
    """What stands of an offer at the present told time."""

    UPCOMING = "upcoming"
    LIVE = "live"
    SOLD = "sold"
    ENDED = "ended"
    REMOVED = "removed"


class Flavour(StrEnum):
    """In which form an item page carries its data."""

    JSON_LD = "json_ld"
    MICRODATA = "microdata"
    OPEN_GRAPH = "open_graph"
    STATE = "state"
    APP = "app"
    """Rendered in the browser from `/api/app/items/…`; the server's page is an empty shell."""


class GoneAs(StrEnum):
    """How the marketplace answers for a listing that it removed."""

    GONE_410 = "410"
    NOT_FOUND_404 = "404"
    SENTENCE_200 = "200"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text a seller thought of, with the words they may hide marked `[[word|code word]]`."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a listing really is."""

    illicit: bool
    concern: Concern | None
    goods: str
    """The line of goods, as the shelves name it."""
    trap: bool
    """Innocent, but it holds a tempting word."""
    disguises: tuple[Disguise, ...] = ()
    near_duplicate_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A listing of the bazaar, as its seller last wrote it and as the marketplace holds it."""

    listing_id: str
    seller_id: str
    person_id: str
    language: str
    country: str
    city: str
    title: str
    description: str
    price: Decimal
    currency: str
    condition: str
    """`new`, `used` or `refurbished`."""
    category: str
    tags: tuple[str, ...]
    """Search words the seller chose; never shown."""
    brand: str
    gtin: str
    flavour: Flavour
    gone_as: GoneAs
    listed_at: datetime
    draft: Draft
    truth: Truth
    state: OfferState = OfferState.UPCOMING
    changed_at: datetime | None = None
    not_here: bool = False
    """Whether the marketplace at present refuses to show it in our country."""
    quiet: bool = True
    """Whether nothing but a notice will ever happen to it."""

    @property
    def path(self) -> str:
        """The address on the site."""
        if self.flavour is Flavour.APP:
            return f"/app/item/{self.listing_id}"
        return f"/item/{self.listing_id}-{slug(self.title)}"
