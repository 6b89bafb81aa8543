import json
from datetime import datetime, timedelta

import pytest

from bazaar.mailbox import read_notice
from bazaar.offer import OfferState
from bazaar.truth_log import TruthKind
from tests.bazaar.conftest import Stage
from tests.bazaar.visiting import live, send_mail


def _kinds(stage: Stage) -> list[TruthKind]:
    return [event.kind for event in stage.opened.truth() if event.kind.value.startswith("notice")]


def _body(*listings: str, notice_id: str = "n-1") -> dict[str, object]:
    return {
        "notice_id": notice_id,
        "notifier": {"name": "N. Otifier", "email": "n@authority.example"},
        "listings": list(listings),
        "explanation": "Offers worked elephant ivory.",
    }


def test_a_notice_by_mail_names_its_listings_by_address(stage: Stage) -> None:
    first, second = live(stage.bazaar, illicit=True)[:2]
    base = stage.opened.base_url
    send_mail(stage.opened.smtp_address, f"Please look at\n{base}{first.path}\n{base}{second.path}\nThank you.")
    received = [e for e in stage.opened.truth() if e.kind is TruthKind.NOTICE_RECEIVED]
    assert [e.listing_id for e in received] == [first.listing_id, second.listing_id]
    assert {e.details["notice_id"] for e in received} == {"n-1"}
    assert {e.details["channel"] for e in received} == {"email"}
    assert b"Thank you." in stage.opened.mails()[0].raw


def test_the_same_message_twice_has_no_second_effect(stage: Stage) -> None:
    offer = live(stage.bazaar, illicit=True)[0]
    for _ in range(2):
        send_mail(stage.opened.smtp_address, offer.path, notice_id="")
    assert _kinds(stage) == [TruthKind.NOTICE_RECEIVED, TruthKind.NOTICE_REPEATED]
    assert len(stage.opened.mails()) == 2


def test_the_same_notice_by_mail_and_by_the_interface_counts_once(stage: Stage) -> None:
    offer = live(stage.bazaar, illicit=True)[0]
    send_mail(stage.opened.smtp_address, offer.path)
    answer = stage.visitor.post("/api/v1/notices", _body(offer.listing_id))
    assert answer.status == 200
    assert json.loads(answer.text)["repeated"] is True
    assert _kinds(stage) == [TruthKind.NOTICE_RECEIVED, TruthKind.NOTICE_REPEATED]


def test_a_mail_that_names_no_listing_is_kept_and_marked(stage: Stage) -> None:
    send_mail(stage.opened.smtp_address, "Dear bazaar, what are your opening hours?")
    assert _kinds(stage) == [TruthKind.NOTICE_UNREADABLE]
    assert len(stage.opened.mails()) == 1


@pytest.mark.parametrize(
    ("text", "notice_id", "ids"),
    [
        ("http://b.example/item/1234567-old-box and /app/item/123456789", "<m@x>", ("1234567", "123456789")),
        ("Notice: n-9\nhttp://b.example/item/7654321-x", "n-9", ("7654321",)),
        ("Aktenzeichen: AZ-4\nAnzeigennummer 87654321", "AZ-4", ("87654321",)),
        ("Referring to our file of 2026-03-02, tel. 030/1234567", "<m@x>", ()),
        ("/item/1234567-x and again /item/1234567-x", "<m@x>", ("1234567",)),
        ("/item/1234567890-x", "<m@x>", ()),
    ],
)
def test_a_mail_is_read_for_listings_and_for_its_number(text: str, notice_id: str, ids: tuple[str, ...]) -> None:
    raw = f"From: N <n@a.example>\r\nMessage-ID: <m@x>\r\nSubject: Notice\r\n\r\n{text}\r\n".encode()
    notice = read_notice(raw, "n@a.example")
    assert (notice.notice_id, notice.listing_ids) == (notice_id, ids)
    assert notice.notifier_email == "n@a.example"


