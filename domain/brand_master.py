"""What a rights owner tells of its own goods."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandMaster:
    """A brand's own record of its goods: their numbers, and who may sell them."""

    brand: str
    aliases: tuple[str, ...] = ()
    """Other spellings, and names under which the brand's goods are sold as well."""
    gtins: tuple[str, ...] = ()
    gtin_prefixes: tuple[str, ...] = ()
    """Company prefixes as they begin a GTIN-13: no other company's number begins so."""
    models: tuple[str, ...] = ()
    """Manufacturer's part and model numbers."""
    authorised_sellers: tuple[str, ...] = ()
    """Ids of sellers, as their marketplaces write them, who may sell the brand's goods under any name."""
    version: str = ""
