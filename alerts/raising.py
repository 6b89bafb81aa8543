"""From an assessment to the alerts that ask a person to look."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.alert import Alert
from domain.assessment import Assessment, ConcernScore, Level
from domain.clock import require_utc
from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.listing import Listing, ListingKey
from domain.seller import AllowedSeller


class MismatchedListingError(MarketsweepError):
    """An assessment was put beside a listing that it is not about."""

    def __init__(self, assessed: ListingKey, listed: ListingKey) -> None:
        super().__init__(f"The assessment is about {assessed}, the listing is {listed}. Assess the listing itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldAlert:
    """An alert that was not raised, because its seller is on the allow-list: kept, so that it can be checked."""

    alert: Alert
    allowed: AllowedSeller

    @property
    def reason(self) -> str:
        """One sentence for a person: who vouches for the seller, why, and since when."""
        until = f" to {self.allowed.valid_to.date()}" if self.allowed.valid_to else ""
        return (
            f"Seller {self.allowed.seller_id} is allowed by {self.allowed.allowed_by} "
            f"from {self.allowed.valid_from.date()}{until}: {self.allowed.reason}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedAlerts:
    """What an assessment led to: the alerts for a person, and those that the allow-list withheld."""

    alerts: tuple[Alert, ...] = ()
    withheld: tuple[WithheldAlert, ...] = ()


def raise_alerts(
    assessment: Assessment, listing: Listing, *, allowed: Collection[AllowedSeller], at: datetime
) -> RaisedAlerts:
    """Raise one alert per concern that reached *review*, unless the seller is allowed for that concern."""
    if assessment.key != listing.key:
        raise MismatchedListingError(assessment.key, listing.key)
    moment = require_utc(at)
    alerts: list[Alert] = []
    withheld: list[WithheldAlert] = []
    for score in assessment.scores:
        if score.level is Level.NONE:
            continue
        alert = _alert(assessment, score, moment)
        excuse = _allowance(allowed, listing, score.concern, at=moment)
        if excuse is None:
            alerts.append(alert)
        else:
            withheld.append(WithheldAlert(alert=alert, allowed=excuse))
    return RaisedAlerts(alerts=tuple(alerts), withheld=tuple(withheld))


def _alert(assessment: Assessment, score: ConcernScore, at: datetime) -> Alert:
    return Alert(
        key=assessment.key,
        concern=score.concern,
        level=score.level,
        score=score.score,
        reasons=score.reasons,
        list_versions=assessment.list_versions,
        index_digest=assessment.index_digest,
        raised_at=at,
    )


def _allowance(
    allowed: Iterable[AllowedSeller], listing: Listing, concern: Concern, *, at: datetime
) -> AllowedSeller | None:
    seller = listing.seller
    if seller is None:
        return None
    return next((entry for entry in allowed if entry.covers(seller, concern, at=at)), None)
