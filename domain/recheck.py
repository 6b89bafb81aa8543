"""Later looks at a listing, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.listing import ListingKey


class Look(StrEnum):
    """What one later look at a listing's address showed."""

    LIVE = "live"
    CHANGED = "changed"
    """Live, but title, description or price differ from when it was found."""
    GONE = "gone"
    """The marketplace itself says that it removed the listing, or that the address is no longer there."""
    SOLD_OR_ENDED = "sold_or_ended"
    BLOCKED_FOR_US = "blocked_for_us"
    """A wall, a captcha, a refusal, or *not available in your country*: it says nothing about the listing."""
    UNKNOWN = "unknown"
    """A time-out, an error, an empty page or one that nobody understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """One later look at a known listing."""

    key: ListingKey
    round_id: int
    """The looks of one marketplace taken together, with its canaries."""
    look: Look
    detail: str
    """What was seen, in words: status, page kind, the sentence that decided."""
    canary_live: bool
    """Whether a known live listing of the same marketplace was seen before and after, in the same round."""
    checked_at: datetime


class OutcomeState(StrEnum):
    """What became of a listing, as far as an outside observer can prove it."""

    LIVE = "live"
    CHANGED = "changed"
    REMOVED = "removed"
    SOLD_OR_ENDED = "sold_or_ended"
    BLOCKED_FOR_US = "blocked_for_us"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a listing, with the bounds between which it happened."""

    key: ListingKey
    state: OutcomeState
    last_live: datetime | None
    """The last look that saw it live, before it was gone."""
    first_gone: datetime | None
    """The first look that did not, if removed, sold or ended: it happened in (last_live, first_gone]."""
    confirmed_at: datetime | None
    """The second look, apart in time, that proves a removal."""
    detail: str
