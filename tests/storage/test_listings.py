from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.event import EventKind
from domain.listing import Listing
from domain.seller import Seller
from storage.alerts import record_alert
from storage.database import read, write
from storage.event_log import read_events
from storage.listings import (
    append_observations,
    canary_candidates,
    count_observations,
    first_seen,
    latest,
    observations_of_run,
)
from storage.runs import start_run
from tests.factories import NOON, hours, make_alert, make_key, make_listing
from tests.storage.rows import start

WHOLE = Listing(
    key=make_key(),
    title="Bracelet Ivoire 象牙",
    seen_at=NOON,
    url="http://bazaar.example/item/1001",
    description="Ancien\nivoire",
    price=Decimal("1299.90"),
    currency="EUR",
    price_text="1 299,90 €",
    language="fr",
    seller=Seller(
        marketplace="bazaar", seller_id="s9", name="Chez Nous", location="Lyon", is_trader=True, trader_details="RCS"
    ),
    images=("http://bazaar.example/a.jpg",),
    image_hashes=("f8" * 32,),
    brand="Maison",
    gtin="4006381333931",
    condition="used",
    availability="in_stock",
    category_path=("Antiques", "Jewellery"),
    posted_on=date(2026, 2, 28),
)


@pytest.mark.parametrize(
    "listing", [WHOLE, make_listing(price=None, currency=None), Listing(key=make_key(), title="", seen_at=NOON)]
)
def test_a_listing_comes_back_as_it_was_seen(engine: Engine, listing: Listing) -> None:
    with write(engine) as connection:
        run = start(connection)
        assert append_observations(connection, run.run_id, [listing]) == 1
    with read(engine) as connection:
        assert latest(connection, listing.key) == listing
        assert observations_of_run(connection, run.run_id) == [(1, listing)]


def test_what_was_never_seen_has_no_history(engine: Engine) -> None:
    with read(engine) as connection:
        assert latest(connection, make_key()) is None
        assert first_seen(connection, make_key()) is None


def test_a_run_observes_a_listing_once(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        first = [make_listing(listing_id="1"), make_listing(listing_id="2"), make_listing(listing_id="1")]
        assert append_observations(connection, run.run_id, first) == 2
        again = [make_listing("Changed", listing_id="1"), make_listing(listing_id="3")]
        assert append_observations(connection, run.run_id, again) == 1
        assert append_observations(connection, run.run_id, again) == 0
        assert append_observations(connection, run.run_id, []) == 0
        assert count_observations(connection, run.run_id) == 3
        assert latest(connection, make_key("1")) == make_listing(listing_id="1")
        counts = [e.body["count"] for e in read_events(connection, kinds=[EventKind.OBSERVATIONS_APPENDED])]
        assert counts == [2, 1]


def test_a_later_run_adds_to_the_history_and_overwrites_nothing(engine: Engine) -> None:
    before = make_listing("Ivory bangle")
    after = replace(before, title="Bone bangle", seen_at=NOON + hours(24))
    with write(engine) as connection:
        for number, listing in enumerate((before, after)):
            run = start_run(connection, "ivory", due_at=NOON + hours(number), started_at=NOON)
            append_observations(connection, run.run_id, [listing])
    with read(engine) as connection:
        kept = [observations_of_run(connection, number) for number in (1, 2)]
        assert kept == [[(1, before)], [(2, after)]]
        assert latest(connection, before.key) == after
        assert first_seen(connection, before.key) == NOON


@pytest.mark.parametrize("statement", ["UPDATE observations SET content = '{}'", "DELETE FROM observations"])
def test_the_database_refuses_to_change_an_observation(engine: Engine, statement: str) -> None:
    with write(engine) as connection:
        append_observations(connection, start(connection).run_id, [make_listing()])
    with pytest.raises(DBAPIError, match="append-only"), write(engine) as connection:
        connection.execute(text(statement))


def test_observations_are_read_in_pages(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        append_observations(connection, run.run_id, [make_listing(listing_id=str(n)) for n in range(25)])
    seen: list[str] = []
    after = 0
    with read(engine) as connection:
        while batch := observations_of_run(connection, run.run_id, after_id=after, limit=10):
            seen += [listing.key.listing_id for _, listing in batch]
            after = batch[-1][0]
    assert seen == [str(n) for n in range(25)]


def test_canaries_are_recent_listings_that_nothing_was_raised_about(engine: Engine) -> None:
    listings = [make_listing(listing_id=str(n), seen_at=NOON + hours(n)) for n in range(4)]
    elsewhere = make_listing(listing_id="9", marketplace="elsewhere")
    with write(engine) as connection:
        append_observations(connection, start(connection).run_id, [*listings, elsewhere])
        record_alert(connection, make_alert("2"), listings[2])
        found = canary_candidates(connection, "bazaar", limit=2)
    assert [listing.key.listing_id for listing in found] == ["3", "1"]


def test_many_batches_are_counted_together(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        many = (make_listing(listing_id=str(n)) for n in range(11_000))
        assert append_observations(connection, run.run_id, many) == 11_000
        events = list(read_events(connection, kinds=[EventKind.OBSERVATIONS_APPENDED]))
    assert [event.body["count"] for event in events] == [5000, 5000, 1000]
