from dataclasses import replace

import pytest

from alerts.cases import WrongFolderError, add_alert, close, folder_of, mark_notified, open_case, reopen
from alerts.reviews import IncompleteReviewError, ListingNotInCaseError, review
from domain.case import Case, CaseClosedError, CaseStatus
from domain.concern import Concern
from domain.listing import Listing
from domain.review import Verdict
from tests.factories import NOON, hours, make_alert, make_case, make_key, make_listing, make_seller


def without_seller(listing_id: str) -> Listing:
    return replace(make_listing(listing_id=listing_id), seller=None)


def judge(case: Case, listing_id: str, verdict: Verdict, ground: str = "A law", reason: str = "Seen.") -> Case:
    reviewed, _ = review(
        case, make_key(listing_id), verdict, reviewer="R. Viewer", ground=ground, reason=reason, at=NOON
    )
    return reviewed


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (make_listing(listing_id="1"), make_listing(listing_id="2"), True),
        (make_listing(listing_id="1"), make_listing(listing_id="2", seller=make_seller("s2")), False),
        (without_seller("1"), without_seller("2"), False),  # no seller: a folder for each
        (without_seller("1"), without_seller("1"), True),
        (make_listing(listing_id="1"), without_seller("2"), False),
    ],
)
def test_one_folder_holds_the_alerts_on_one_seller(first: Listing, second: Listing, together: bool) -> None:
    folders = {folder_of(make_alert(listing.key.listing_id), listing) for listing in (first, second)}
    assert (len(folders) == 1) is together


def test_the_same_seller_has_a_folder_for_each_concern() -> None:
    listing = make_listing()
    assert folder_of(make_alert(concern=Concern.UNSAFE), listing) != folder_of(make_alert(), listing)


def test_an_alert_that_says_nothing_new_changes_nothing() -> None:
    case = open_case(folder_of(make_alert(), make_listing()), make_alert(), case_id=1, at=NOON)
    assert add_alert(case, make_alert(at=NOON + hours(24))) == case
    assert len(add_alert(case, replace(make_alert(), score=0.5)).alerts) == 2


def test_an_alert_on_a_new_listing_opens_a_case_again_and_a_repeated_one_does_not() -> None:
    cleared = judge(make_case("1"), "1", Verdict.CLEARED)
    assert add_alert(cleared, replace(make_alert("1"), score=0.5)).status is CaseStatus.CLEARED
    assert add_alert(cleared, make_alert("2")).status is CaseStatus.OPEN


def test_an_alert_about_another_concern_does_not_fit() -> None:
    with pytest.raises(WrongFolderError):
        add_alert(make_case("1"), make_alert("2", concern=Concern.UNSAFE))


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
    notified = mark_notified(judge(make_case("1"), "1", Verdict.SUSPECTED))
    assert judge(notified, "1", Verdict.SUSPECTED).status is CaseStatus.NOTIFIED
    assert judge(notified, "1", Verdict.CLEARED).status is CaseStatus.CLEARED


def test_a_closed_case_is_reviewed_only_after_it_is_reopened() -> None:
    closed = close(make_case("1"))
    with pytest.raises(CaseClosedError):
        judge(closed, "1", Verdict.CLEARED)
    with pytest.raises(CaseClosedError):
        add_alert(closed, make_alert("2"))
    with pytest.raises(CaseClosedError):
        mark_notified(closed)
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