def test_a_notice_by_the_interface_gets_a_receipt_and_later_a_decision(stage: Stage) -> None:
    offers = live(stage.bazaar, illicit=True)[:12]
    addresses = [stage.opened.base_url + offer.path for offer in offers]
    answer = stage.visitor.post("/api/v1/notices", _body(*addresses, "9999999"))
    receipt = json.loads(answer.text)
    assert answer.status == 202
    assert receipt["listing_ids"] == [offer.listing_id for offer in offers]
    assert receipt["unknown_ids"] == ["9999999"]
    assert datetime.fromisoformat(receipt["received_at"]) == stage.opened.now()
    stage.opened.advance(timedelta(days=14))
    status = json.loads(stage.visitor.get("/api/v1/notices/n-1").text)
    removed = {d["listing_id"] for d in status["decisions"] if d["decision"] == "removed"}
    assert removed
    assert removed == {
        event.listing_id
        for event in stage.opened.truth()
        if event.kind is TruthKind.REMOVED and event.details["notice_id"] == "n-1"
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"\xff\xfe", 400),
        ([], 422),
        ({"notice_id": "n-1"}, 422),
        (_body("9999999"), 422),
        (_body(), 422),
    ],
)
def test_what_is_no_notice_is_refused_with_a_reason(stage: Stage, body: object, status: int) -> None:
    answer = stage.visitor.post("/api/v1/notices", body)
    assert answer.status == status
    assert json.loads(answer.text)["error"]
    assert _kinds(stage) == [TruthKind.NOTICE_UNREADABLE]


def test_the_official_search_and_the_feed_give_the_live_listings(still: Stage) -> None:
    found = json.loads(still.visitor.get("/api/v1/search?q=ivory").text)
    assert found["total"] >= len(found["items"]) > 0
    rows = [json.loads(line) for line in still.visitor.get("/feed.jsonl").text.splitlines()]
    live_ids = {o.listing_id for o in (*live(still.bazaar), *live(still.bazaar, app=True))}
    assert {row["id"] for row in rows} == live_ids
    assert not {"illicit", "tags", "person_id"} & set(rows[0])


@pytest.mark.parametrize(("state", "status"), [(OfferState.LIVE, 200), (OfferState.SOLD, 410)])
def test_the_official_item_says_whether_it_is_over(still: Stage, state: OfferState, status: int) -> None:
    offer = next(o for o in still.bazaar.offers() if o.state is state and not o.not_here)
    answer = still.visitor.get(f"/api/v1/items/{offer.listing_id}")
    assert answer.status == status
    assert json.loads(answer.text)["status"] == state.value


def test_the_clock_moves_by_http_and_tells_what_happened(stage: Stage) -> None:
    before = len(stage.opened.truth())
    answer = json.loads(stage.visitor.post("/_bazaar/clock", {"advance_seconds": 5 * 86400}).text)
    assert datetime.fromisoformat(answer["now"]) == stage.opened.now()
    assert len(answer["happened"]) == len(stage.opened.truth()) - before > 0
    lines = stage.visitor.get(f"/_bazaar/truth?since={before}").text.splitlines()
    assert [json.loads(line) for line in lines] == answer["happened"]


@pytest.mark.parametrize("seconds", [-1, "10", None, 1e12, [], float("nan")])
def test_the_clock_takes_only_seconds_that_lie_ahead(still: Stage, seconds: object) -> None:
    now = still.opened.now()
    assert still.visitor.post("/_bazaar/clock", {"advance_seconds": seconds}).status == 422
    assert still.opened.now() == now


def test_the_truth_about_listings_is_the_same_by_http_and_by_hand(still: Stage) -> None:
    rows = json.loads(still.visitor.get("/_bazaar/listings").text)
    assert rows == still.opened.listings()
    assert {row["listing_id"] for row in rows} == {o.listing_id for o in still.bazaar.offers()}
    assert {row["concern"] for row in rows if row["illicit"]} == {"counterfeit", "unsafe", "wildlife"}
    assert len(json.loads(still.visitor.get("/_bazaar/spells").text)) == len(still.bazaar.spells())
