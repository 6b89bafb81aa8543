"""Curated words, with their sources, their context and their exceptions."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.concern import Concern


class Confidentiality(StrEnum):
    """Who may see a list: the labels of the Traffic Light Protocol 2.0 (FIRST, 2022)."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"


class TermKind(StrEnum):
    """What a term names."""

    BRAND = "brand"
    PRODUCT = "product"
    MATERIAL = "material"
    SPECIES = "species"
    SUBSTANCE = "substance"
    TRADE_NAME = "trade_name"
    CODE_WORD = "code_word"
    CLAIM = "claim"
    REPLICA_WORDING = "replica_wording"


class Strength(StrEnum):
    """How much a term says on its own."""

    STRONG = "strong"
    """Enough for an alert."""
    WEAK = "weak"
    """Counts only together with something that it `requires`, or with other weak terms."""
    NEGATIVE = "negative"
    """Speaks against: a listing that holds it is less suspect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What must stand near a term, or anywhere in the listing, for it to count: any one part is enough."""

    words: tuple[str, ...] = ()
    """Words or phrases."""
    kinds: tuple[TermKind, ...] = ()
    """Another term of one of these kinds, found and not excused in the same listing, counting or not."""
    price_below: int | None = None
    """A price under this many euros; other currencies are converted with rough reference rates."""
    reference_price: int | None = None
    """What such goods usually cost new, in euros; None means that only `price_below` is known."""
    within: int | None = None
    """Distance in words, counted between the nearest ends; None means anywhere in title or description."""

    def __bool__(self) -> bool:
        return bool(self.words or self.kinds or self.price_below is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase that is looked for, with where it comes from and what excuses it."""

    text: str
    language: str
    """ISO 639-1 code, or `und` for names that are the same everywhere."""
    kind: TermKind
    strength: Strength = Strength.STRONG
    requires: Requirement = field(default_factory=Requirement)
    unless: tuple[str, ...] = ()
    """Phrases that excuse a find when they overlap it or stand in the same clause, such as `ivory white`."""
    only_in: tuple[str, ...] = ()
    """Words of which the category must name one, where the marketplace says a category."""
    not_in: tuple[str, ...] = ()
    """Words of a category in which it means something else."""
    fuzzy: int | None = None
    """Most edits forgiven; None means the length-aware default, 0 means none."""
    spellings: tuple[str, ...] = ()
    """Evasive or inflected spellings that count as the term itself."""
    severity: int = 2
    """1 (minor) to 3 (danger to life or a species in Appendix I)."""
    parse: bool = False
    """Whether a grammar model, where the user has named one, is asked about each find of it."""
    source: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordList:
    """A curated, versioned list of terms about one concern."""

    list_id: str
    version: str
    title: str
    concern: Concern
    legal_ground: str
    owner: str
    languages: tuple[str, ...]
    confidentiality: Confidentiality
    licence: str
    source: str
    terms: tuple[Term, ...]
    unless: tuple[str, ...] = ()
    """Phrases that excuse any term of the list."""
    valid_from: date | None = None
    valid_to: date | None = None
    digest: str = ""
    """SHA-256 of the file it was read from, hexadecimal: one version number may not mean two texts."""
