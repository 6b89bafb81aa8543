from datetime import datetime

import pytest

from alerts.raising import MismatchedListingError, raise_alerts
from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from domain.seller import AllowedSeller
from tests.factories import NOON, hours, make_key, make_listing


def scored(concern: Concern, level: Level = Level.ALERT) -> ConcernScore:
    return ConcernScore(concern=concern, score=0.8, level=level, reasons=(f"why {concern}",))


def make_assessment(*scores: ConcernScore, listing_id: str = "1001") -> Assessment:
    return Assessment(
        key=make_key(listing_id),
        level=Level.ALERT,
        score=0.8,
        scores=scores,
        matches=(),
        indicators=(),
        list_versions=(("test-list", "1"),),
    )


def make_allowed(
    *,
    seller_id: str = "s1",
    marketplace: str = "bazaar",
    concern: Concern | None = None,
    valid_from: datetime = NOON,
    valid_to: datetime | None = None,
) -> AllowedSeller:
    return AllowedSeller(
        marketplace=marketplace,
        seller_id=seller_id,
        concern=concern,
        reason="licensed dealer",
        allowed_by="R. Viewer",
        valid_from=valid_from,
        valid_to=valid_to,
    )


def test_raises_one_alert_per_concern_with_its_own_reasons_and_the_lists_that_were_asked() -> None:
    assessment = make_assessment(scored(Concern.WILDLIFE), scored(Concern.UNSAFE, Level.REVIEW))
    raised = raise_alerts(assessment, make_listing(), allowed=(), at=NOON)
    assert [(alert.concern, alert.level) for alert in raised.alerts] == [
        (Concern.WILDLIFE, Level.ALERT),
        (Concern.UNSAFE, Level.REVIEW),
    ]
    assert raised.alerts[1].reasons == ("why unsafe",)
    assert raised.alerts[0].list_versions == (("test-list", "1"),)
    assert raised.withheld == ()


def test_raises_nothing_for_a_concern_that_did_not_reach_review() -> None:
    assessment = make_assessment(scored(Concern.WILDLIFE, Level.NONE))
    assert raise_alerts(assessment, make_listing(), allowed=(), at=NOON).alerts == ()


@pytest.mark.parametrize(
    ("allowed", "withheld"),
    [
        (make_allowed(), True),
        (make_allowed(concern=Concern.WILDLIFE), True),
        (make_allowed(concern=Concern.COUNTERFEIT), False),  # allowed, but not for this
        (make_allowed(seller_id="s2"), False),  # another seller
        (make_allowed(marketplace="elsewhere"), False),  # the same id on another marketplace
        (make_allowed(valid_from=NOON + hours(1)), False),  # not yet
        (make_allowed(valid_from=NOON - hours(9), valid_to=NOON), False),  # no longer
        (make_allowed(valid_to=NOON + hours(1)), True),
    ],
)
def test_withholds_the_alerts_on_a_seller_only_where_the_allow_list_holds(
    allowed: AllowedSeller, withheld: bool
) -> None:
    raised = raise_alerts(make_assessment(scored(Concern.WILDLIFE)), make_listing(), allowed=[allowed], at=NOON)
    assert (len(raised.withheld), len(raised.alerts)) == ((1, 0) if withheld else (0, 1))


def test_a_withheld_alert_says_who_vouches_and_why() -> None:
    raised = raise_alerts(make_assessment(scored(Concern.WILDLIFE)), make_listing(), allowed=[make_allowed()], at=NOON)
    assert raised.withheld[0].reason == "Seller s1 is allowed by R. Viewer from 2026-03-02: licensed dealer"


def test_refuses_an_assessment_of_another_listing() -> None:
    with pytest.raises(MismatchedListingError, match="bazaar/2"):
        raise_alerts(make_assessment(listing_id="2"), make_listing(), allowed=(), at=NOON)
