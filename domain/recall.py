"""What lists are about: recalls, rights owners, brands and species."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """An entry of an official list of dangerous products."""

    source: str
    reference: str
    product: str
    brand: str
    name: str = ""
    """The product's own name; `product` says what kind of thing it is."""
    model: str = ""
    """One or several, as the register writes them; so is `gtin`."""
    gtin: str = ""
    batch: str = ""
    risk: str = ""
    url: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsOwner:
    """Who owns the rights in a brand."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A name that goods are sold under, with its owner and other spellings."""

    name: str
    owner: RightsOwner
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """A taxon under a wildlife convention."""

    scientific_name: str
    common_names: tuple[str, ...] = ()
    appendix: str = ""
