import pytest
from sqlalchemy import Engine

from domain.concern import Concern
from domain.event import EventKind
from domain.seller import AllowedSeller
from storage.database import write
from storage.event_log import read_events
from storage.sellers import SellerNotAllowedError, allow_seller, allowed_sellers, disallow_seller
from tests.factories import NOON, hours

DEALER = AllowedSeller(
    marketplace="bazaar",
    seller_id="s1",
    concern=Concern.COUNTERFEIT,
    reason="authorised dealer",
    allowed_by="A. Clerk",
    valid_from=NOON,
    valid_to=NOON + hours(48),
)


def test_a_seller_is_allowed_from_one_moment_to_another(engine: Engine) -> None:
    with write(engine) as connection:
        allow_seller(connection, DEALER, at=NOON)
        assert allowed_sellers(connection) == (DEALER,)
        for moment, found in ((-1, ()), (0, (DEALER,)), (47, (DEALER,)), (48, ())):
            assert allowed_sellers(connection, at=NOON + hours(moment)) == found


def test_a_seller_is_taken_off_the_list(engine: Engine) -> None:
    with write(engine) as connection:
        allow_seller(connection, DEALER, at=NOON)
        disallow_seller(connection, "bazaar", "s1", by="A. Clerk", reason="contract ended", at=NOON + hours(1))
        assert allowed_sellers(connection, at=NOON + hours(1)) == ()
        kinds = [event.kind for event in read_events(connection, subject="seller/bazaar/s1")]
        assert kinds == [EventKind.SELLER_ALLOWED, EventKind.SELLER_DISALLOWED]
        with pytest.raises(SellerNotAllowedError):
            disallow_seller(connection, "bazaar", "s1", by="A. Clerk", reason="again", at=NOON + hours(2))


def test_one_concern_is_taken_off_the_list(engine: Engine) -> None:
    with write(engine) as connection:
        allow_seller(connection, DEALER, at=NOON)
        with pytest.raises(SellerNotAllowedError):
            disallow_seller(connection, "bazaar", "s1", by="A", reason="x", at=NOON, concern=Concern.WILDLIFE)
        assert allowed_sellers(connection, at=NOON) == (DEALER,)
