"""The marketplace's answer, and what may follow it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.listing import ListingKey


class DecisionKind(StrEnum):
    """What a marketplace says that it did."""

    REMOVED = "removed"
    REJECTED = "rejected"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The marketplace's answer about one notified listing."""

    notice_id: str
    key: ListingKey
    kind: DecisionKind
    text: str
    decided_at: datetime | None
    """The marketplace's own word; None where it gives none."""
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfReasons:
    """Why the marketplace restricted a listing (Regulation (EU) 2022/2065, article 17)."""

    key: ListingKey
    ground: str
    facts: str
    automated_detection: bool
    automated_decision: bool
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A seller contests a decision (Regulation (EU) 2022/2065, article 20)."""

    key: ListingKey
    text: str
    made_at: datetime
