from dataclasses import replace

from sqlalchemy import Connection, Engine

from domain.concern import Concern
from domain.review import Verdict
from storage.alerts import record_alert
from storage.attempts import begin_attempt, finish_attempt
from storage.cases import load_case, record_review
from storage.database import write
from storage.listings import append_observations
from storage.notices import approve_notice, record_notice
from storage.runs import start_run
from storage.watch import watched_listings
from tests.factories import NOON, hours, make_alert, make_listing, make_notice, make_review
from tests.storage.rows import start


def find(connection: Connection, *listing_ids: str) -> None:
    listings = [make_listing(listing_id=each) for each in listing_ids]
    append_observations(connection, start(connection).run_id, listings)
    for listing in listings:
        record_alert(connection, make_alert(listing.key.listing_id), listing)


def watched(connection: Connection) -> list[str]:
    return [each.listing.key.listing_id for each in watched_listings(connection)]


def test_what_was_alerted_and_not_cleared_is_watched(engine: Engine) -> None:
    with write(engine) as connection:
        find(connection, "1", "2", "3", "4")
        case = load_case(connection, 1)
        for listing_id, verdict in (("1", Verdict.CLEARED), ("2", Verdict.SUSPECTED), ("3", Verdict.CLEARED)):
            record_review(connection, case, make_review(listing_id, verdict))
        record_review(connection, case, make_review("3", Verdict.UNSURE))
        assert watched(connection) == ["2", "3", "4"]


def test_a_listing_cleared_of_one_concern_is_watched_for_the_other(engine: Engine) -> None:
    with write(engine) as connection:
        find(connection, "1")
        record_review(connection, load_case(connection, 1), make_review("1", Verdict.CLEARED))
        assert watched(connection) == []
        record_alert(connection, make_alert("1", concern=Concern.UNSAFE), make_listing(listing_id="1"))
        assert watched(connection) == ["1"]


def test_the_clock_starts_with_the_alert_and_anew_with_the_notice(engine: Engine) -> None:
    with write(engine) as connection:
        find(connection, "1", "2")
        record_notice(connection, make_notice("1"))
        approve_notice(connection, "n-1", by="B. Oss", at=NOON + hours(1))
        attempt = begin_attempt(connection, "n-1", "email", "<n-1@a>", at=NOON + hours(2))
        finish_attempt(connection, attempt, "sent", detail="250", at=NOON + hours(3))
        found = [(each.since, each.notified) for each in watched_listings(connection)]
    assert found == [(NOON + hours(3), True), (NOON, False)]


def test_a_listing_is_watched_as_it_was_when_it_was_found(engine: Engine) -> None:
    edited = replace(make_listing("Bone bangle", listing_id="1"), seen_at=NOON + hours(24))
    with write(engine) as connection:
        find(connection, "1")
        later = start_run(connection, "ivory", due_at=NOON + hours(24), started_at=NOON + hours(24))
        append_observations(connection, later.run_id, [edited])
        assert [each.listing.title for each in watched_listings(connection)] == ["Antique bangle"]
