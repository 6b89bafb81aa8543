"""Who stands behind a stall, and the names on the stalls."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Character(StrEnum):
    """What kind of person a seller is."""

    TRADER = "trader"
    PRIVATE = "private"
    INFRINGER = "infringer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A seller as the marketplace shows them: one name, behind which a person stands."""

    seller_id: str
    person_id: str
    name: str
    character: Character
    language: str
    country: str
    city: str
    joined_at: datetime
    rating: float
    sales: int
    imprint: str
    """Name and address of a professional seller, as the law asks; empty for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being or a firm, with one account or, if they infringe, several."""

    person_id: str
    character: Character
    accounts: tuple[Account, ...]
