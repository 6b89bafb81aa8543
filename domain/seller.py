"""Who offers."""

from dataclasses import dataclass
from datetime import datetime

from domain.concern import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who offers a listing; a trader if professional. No more of a private person than a notice needs."""

    marketplace: str
    seller_id: str
    """The marketplace's own id, or the shown name where it has none."""
    name: str = ""
    location: str = ""
    is_trader: bool | None = None
    """None where the page does not say."""
    trader_details: str = ""
    """Name, address and register number as the page shows them for a trader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedSeller:
    """A seller whose listings raise no alert: an authorised dealer, a museum shop, a licensed breeder."""

    marketplace: str
    seller_id: str
    concern: Concern | None = None
    """None means every concern."""
    reason: str
    allowed_by: str
    """The person who vouches for it."""
    valid_from: datetime
    valid_to: datetime | None = None
    """The first moment at which it holds no more; None means until it is taken back."""

    def covers(self, seller: Seller, concern: Concern, *, at: datetime) -> bool:
        """Whether it holds for a seller and a concern at a moment."""
        return (
            (self.marketplace, self.seller_id) == (seller.marketplace, seller.seller_id)
            and self.concern in (None, concern)
            and self.valid_from <= at
            and (self.valid_to is None or at < self.valid_to)
        )
