from dataclasses import replace

import pytest

from alerts.cases import CaseNotClosedError, close, reopen
from alerts.reviews import IncompleteReviewError, ListingNotInCaseError, review
from domain.case import Case, CaseClosedError, CaseStatus
from domain.review import Verdict
from tests.factories import NOON, make_case, make_key


def judge(case: Case, listing_id: str, verdict: Verdict, ground: str = "A law", reason: str = "Seen.") -> Case:
    reviewed, _ = review(
        case, make_key(listing_id), verdict, reviewer="R. Viewer", ground=ground, reason=reason, at=NOON
    )
    return reviewed


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ([Verdict.SUSPECTED, Verdict.SUSPECTED], CaseStatus.REVIEWED),
        ([Verdict.SUSPECTED, Verdict.CLEARED], CaseStatus.REVIEWED),
        ([Verdict.CLEARED, Verdict.CLEARED], CaseStatus.CLEARED),
        ([Verdict.SUSPECTED], CaseStatus.OPEN),  # one is left to look at
        ([Verdict.SUSPECTED, Verdict.UNSURE], CaseStatus.OPEN),
    ],
)
def test_a_case_stands_where_its_reviews_put_it(verdicts: list[Verdict], status: CaseStatus) -> None:
    case = make_case("1", "2")
    for listing_id, verdict in zip(("1", "2"), verdicts, strict=False):
        case = judge(case, listing_id, verdict)
    assert case.status is status


def test_the_latest_verdict_counts_and_the_earlier_ones_stay() -> None:
    case = judge(judge(make_case("1"), "1", Verdict.SUSPECTED), "1", Verdict.CLEARED)
    assert case.status is CaseStatus.CLEARED
    assert [each.verdict for each in case.reviews] == [Verdict.SUSPECTED, Verdict.CLEARED]
    assert case.suspected == ()


def test_a_notified_case_stays_notified_until_all_is_cleared() -> None:
    suspected = judge(make_case("1"), "1", Verdict.SUSPECTED)
    notified = replace(suspected, status=CaseStatus.NOTIFIED)
    assert judge(notified, "1", Verdict.SUSPECTED).status is CaseStatus.NOTIFIED
    assert judge(notified, "1", Verdict.CLEARED).status is CaseStatus.CLEARED


def test_a_closed_case_is_reviewed_only_after_it_is_reopened() -> None:
    closed = close(make_case("1"))
    with pytest.raises(CaseClosedError):
        judge(closed, "1", Verdict.CLEARED)
    with pytest.raises(CaseNotClosedError, match="open, not closed"):
        reopen(make_case("1"))
    assert judge(reopen(closed), "1", Verdict.CLEARED).status is CaseStatus.CLEARED


def test_refuses_a_review_of_a_listing_that_is_not_in_the_case() -> None:
    with pytest.raises(ListingNotInCaseError, match="bazaar/9"):
        judge(make_case("1"), "9", Verdict.CLEARED)


@pytest.mark.parametrize(
    ("verdict", "reviewer", "ground", "reason", "faults"),
    [
        (Verdict.SUSPECTED, "R", "law", "seen", 0),
        (Verdict.SUSPECTED, "R", "  ", "seen", 1),
        (Verdict.SUSPECTED, "R", "law", "\n", 1),
        (Verdict.SUSPECTED, " ", "", "", 3),
        (Verdict.CLEARED, "R", "", "", 0),
        (Verdict.UNSURE, "R", "", "", 0),
        (Verdict.CLEARED, "", "", "", 1),
    ],
)
def test_a_suspicion_needs_ground_and_reason_and_every_review_a_person(
    verdict: Verdict, reviewer: str, ground: str, reason: str, faults: int
) -> None:
    def attempt() -> None:
        review(make_case("1"), make_key("1"), verdict, reviewer=reviewer, ground=ground, reason=reason, at=NOON)

    if not faults:
        attempt()
        return
    with pytest.raises(IncompleteReviewError) as refused:
        attempt()
    assert len(refused.value.faults) == faults
