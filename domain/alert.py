"""The machine asks a person to look."""

from dataclasses import dataclass
from datetime import datetime

from domain.assessment import Level
from domain.concern import Concern
from domain.listing import ListingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The machine asks a person to look at one listing for one concern, with every reason."""

    key: ListingKey
    concern: Concern
    level: Level
    score: float
    reasons: tuple[str, ...]
    list_versions: tuple[tuple[str, str], ...]
    raised_at: datetime
    index_digest: str = ""
    """SHA-256 of all that the listing was asked with; empty where it was raised before digests were kept."""
