"""A person's look at a listing of a case."""

from dataclasses import replace
from datetime import datetime

from alerts.cases import status_after_review
from domain.case import Case, CaseClosedError, CaseStatus
from domain.clock import require_utc
from domain.errors import MarketsweepError
from domain.listing import ListingKey
from domain.review import Review, Verdict


class ListingNotInCaseError(MarketsweepError):
    """A review was about a listing that is not in the case."""

    def __init__(self, case_id: int, key: ListingKey) -> None:
        super().__init__(f"Listing {key} is not in case {case_id}. Review it in the case that holds its alert.")


class IncompleteReviewError(MarketsweepError):
    """A review lacks what a notice, or a judge, would ask for."""

    def __init__(self, key: ListingKey, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(f"The review of {key} is incomplete: " + "; ".join(faults) + ".")


def review(
    case: Case,
    key: ListingKey,
    verdict: Verdict,
    *,
    reviewer: str,
    ground: str,
    reason: str,
    at: datetime,
) -> tuple[Case, Review]:
    """Record what a person thinks of a listing; return the case as it then stands, and the review.

    A listing may be reviewed again: the latest verdict counts, the earlier ones stay.
    """
    if case.status is CaseStatus.CLOSED:
        raise CaseClosedError(case.case_id)
    if key not in case.keys:
        raise ListingNotInCaseError(case.case_id, key)
    if faults := _faults(verdict, reviewer, ground, reason):
        raise IncompleteReviewError(key, faults)
    made = Review(
        case_id=case.case_id,
        key=key,
        verdict=verdict,
        reviewer=reviewer.strip(),
        ground=ground.strip(),
        reason=reason.strip(),
        reviewed_at=require_utc(at),
    )
    reviewed = replace(case, reviews=(*case.reviews, made))
    return replace(reviewed, status=status_after_review(reviewed)), made


def _faults(verdict: Verdict, reviewer: str, ground: str, reason: str) -> tuple[str, ...]:
    suspected = verdict is Verdict.SUSPECTED
    checks = [
        (bool(reviewer.strip()), "the reviewer has no name: a person decides, and says who"),
        (bool(ground.strip()) or not suspected, "a suspicion needs its legal ground"),
        (bool(reason.strip()) or not suspected, "a suspicion needs its reason, in the reviewer's words"),
    ]
    return tuple(fault for holds, fault in checks if not holds)
