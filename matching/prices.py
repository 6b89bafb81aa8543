"""Prices of listings in rough euros, so that one limit serves all marketplaces."""

from decimal import Decimal
from functools import lru_cache
from importlib import resources

from domain.listing import Listing


@lru_cache(maxsize=1)
def _units_for_one_euro() -> dict[str, Decimal]:
    text = resources.files("matching").joinpath("reference_rates.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {currency: Decimal(units) for currency, units in rows}


def rough_euros(listing: Listing) -> Decimal | None:
    """Return the price in euros at rough reference rates, or None where it is unknown or only a placeholder.

    A price without a currency is taken as it stands.
    """
    if listing.price is None or not listing.price.is_finite() or listing.price <= 0:
        return None
    if not listing.currency:
        return listing.price
    units = _units_for_one_euro().get(listing.currency.strip().upper())
    return None if units is None else listing.price / units
