from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine

from alerts.cases import close, reopen
from domain.case import CaseStatus
from domain.concern import Concern
from domain.event import EventKind
from domain.listing import Listing
from domain.review import Verdict
from domain.seller import Seller
from storage.alerts import RecordedAlert, record_alert, withhold_alert
from storage.case_history import check_cases
from storage.cases import UnknownCaseError, list_cases, load_case, record_closing, record_review
from storage.database import read, write
from storage.event_log import read_events
from storage.tables import cases
from storage.verify import verify
from tests.factories import NOON, hours, make_alert, make_key, make_listing, make_review, make_seller

NOBODY = Seller(marketplace="bazaar", seller_id="")


def raised(connection: Connection, listing_id: str, *, seller: Seller | None = None) -> int:
    return record_alert(connection, make_alert(listing_id), make_listing(listing_id=listing_id, seller=seller)).case_id


def test_an_alert_opens_a_case_and_says_what_reports_need(engine: Engine) -> None:
    alert = make_alert()
    with write(engine) as connection:
        recorded = record_alert(connection, alert, make_listing(), run_id=3)
        case_id = recorded.case_id
        case = load_case(connection, case_id)
        opened, event = read_events(connection)
    assert recorded.is_new
    assert (case.marketplace, case.seller_id, case.concern) == ("bazaar", "s1", Concern.WILDLIFE)
    assert (case.status, case.opened_at, case.alerts) == (CaseStatus.OPEN, NOON, (alert,))
    assert (opened.kind, opened.subject) == (EventKind.CASE_OPENED, f"case/{case_id}")
    assert (event.kind, event.subject, event.at) == (EventKind.ALERT_RAISED, "bazaar/1001", NOON)
    assert event.body == {
        "key": "bazaar/1001",
        "marketplace": "bazaar",
        "listing_id": "1001",
        "concern": "wildlife",
        "level": "alert",
        "score": 0.9,
        "reasons": ["ivory: exact"],
        "list_versions": [["test-list", "1"]],
        "index_digest": "ab12",
        "run_id": 3,
        "url": "http://bazaar.example/item/1001",
        "title": "Antique bangle",
        "seller_id": "s1",
        "first_seen": "2026-03-02T12:00:00+00:00",
        "case_id": case_id,
    }


def test_a_repeated_run_raises_nothing_twice(engine: Engine) -> None:
    with write(engine) as connection:
        first = raised(connection, "1")
        again = record_alert(connection, make_alert("1", at=NOON + hours(1)), make_listing(listing_id="1"))
        assert again == RecordedAlert(case_id=first, is_new=False)
        assert len(load_case(connection, first).alerts) == 1
        assert len(list(read_events(connection, kinds=[EventKind.ALERT_RAISED]))) == 1
        newer = replace(make_alert("1"), list_versions=(("test-list", "2"),))
        recorded = record_alert(connection, newer, make_listing(listing_id="1"))
        assert recorded == RecordedAlert(case_id=first, is_new=True)
        assert len(load_case(connection, first).alerts) == 2


@pytest.mark.parametrize(
    ("other", "same_case"),
    [
        (make_listing(listing_id="2"), True),
        (make_listing(listing_id="2", seller=make_seller("s2")), False),
        (make_listing(listing_id="2", seller=NOBODY), False),
        (make_listing(listing_id="2", marketplace="souk"), False),
    ],
)
def test_a_case_is_about_one_seller_of_one_marketplace(engine: Engine, other: Listing, same_case: bool) -> None:
    with write(engine) as connection:
        first = raised(connection, "1")
        alert = replace(make_alert("2"), key=other.key)
        assert (record_alert(connection, alert, other).case_id == first) is same_case


def test_without_a_seller_each_listing_has_its_own_case(engine: Engine) -> None:
    with write(engine) as connection:
        first = raised(connection, "1", seller=NOBODY)
        assert raised(connection, "2", seller=NOBODY) != first
        newer = replace(make_alert("1"), list_versions=(("test-list", "2"),))
        assert record_alert(connection, newer, make_listing(listing_id="1", seller=NOBODY)).case_id == first


