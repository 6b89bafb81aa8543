from dataclasses import replace
from typing import Any

import pytest

from alerts.notices import draft_notice
from domain.case import Case
from domain.notice import IncompleteNoticeError, Notice
from domain.review import Verdict
from tests.factories import NOON, make_case, make_key, make_listing, make_notifier, make_review

LISTINGS = {make_key(listing_id): make_listing(listing_id=listing_id) for listing_id in ("1", "2", "3")}


def draft(case: Case, **changes: Any) -> Notice:
    told: dict[str, Any] = {
        "listings": LISTINGS,
        "notifier": make_notifier(),
        "language": "en",
        "notice_id": "n-1",
        "at": NOON,
        "good_faith": True,
    }
    told.update(changes)
    return draft_notice(case, told.pop("listings"), **told)


def test_only_suspected_listings_are_notified_each_with_the_reviewers_reason() -> None:
    reviews = (make_review("1"), make_review("2", Verdict.CLEARED), make_review("3", Verdict.UNSURE))
    notice = draft(make_case("1", "2", "3", reviews=reviews))
    assert [item.key.listing_id for item in notice.items] == ["1"]
    assert notice.items[0].explanation == "Offers worked elephant ivory."
    assert notice.legal_ground == "Regulation (EC) No 338/97"


def test_a_suspicion_that_was_taken_back_is_not_notified() -> None:
    reviews = (make_review("1"), make_review("2"), make_review("1", Verdict.CLEARED))
    assert [item.key.listing_id for item in draft(make_case("1", "2", reviews=reviews)).items] == ["2"]


def test_the_latest_reason_is_the_one_that_is_told() -> None:
    reviews = (make_review("1"), replace(make_review("1"), reason="Offers raw ivory."))
    assert draft(make_case("1", reviews=reviews)).items[0].explanation == "Offers raw ivory."


def test_each_ground_is_named_once() -> None:
    reviews = (make_review("1"), replace(make_review("2"), ground="National law"), make_review("3"))
    notice = draft(make_case("1", "2", "3", reviews=reviews))
    assert notice.legal_ground == "Regulation (EC) No 338/97; National law"


def test_what_was_notified_before_can_be_left_out() -> None:
    case = make_case("1", "2", reviews=(make_review("1"), make_review("2")))
    assert [item.key.listing_id for item in draft(case, only=[make_key("2")]).items] == ["2"]


@pytest.mark.parametrize(
    ("reviews", "changes", "missing"),
    [
        ((), {}, "names no listing"),
        ((make_review("1", Verdict.CLEARED),), {}, "names no listing"),
        ((make_review("1"),), {"good_faith": False}, "good faith"),
        ((make_review("1"),), {"notifier": replace(make_notifier(), name="")}, "has no name"),
        ((make_review("1"),), {"notifier": replace(make_notifier(), email="nobody")}, "no e-mail"),
        ((make_review("1"),), {"listings": {}}, "bazaar/1 is not at hand"),
        ((make_review("1"),), {"listings": {make_key("1"): replace(make_listing(), url="")}}, "exact http"),
        ((replace(make_review("1"), reason=" "),), {}, "no explanation"),
        ((replace(make_review("1"), ground=""),), {}, "no legal ground"),
    ],
)
def test_an_incomplete_notice_is_refused_and_says_what_is_missing(
    reviews: Any, changes: dict[str, Any], missing: str
) -> None:
    with pytest.raises(IncompleteNoticeError, match=missing):
        draft(make_case("1", reviews=reviews), **changes)
