from dataclasses import replace
from datetime import datetime

import pytest

from alerts.raising import raise_alerts
from alerts.relisting import is_relisting, relisting_of, with_relistings
from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from domain.relisting import Relisting, RemovedOffer
from tests.factories import NOON, hours, make_key, make_listing, make_seller

REMOVED = RemovedOffer(
    key=make_key("1"),
    case_id=7,
    concern=Concern.WILDLIFE,
    seller_id="s1",
    last_live=NOON,
    first_gone=NOON + hours(24),
)


@pytest.mark.parametrize(
    ("listing_id", "marketplace", "first_seen", "again"),
    [
        ("2", "bazaar", NOON + hours(25), True),
        ("2", "bazaar", NOON + hours(1), True),  # it may have gone before
        ("2", "bazaar", NOON, False),  # both stood side by side: a double
        ("2", "souk", NOON + hours(25), False),  # another marketplace removed nothing
        ("1", "bazaar", NOON + hours(25), False),  # the same id is a reinstatement
    ],
)
def test_what_stood_beside_the_removed_offer_is_no_relisting(
    listing_id: str, marketplace: str, first_seen: datetime, again: bool
) -> None:
    listing = make_listing(listing_id=listing_id, marketplace=marketplace)
    assert is_relisting(listing, REMOVED, first_seen=first_seen) is again


def relisting(seller_id: str = "s2", similarity: float = 0.9, removed: RemovedOffer = REMOVED) -> Relisting:
    listing = make_listing(listing_id="2", seller=make_seller(seller_id))
    return relisting_of(
        listing, removed, similarity=similarity, likeness="title 0.90 alike", first_seen=NOON + hours(30)
    )


def assessment(*scores: ConcernScore) -> Assessment:
    return Assessment(
        key=make_key("2"),
        level=scores[0].level if scores else Level.NONE,
        score=max((score.score for score in scores), default=0.0),
        scores=scores,
        matches=(),
        indicators=(),
        list_versions=(("test-list", "1"),),
    )


def test_an_offer_that_says_nothing_any_more_raises_an_alert_because_of_what_it_was() -> None:
    judged = with_relistings(assessment(), [relisting()])
    assert judged.level is Level.ALERT
    assert judged.scores[0].concern is Concern.WILDLIFE
    (reason,) = judged.scores[0].reasons
    assert reason == (
        "bazaar/1 of case 7 again, by another seller: suspected then, and removed between 2026-03-02 and 2026-03-03; "
        "title 0.90 alike (+0.63)"
    )
    listing = make_listing(listing_id="2")
    (alert,) = raise_alerts(judged, listing, allowed=(), at=NOON).alerts
    assert alert.reasons == judged.scores[0].reasons


def test_it_adds_to_what_the_words_say_and_leaves_other_concerns_alone() -> None:
    wildlife = ConcernScore(concern=Concern.WILDLIFE, score=0.5, level=Level.REVIEW, reasons=("ivory: as listed",))
    unsafe = ConcernScore(concern=Concern.UNSAFE, score=0.9, level=Level.ALERT, reasons=("ephedra",))
    judged = with_relistings(assessment(unsafe, wildlife), [relisting(similarity=1.0)])
    assert [(score.concern, score.score) for score in judged.scores] == [
        (Concern.UNSAFE, 0.9),
        (Concern.WILDLIFE, 0.85),
    ]
    assert judged.scores[1].reasons[1] == "ivory: as listed"
    assert judged.scores[0] == unsafe
    assert judged.score == 0.9


def test_only_the_likest_of_several_removed_offers_counts() -> None:
    other = relisting(similarity=1.0, removed=replace(REMOVED, key=make_key("3")))
    judged = with_relistings(assessment(), [relisting(), other])
    assert judged.scores[0].score == 0.7
    assert len(judged.indicators) == 1
    assert judged.scores[0].reasons[0].startswith("bazaar/3")


def test_the_same_seller_is_told_from_another() -> None:
    assert relisting("s1").same_seller
    assert not relisting("s2").same_seller
    assert not relisting("", removed=replace(REMOVED, seller_id="")).same_seller
    assert with_relistings(assessment(), []) == assessment()
