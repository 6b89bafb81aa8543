from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.looks import judge_look
from domain.listing import Listing
from domain.page_kind import PageKind as Kind
from domain.recheck import Look
from tests.factories import make_listing, make_seller

THEN = make_listing("Carved ivory bangle", "Old and rare.")
OTHER_SELLER = make_seller("s2")


@pytest.mark.parametrize(
    ("kind", "status", "away", "look"),
    [
        # gone: the marketplace says so, or the address is no longer there
        (Kind.ITEM_REMOVED, 200, False, Look.GONE),
        (Kind.ITEM_REMOVED, 404, False, Look.GONE),
        (Kind.ITEM_REMOVED, 200, True, Look.GONE),
        (Kind.ERROR, 404, False, Look.GONE),
        (Kind.UNKNOWN, 410, False, Look.GONE),
        (Kind.ERROR, 451, False, Look.GONE),
        (Kind.SEARCH, 404, False, Look.GONE),
        # sold or ended, whatever the status says
        (Kind.ITEM_SOLD, 200, False, Look.SOLD_OR_ENDED),
        (Kind.ITEM_ENDED, 410, False, Look.SOLD_OR_ENDED),
        (Kind.ITEM_SOLD, 404, False, Look.SOLD_OR_ENDED),
        # a wall says nothing about the listing, whatever the status says
        (Kind.BLOCK, 200, False, Look.BLOCKED_FOR_US),
        (Kind.BLOCK, 404, False, Look.BLOCKED_FOR_US),
        (Kind.LOGIN, 200, True, Look.BLOCKED_FOR_US),
        (Kind.CONSENT, 200, False, Look.BLOCKED_FOR_US),
        (Kind.ITEM_UNAVAILABLE_HERE, 451, False, Look.BLOCKED_FOR_US),
        (Kind.ITEM_UNAVAILABLE_HERE, 404, False, Look.BLOCKED_FOR_US),
        (Kind.ERROR, 403, False, Look.BLOCKED_FOR_US),
        (Kind.UNKNOWN, 429, False, Look.BLOCKED_FOR_US),
        (Kind.ITEM_REMOVED, 403, False, Look.BLOCKED_FOR_US),
        # not understood, or the marketplace is not well
        (Kind.ERROR, 500, False, Look.UNKNOWN),
        (Kind.ITEM_REMOVED, 500, False, Look.UNKNOWN),
        (Kind.ITEM_REMOVED, 503, False, Look.UNKNOWN),
        (Kind.ITEM_SOLD, 503, False, Look.UNKNOWN),
        (Kind.MAINTENANCE, 200, False, Look.UNKNOWN),
        (Kind.MAINTENANCE, 404, False, Look.UNKNOWN),
        (Kind.ERROR, 200, False, Look.UNKNOWN),
        (Kind.HOME, 200, True, Look.UNKNOWN),
        (Kind.HOME, 200, False, Look.UNKNOWN),
        (Kind.ERROR, 404, True, Look.UNKNOWN),  # sent elsewhere, and nothing there
        (Kind.SEARCH, 200, True, Look.UNKNOWN),
        (Kind.SEARCH_EMPTY, 200, False, Look.UNKNOWN),
        (Kind.UNKNOWN, 200, False, Look.UNKNOWN),
        (Kind.UNKNOWN, 302, False, Look.UNKNOWN),
        (Kind.UNKNOWN, None, False, Look.UNKNOWN),
        (Kind.ITEM_REMOVED, None, False, Look.UNKNOWN),
        (Kind.ITEM, 404, False, Look.UNKNOWN),  # they contradict each other
        (Kind.ITEM, 200, True, Look.UNKNOWN),
        (Kind.ITEM, 200, False, Look.LIVE),
    ],
)
def test_what_a_page_says_of_a_listing(kind: Kind, status: int | None, away: bool, look: Look) -> None:
    judged = judge_look(kind=kind, status=status, redirected_away=away, then=THEN, now=THEN)
    assert judged.look is look
    assert judged.detail


@pytest.mark.parametrize(
    ("now", "look", "word"),
    [
        (THEN, Look.LIVE, ""),
        (replace(THEN, title="  CARVED  Ivory bangle "), Look.LIVE, ""),  # only written otherwise
        (replace(THEN, title="Carved bone bangle"), Look.CHANGED, "title"),
        (replace(THEN, description="New."), Look.CHANGED, "description"),
        (replace(THEN, description=""), Look.LIVE, ""),  # not read this time
        (replace(THEN, price=Decimal(25)), Look.CHANGED, "price"),
        (replace(THEN, price=Decimal("20.0")), Look.LIVE, ""),
        (replace(THEN, price=None), Look.LIVE, ""),
        (replace(THEN, currency="USD"), Look.CHANGED, "price"),
        (replace(THEN, title="Schöner Armreif"), Look.CHANGED, "another title altogether"),
        (replace(THEN, title="Garden hose", seller=OTHER_SELLER), Look.UNKNOWN, "another item"),
        (replace(THEN, title="Garden hose", seller=None), Look.UNKNOWN, "another item"),
        (make_listing("Carved ivory bangle", listing_id="7"), Look.UNKNOWN, "bazaar/7"),
        (None, Look.UNKNOWN, "could not be read"),
    ],
)
def test_a_live_page_is_compared_with_what_was_found(now: Listing | None, look: Look, word: str) -> None:
    judged = judge_look(kind=Kind.ITEM, status=200, redirected_away=False, then=THEN, now=now)
    assert judged.look is look
    assert word in judged.detail


def test_a_failure_to_fetch_is_told_in_its_own_words() -> None:
    judged = judge_look(
        kind=Kind.UNKNOWN, status=None, redirected_away=False, then=THEN, now=None, failure="no answer in 30 s"
    )
    assert judged.detail == "no answer in 30 s"