def test_another_concern_is_another_case(engine: Engine) -> None:
    with write(engine) as connection:
        first = raised(connection, "1")
        unsafe = make_alert("1", concern=Concern.UNSAFE)
        assert record_alert(connection, unsafe, make_listing(listing_id="1")).case_id != first


def test_a_review_is_added_and_the_case_moves(engine: Engine) -> None:
    with write(engine) as connection:
        case = load_case(connection, raised(connection, "1"))
        cleared = make_review("1", Verdict.CLEARED, case_id=case.case_id)
        record_review(connection, replace(case, status=CaseStatus.CLEARED), cleared)
        suspected = make_review("1", case_id=case.case_id, at=NOON + hours(1))
        record_review(connection, replace(case, status=CaseStatus.REVIEWED), suspected)
        found = load_case(connection, case.case_id)
        verdicts = [event.body["verdict"] for event in read_events(connection, kinds=[EventKind.REVIEW_RECORDED])]
    assert (found.status, found.reviews) == (CaseStatus.REVIEWED, (cleared, suspected))
    assert found.suspected == (make_key("1"),)
    assert verdicts == ["cleared", "suspected"]
    assert verify(engine) == []


def test_a_new_listing_opens_a_reviewed_case_again_a_closed_one_stays_closed(engine: Engine) -> None:
    with write(engine) as connection:
        case = load_case(connection, raised(connection, "1"))
        record_review(connection, replace(case, status=CaseStatus.CLEARED), make_review("1", case_id=case.case_id))
        assert raised(connection, "2") == case.case_id
        assert load_case(connection, case.case_id).status is CaseStatus.OPEN
        connection.execute(cases.update(), {"status": CaseStatus.CLOSED})
        assert raised(connection, "3") != case.case_id


def test_cases_are_listed_as_asked(engine: Engine) -> None:
    with write(engine) as connection:
        ids = [raised(connection, str(n), seller=make_seller(f"s{n}")) for n in range(3)]
        record_review(
            connection,
            replace(load_case(connection, ids[1]), status=CaseStatus.REVIEWED),
            make_review("1", case_id=ids[1]),
        )
    with read(engine) as connection:
        assert [case.case_id for case in list_cases(connection)] == ids
        reviewed = list_cases(connection, statuses=[CaseStatus.REVIEWED])
        assert [(case.case_id, len(case.reviews)) for case in reviewed] == [(ids[1], 1)]
        assert list_cases(connection, concern=Concern.UNSAFE) == ()
        assert list_cases(connection, marketplace="souk") == ()
        with pytest.raises(UnknownCaseError, match="cases list"):
            load_case(connection, 99)


def test_a_withheld_alert_is_kept_once_and_opens_no_case(engine: Engine) -> None:
    with write(engine) as connection:
        held = [withhold_alert(connection, make_alert(), make_listing(), reason="authorised dealer") for _ in range(2)]
        assert held == [True, False]
        (event,) = read_events(connection)
        assert list_cases(connection) == ()
    assert (event.kind, event.body["withheld_because"]) == (EventKind.ALERT_WITHHELD, "authorised dealer")


def test_closing_and_reopening_are_on_record_and_verify_follows_them(engine: Engine) -> None:
    with write(engine) as connection:
        case_id = record_alert(connection, make_alert(), make_listing()).case_id
        case = load_case(connection, case_id)
        record_closing(connection, close(case), by="A. Clerk", reason="handed over", at=NOON)
    with read(engine) as connection:
        assert load_case(connection, case_id).status is CaseStatus.CLOSED
        assert list(check_cases(connection)) == []
    with write(engine) as connection:
        case = reopen(load_case(connection, case_id))
        record_closing(connection, case, by="A. Clerk", reason="a complaint", at=NOON)
    with read(engine) as connection:
        assert load_case(connection, case_id).status is CaseStatus.OPEN
        assert list(check_cases(connection)) == []
        kinds = [event.kind for event in read_events(connection, subject=f"case/{case_id}")]
    assert kinds == [EventKind.CASE_OPENED, EventKind.CASE_CLOSED, EventKind.CASE_REOPENED]
