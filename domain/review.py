"""A person's look."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.listing import ListingKey


class Verdict(StrEnum):
    """What a person thinks of a listing. Ours; the marketplace's answer is a `Decision`."""

    SUSPECTED = "suspected"
    CLEARED = "cleared"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's look at one listing of a case, and its outcome with ground and reason."""

    case_id: int
    key: ListingKey
    verdict: Verdict
    reviewer: str
    ground: str
    """The legal ground, in words."""
    reason: str
    """Why, in the reviewer's words."""
    reviewed_at: datetime
