from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine

from domain.case import CaseStatus
from domain.decision import Decision, DecisionKind
from domain.event import EventKind
from domain.notice import Notice
from storage.alerts import record_alert
from storage.attempts import (
    AlreadySentError,
    AttemptFinishedError,
    AttemptOutcome,
    MessageIdChangedError,
    NoticeNotApprovedError,
    UnknownAttemptError,
    attempts_of,
    begin_attempt,
    finish_attempt,
    uncertain_attempts,
)
from storage.cases import load_case, record_review
from storage.database import read, write
from storage.decisions import record_decision
from storage.event_log import read_events
from storage.notices import (
    NoticeNotDraftError,
    NoticeStatus,
    UnknownNoticeError,
    approve_notice,
    list_notices,
    load_notice,
    notified_keys,
    record_notice,
)
from storage.verify import verify
from tests.factories import NOON, hours, make_alert, make_key, make_listing, make_notice, make_review

NOTICE = make_notice("1", "2")


@pytest.fixture
def drafted(engine: Engine) -> Engine:
    """A case with two listings, about which a notice is drafted."""
    with write(engine) as connection:
        for listing_id in ("1", "2"):
            record_alert(connection, make_alert(listing_id), make_listing(listing_id=listing_id))
        case = replace(load_case(connection, 1), status=CaseStatus.REVIEWED)
        for listing_id in ("1", "2"):
            record_review(connection, case, make_review(listing_id))
        record_notice(connection, NOTICE)
    return engine


def begin(connection: Connection, *, channel: str = "email", message_id: str = "<n-1@a>", at: float = 2) -> int:
    return begin_attempt(connection, "n-1", channel, message_id, at=NOON + hours(at))


def approve(connection: Connection) -> Notice:
    approve_notice(connection, "n-1", by="B. Oss", at=NOON + hours(1))
    return load_notice(connection, "n-1").notice


def test_a_notice_comes_back_word_for_word(drafted: Engine) -> None:
    with read(drafted) as connection:
        kept = load_notice(connection, "n-1")
        assert (kept.notice, kept.status, kept.sent_at) == (NOTICE, NoticeStatus.DRAFTED, None)
        assert notified_keys(connection, 1) == {make_key("1"), make_key("2")}
        with pytest.raises(UnknownNoticeError, match="'n-9'"):
            load_notice(connection, "n-9")


def test_nothing_is_sent_that_no_person_approved(drafted: Engine) -> None:
    with write(drafted) as connection:
        with pytest.raises(NoticeNotApprovedError, match="notice approve"):
            begin(connection)
        assert approve(connection) == NOTICE
        begin(connection)
        with pytest.raises(NoticeNotDraftError):
            approve(connection)


def test_a_sent_notice_has_its_time_and_its_case_is_notified(drafted: Engine) -> None:
    with write(drafted) as connection:
        approve(connection)
        attempt_id = begin(connection)
    with write(drafted) as connection:
        finish_attempt(connection, attempt_id, "sent", detail="250 queued", at=NOON + hours(3))
        kept = load_notice(connection, "n-1")
        kinds = [event.kind for event in read_events(connection, subject="notice/n-1")]
        (sent,) = read_events(connection, kinds=[EventKind.NOTICE_SENT])
        assert load_case(connection, 1).status is CaseStatus.NOTIFIED
    assert (kept.status, kept.approved_by, kept.sent_at) == (NoticeStatus.SENT, "B. Oss", NOON + hours(3))
    assert [kind.removeprefix("notice_") for kind in kinds] == ["drafted", "approved", "attempted", "sent"]
    assert [item["key"] for item in sent.body["listings"]] == ["bazaar/1", "bazaar/2"]
    assert sent.body["listings"][0]["url"] == "http://bazaar.example/item/1"
    assert (sent.body["message_id"], sent.body["capacity"]) == ("<n-1@a>", "authority")
    assert verify(drafted) == []


def test_a_crash_between_sending_and_recording_leaves_the_attempt_uncertain(drafted: Engine) -> None:
    with write(drafted) as connection:
        approve(connection)
        attempt_id = begin(connection)
    with read(drafted) as connection:
        (attempt,) = uncertain_attempts(connection)
        assert (attempt.attempt_id, attempt.outcome) == (attempt_id, None)
        assert load_notice(connection, "n-1").status is NoticeStatus.APPROVED
    assert verify(drafted) == []


def test_a_retry_bears_the_same_message_id_or_is_refused(drafted: Engine) -> None:
    with write(drafted) as connection:
        approve(connection)
        finish_attempt(connection, begin(connection), "uncertain", detail="cut off", at=NOON + hours(3))
        assert load_notice(connection, "n-1").status is NoticeStatus.UNCERTAIN
        with pytest.raises(MessageIdChangedError, match="first id"):
            begin(connection, message_id="<other@a>")
        retry = begin(connection)
        finish_attempt(connection, retry, "sent", detail="250", at=NOON + hours(5))
        assert uncertain_attempts(connection) == ()
        with pytest.raises(AlreadySentError):
            begin(connection)


def test_a_copy_over_another_channel_does_not_change_when_it_was_sent(drafted: Engine) -> None:
    with write(drafted) as connection:
        approve(connection)
        finish_attempt(connection, begin(connection), "sent", detail="250", at=NOON + hours(3))
        copy = begin(connection, channel="file", message_id="n-1.eml")
        finish_attempt(connection, copy, "failed", detail="disk full", at=NOON + hours(9))
        kept = load_notice(connection, "n-1")
        outcomes = [attempt.outcome for attempt in attempts_of(connection, "n-1")]
    assert (kept.status, kept.sent_at) == (NoticeStatus.SENT, NOON + hours(3))
    assert outcomes == [AttemptOutcome.SENT, AttemptOutcome.FAILED]
    assert verify(drafted) == []


def test_an_attempt_ends_once(drafted: Engine) -> None:
    with write(drafted) as connection:
        approve(connection)
        attempt_id = begin(connection)
        finish_attempt(connection, attempt_id, AttemptOutcome.FAILED, detail="550", at=NOON + hours(3))
        with pytest.raises(AttemptFinishedError, match="failed"):
            finish_attempt(connection, attempt_id, AttemptOutcome.SENT, detail="", at=NOON + hours(4))
        with pytest.raises(UnknownAttemptError):
            finish_attempt(connection, 99, "sent", detail="", at=NOON)


def test_notices_are_listed_as_asked(drafted: Engine) -> None:
    with read(drafted) as connection:
        assert [kept.notice for kept in list_notices(connection, case_id=1)] == [NOTICE]
        assert list_notices(connection, case_id=2) == ()
        assert list_notices(connection, statuses=[NoticeStatus.SENT]) == ()


def test_the_marketplace_answers_about_one_listing(drafted: Engine) -> None:
    answer = Decision(
        notice_id="n-1",
        key=make_key("1"),
        kind=DecisionKind.REMOVED,
        text="Removed.",
        decided_at=NOON + hours(20),
        received_at=NOON + hours(24),
    )
    with write(drafted) as connection:
        record_decision(connection, answer)
        (event,) = read_events(connection, kinds=[EventKind.DECISION_RECEIVED])
    assert (event.at, event.subject, event.body["decision"]) == (answer.received_at, "bazaar/1", "removed")
    assert event.body["decided_at"] == "2026-03-03T08:00:00+00:00"
    assert verify(drafted) == []
