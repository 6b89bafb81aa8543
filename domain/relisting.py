"""An offer that was removed and stands under another id again."""

from dataclasses import dataclass
from datetime import datetime

from domain.concern import Concern
from domain.listing import ListingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedOffer:
    """A listing that a person suspected and whose removal is proven."""

    key: ListingKey
    case_id: int
    concern: Concern
    seller_id: str
    last_live: datetime
    first_gone: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relisting:
    """A removed offer that is back: the same goods in nearly the same words under another id."""

    key: ListingKey
    removed: RemovedOffer
    similarity: float
    """0 to 1."""
    likeness: str
    """What is alike, in words."""
    same_seller: bool
    first_seen: datetime

    @property
    def sentence(self) -> str:
        """One sentence for a person."""
        seller = "the same seller" if self.same_seller else "another seller"
        old = self.removed
        spell = f"removed between {old.last_live:%Y-%m-%d} and {old.first_gone:%Y-%m-%d}"
        return f"{old.key} of case {old.case_id} again, by {seller}: suspected then, and {spell}; {self.likeness}"
