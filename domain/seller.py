"""Who offers."""

from dataclasses import dataclass


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
