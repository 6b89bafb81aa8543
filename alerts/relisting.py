"""A removed offer that is back under another id: what counts as one, and what it adds to an assessment."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.assessment import Assessment, ConcernScore, Level
from domain.indicator import Indicator
from domain.listing import Listing
from domain.relisting import Relisting, RemovedOffer

WEIGHT = 0.70
"""What a relisting adds to the score, by its similarity: a person suspected the same offer before."""


def is_relisting(listing: Listing, removed: RemovedOffer, *, first_seen: datetime) -> bool:
    """Tell whether a listing that is like a removed one is that offer again.

    It stands on the same marketplace under another id, and was not there yet when the removed one was last seen
    live: what stood beside it is a double.
    """
    same_market = listing.key.marketplace == removed.key.marketplace
    return same_market and listing.key != removed.key and first_seen > removed.last_live


def relisting_of(
    listing: Listing, removed: RemovedOffer, *, similarity: float, likeness: str, first_seen: datetime
) -> Relisting:
    """Return the relisting that a listing is."""
    seller_id = listing.seller.seller_id if listing.seller else ""
    return Relisting(
        key=listing.key,
        removed=removed,
        similarity=similarity,
        likeness=likeness,
        same_seller=bool(seller_id) and seller_id == removed.seller_id,
        first_seen=first_seen,
    )


def with_relistings(assessment: Assessment, relistings: Iterable[Relisting]) -> Assessment:
    """Return an assessment that counts the removed offers which the listing is again: the likest of each concern."""
    for relisting in sorted(relistings, key=lambda each: -each.similarity):
        concern = relisting.removed.concern
        if not any(flag.name == NAME and flag.concern is concern for flag in assessment.indicators):
            assessment = _with(assessment, relisting)
    return assessment


NAME = "relisted"


def _with(assessment: Assessment, relisting: Relisting) -> Assessment:
    concern, weight = relisting.removed.concern, round(WEIGHT * relisting.similarity, 2)
    flag = Indicator(name=NAME, detail=relisting.sentence, weight=weight, concern=concern)
    before = next((score for score in assessment.scores if score.concern is concern), None)
    score = round(1 - (1 - (before.score if before else 0.0)) * (1 - weight), 4)
    reasons = (f"{relisting.sentence} (+{weight:.2f})", *(before.reasons if before else ()))
    raised = ConcernScore(concern=concern, score=score, level=Level.ALERT, reasons=reasons)
    others = [each for each in assessment.scores if each.concern is not concern]
    scores = tuple(sorted((raised, *others), key=lambda each: (-each.score, each.concern)))
    return replace(
        assessment,
        level=Level.ALERT,
        score=max(each.score for each in scores),
        scores=scores,
        indicators=(*assessment.indicators, flag),
    )
