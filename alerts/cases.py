"""Which case an alert belongs to, and how a case changes: always a new value, never an edit."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.alert import Alert
from domain.case import Case, CaseClosedError, CaseStatus
from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.listing import Listing, ListingKey
from domain.review import Verdict


class WrongFolderError(MarketsweepError):
    """An alert was to be put into a case that is about something else."""

    def __init__(self, case_id: int, key: ListingKey, concern: Concern) -> None:
        super().__init__(
            f"Case {case_id} is not about {key} and {concern}. Open the case of the listing's seller instead."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """The identity of a case: one seller of one marketplace and one concern, or one listing without a seller."""

    marketplace: str
    concern: Concern
    seller_id: str = ""
    listing_id: str = ""
    """Only where no seller is named: then the folder holds this listing alone."""


def folder_of(alert: Alert, listing: Listing | None) -> CaseFolder:
    """Return the folder that an alert belongs to."""
    seller_id = listing.seller.seller_id.strip() if listing is not None and listing.seller else ""
    return CaseFolder(
        marketplace=alert.key.marketplace,
        concern=alert.concern,
        seller_id=seller_id,
        listing_id="" if seller_id else alert.key.listing_id,
    )


def open_case(folder: CaseFolder, alert: Alert, *, case_id: int, at: datetime) -> Case:
    """Return a new case that holds one alert."""
    return Case(
        case_id=case_id,
        marketplace=folder.marketplace,
        seller_id=folder.seller_id,
        concern=folder.concern,
        status=CaseStatus.OPEN,
        opened_at=at,
        alerts=(alert,),
    )


def add_alert(case: Case, alert: Alert) -> Case:
    """Put an alert into its case; one on a listing that nobody reviewed yet opens the case again.

    An alert that says the same as the latest one on the same listing adds nothing and changes nothing.
    """
    _require_open(case)
    if (alert.key.marketplace, alert.concern) != (case.marketplace, case.concern):
        raise WrongFolderError(case.case_id, alert.key, alert.concern)
    latest = next((held for held in reversed(case.alerts) if held.key == alert.key), None)
    if latest is not None and replace(latest, raised_at=alert.raised_at) == alert:
        return case
    status = case.status if latest is not None else CaseStatus.OPEN
    return replace(case, alerts=(*case.alerts, alert), status=status)


def status_after_review(case: Case) -> CaseStatus:
    """Return where a case stands after its latest review.

    Open while a listing is unseen or unsure; cleared when all are; notified stays notified.
    """
    verdicts = {case.verdict_on(key) for key in case.keys}
    if verdicts == {Verdict.CLEARED}:
        return CaseStatus.CLEARED
    if verdicts & {None, Verdict.UNSURE}:
        return CaseStatus.OPEN
    return CaseStatus.NOTIFIED if case.status is CaseStatus.NOTIFIED else CaseStatus.REVIEWED


def mark_notified(case: Case) -> Case:
    """Say that a notice about the case went out."""
    _require_open(case)
    return replace(case, status=CaseStatus.NOTIFIED)


def close(case: Case) -> Case:
    """Close a case: nothing more can be reviewed in it until it is reopened."""
    return replace(case, status=CaseStatus.CLOSED)


def reopen(case: Case) -> Case:
    """Open a closed or cleared case again, for instance after a complaint of the seller."""
    return replace(case, status=CaseStatus.OPEN)


def _require_open(case: Case) -> None:
    if case.status is CaseStatus.CLOSED:
        raise CaseClosedError(case.case_id)
