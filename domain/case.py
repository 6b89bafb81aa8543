"""A person's folder."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.alert import Alert
from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.listing import ListingKey
from domain.review import Review, Verdict


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    REVIEWED = "reviewed"
    NOTIFIED = "notified"
    CLEARED = "cleared"
    CLOSED = "closed"


class CaseClosedError(MarketsweepError):
    """A closed case was to be changed."""

    def __init__(self, case_id: int) -> None:
        super().__init__(
            f"Case {case_id} is closed. Reopen it before reviewing it again: `marketsweep cases reopen {case_id}`."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person's folder: the alerts on one seller of one marketplace about one concern."""

    case_id: int
    marketplace: str
    seller_id: str
    """Empty where the pages name no seller: then the case is about one listing."""
    concern: Concern
    status: CaseStatus
    opened_at: datetime
    alerts: tuple[Alert, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def keys(self) -> tuple[ListingKey, ...]:
        """The listings that the case is about, in order of their alerts."""
        return tuple(dict.fromkeys(alert.key for alert in self.alerts))

    def verdict_on(self, key: ListingKey) -> Verdict | None:
        """Return the latest verdict on a listing, or None if nobody has looked yet."""
        verdicts = [review.verdict for review in self.reviews if review.key == key]
        return verdicts[-1] if verdicts else None

    @property
    def suspected(self) -> tuple[ListingKey, ...]:
        """The listings whose latest verdict is *suspected*: those that a notice may carry."""
        return tuple(key for key in self.keys if self.verdict_on(key) is Verdict.SUSPECTED)
