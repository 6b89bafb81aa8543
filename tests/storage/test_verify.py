from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from domain.case import CaseStatus
from domain.event import EventKind, NewEvent
from domain.recheck import Look, Outcome, OutcomeState, Recheck
from domain.seller import AllowedSeller
from domain.sweep import Query, SamplingPlan, Sweep
from storage.agreement import check_agreement
from storage.alerts import record_alert
from storage.attempts import begin_attempt, finish_attempt
from storage.cases import load_case, record_review
from storage.database import open_database, read, write
from storage.event_log import append, head, read_events
from storage.evidence import EvidenceStore
from storage.frontier import add, claim
from storage.migration import newest_revision
from storage.notices import approve_notice, record_notice
from storage.outcomes import record_outcome
from storage.pages import complete_page
from storage.rechecks import record_rechecks
from storage.sellers import allow_seller, disallow_seller
from storage.sweeps import save_sweep
from storage.tables import APPEND_ONLY, alerts
from storage.verify import Finding, findings_of, verify
from tests.factories import NOON, hours, make_alert, make_key, make_listing, make_notice, make_review
from tests.storage.rows import fetched, request, start
from tests.storage.triggers import drop_triggers


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


@pytest.fixture
def whole(engine: Engine, store: EvidenceStore) -> Engine:
    """One listing all the way from a sweep to its outcome."""
    kept = store.put(b"a page", url="u", status=200, fetched_at=NOON, fetched_by="sweep")
    page = replace(fetched(body_sha256=kept.sha256), size=kept.size)
    with write(engine) as connection:
        save_sweep(connection, _sweep())
        run = start(connection)
        add(connection, run.run_id, [request()])
        (row,) = claim(connection, run.run_id, 1, 1, now=NOON)
        listings = [make_listing(listing_id=str(n)) for n in (1, 2, 3)]
        complete_page(connection, row.row_id, 1, page, listings=listings)
        case_id = record_alert(connection, make_alert("1"), listings[0]).case_id
        case = replace(load_case(connection, case_id), status=CaseStatus.REVIEWED)
        record_review(connection, case, make_review("1", case_id=case_id))
        record_notice(connection, make_notice("1", case_id=case_id))
        approve_notice(connection, "n-1", by="B. Oss", at=NOON)
        attempt = begin_attempt(connection, "n-1", "email", "<n-1@a>", at=NOON)
        finish_attempt(connection, attempt, "sent", detail="250", at=NOON)
        for seller in ("s5", "s6", "s6"):
            allow_seller(connection, _allowed(seller), at=NOON)
        disallow_seller(connection, "bazaar", "s6", by="A. Clerk", reason="contract ended", at=NOON + hours(1))
        record_rechecks(connection, [_look()])
        record_outcome(connection, _outcome(), at=NOON + hours(9))
    return engine


def _sweep() -> Sweep:
    return Sweep(
        name="ivory",
        owner="desk 4",
        queries=(Query(marketplace="bazaar", text="ivory"),),
        lists=(("wildlife", "1"),),
        plan=SamplingPlan(),
        created_at=NOON,
    )


def _allowed(seller_id: str) -> AllowedSeller:
    return AllowedSeller(
        marketplace="bazaar",
        seller_id=seller_id,
        concern=None,
        reason="authorised dealer",
        allowed_by="A. Clerk",
        valid_from=NOON,
        valid_to=None,
    )


def _look() -> Recheck:
    return Recheck(
        key=make_key("1"), round_id=1, look=Look.GONE, detail="404", canary_live=True, checked_at=NOON + hours(6)
    )


def _outcome() -> Outcome:
    return Outcome(
        key=make_key("1"),
        state=OutcomeState.UNKNOWN,
        last_live=NOON,
        first_gone=None,
        confirmed_at=None,
        detail="not confirmed",
    )


def test_what_was_written_by_us_is_whole(whole: Engine, store: EvidenceStore) -> None:
    with read(whole) as connection:
        anchor = head(connection)
    assert verify(whole, store, anchor=anchor) == []


TAMPERINGS = {
    "UPDATE events SET body = '{}' WHERE seq = 3": "event 3: is altered",
    "DELETE FROM events WHERE seq = 4": "event 4: is missing",
    "DELETE FROM listings WHERE listing_id = '2';"
    "DELETE FROM observations WHERE observation_id = 2": "observations 1 to 3: are 2, event 3 says 3",
    "UPDATE observations SET seen_at = '2026-01-01 00:00:00'": "observations 1 to 3: are altered",
    "UPDATE observations SET content_digest = 'x' WHERE observation_id = 2": "observation 2: is altered",
    'UPDATE observations SET content = \'{"title":"x"}\' WHERE observation_id = 2': "observation 2: is altered",
    "UPDATE observations SET seller_id = 's7' WHERE observation_id = 2": "observation 2: is altered",
    "INSERT INTO observations SELECT 9, run_id, marketplace, 'new', seller_id, seen_at, page_sha256, content, "
    "content_digest FROM observations WHERE observation_id = 1": "observations: are 4, the events account for 3",
    "UPDATE listings SET latest_observation = 1 WHERE listing_id = '2'": "listing bazaar/2: does not point",
    "DELETE FROM listings WHERE listing_id = '3'": "listing bazaar/3: does not point",
    "UPDATE alerts SET score = 0.1": "alerts row 1: is altered",
    "UPDATE reviews SET verdict = 'cleared'": "reviews row 1: is altered",
    "DELETE FROM reviews": "reviews: the row of review_recorded event",
    "UPDATE reviews SET reviewed_at = '2026-01-01 00:00:00'": "reviews row 1: is altered",
    "INSERT INTO rechecks SELECT 9, 9, marketplace, listing_id, look, detail, canary_live, checked_at "
    "FROM rechecks": "rechecks row 9: is altered or added",
    "UPDATE rechecks SET look = 'live'": "rechecks row 1: is altered",
    "UPDATE outcomes SET state = 'removed'": "outcomes row 1: is altered",
    "UPDATE notices SET status = 'drafted'": "notice n-1: has status drafted, its events say sent",
    "UPDATE notices SET content = '{}'": "notice n-1: is altered",
    "UPDATE notices SET approved_by = 'C. Hief'": "notice n-1: has approved_by C. Hief, its events say B. Oss",
    "UPDATE notices SET approved_at = NULL": "notice n-1: has approved_at None",
    "UPDATE notices SET sent_at = '2026-01-01 00:00:00'": "notice n-1: has sent_at",
    "UPDATE notices SET drafted_at = '2026-01-01 00:00:00'": "notice n-1: has drafted_at",
    "UPDATE notices SET concern = 'unsafe'": "notice n-1: has concern unsafe, its events say wildlife",
    "INSERT INTO notice_items VALUES ('n-1', 'bazaar', '2')": "notice n-1: does not carry the listings",
    "DELETE FROM notice_items": "notice n-1: does not carry the listings",
    "INSERT INTO allowed_sellers SELECT 9, marketplace, 's1', concern, reason, allowed_by, valid_from, valid_to "
    "FROM allowed_sellers WHERE allowed_id = 1": "allowed_sellers row 9: is altered or added",
    "UPDATE allowed_sellers SET concern = 'wildlife' WHERE allowed_id = 1": "allowed_sellers row 1: is altered",
    "UPDATE allowed_sellers SET valid_to = NULL WHERE allowed_id = 2": "allowed_sellers row 2: is altered",
    "UPDATE allowed_sellers SET valid_from = '2026-01-01 00:00:00'": "allowed_sellers row 1: is altered",
    "DELETE FROM allowed_sellers WHERE allowed_id = 1": "allowed_sellers: the row of seller bazaar/s5 is missing",
    "UPDATE notice_attempts SET outcome = NULL": "attempt 1: ended as None, its events say sent",
    "DELETE FROM notice_attempts": "attempt 1: is missing",
    "UPDATE sweeps SET definition = '{}'": "sweep ivory: is not what",
    "UPDATE runs SET fence = 7": "run 1: is running with fence 7, its events say running with fence 1",
    "UPDATE runs SET status = 'finished'": "run 1: is finished with fence 1",
    "UPDATE cases SET status = 'cleared'": "case 1: is cleared, its events say notified",
    "UPDATE listings SET first_seen = '2026-01-01 00:00:00' WHERE listing_id = '2'": "listing bazaar/2: does not point",
    "UPDATE pages SET fence = 9": "page 1: bears a fence",
    "UPDATE pages SET size = 9": "page 1: has 6 bytes of evidence, not 9",
    "UPDATE pages SET body_sha256 = 'abc'": "page 1: its evidence abc is missing",
    "UPDATE frontier SET attempts = 0": "frontier row 1: has more pages than attempts",
    "INSERT INTO cases SELECT 9, marketplace, 's9', concern, status, opened_at FROM "
    "cases": "case 9: has no case_opened",
}


def test_every_tampering_is_found_and_located(whole: Engine, store: EvidenceStore) -> None:
    with write(whole) as connection:
        for table in APPEND_ONLY:
            drop_triggers(connection, table)
        for statements, expected in TAMPERINGS.items():
            attack = connection.begin_nested()
            for statement in statements.split(";"):
                connection.execute(text(statement))
            shown = [f"{finding.where}: {finding.what}" for finding in findings_of(connection, store)]
            attack.rollback()
            assert [line for line in shown if line.startswith(expected)], (statements, shown)


def test_damaged_and_missing_evidence_is_found(whole: Engine, store: EvidenceStore) -> None:
    (file,) = (path for path in store.root.rglob("*") if path.is_file())
    file.write_bytes(b"rubbish")
    assert {finding.where.split()[0] for finding in verify(whole, store)} == {"page", "evidence"}
    file.unlink()
    assert [finding.where for finding in verify(whole, store)] == ["page 1"]
    assert verify(whole) == []


def test_a_cut_off_tail_is_found_with_an_anchor(whole: Engine) -> None:
    with write(whole) as connection:
        seq, digest = head(connection)
        drop_triggers(connection, "events")
        drop_triggers(connection, "outcomes")
        connection.execute(text("DELETE FROM events WHERE seq = :seq"), {"seq": seq})
        connection.execute(text("DELETE FROM outcomes"))
    assert f"event {seq}" in {finding.where for finding in verify(whole, anchor=(seq, digest))}


def test_dropped_triggers_are_found(whole: Engine) -> None:
    with write(whole) as connection:
        drop_triggers(connection, "observations")
    assert [finding.where for finding in verify(whole)] == ["table observations"]


def test_an_alert_of_the_time_before_index_digests_still_agrees_with_its_event(engine: Engine) -> None:
    with write(engine) as connection:
        record_alert(connection, make_alert("1"), make_listing(listing_id="1"))
        row = {**connection.execute(alerts.select()).one()._mapping, "alert_id": 2, "listing_id": "2"}
        event = next(read_events(connection, kinds=[EventKind.ALERT_RAISED]))
        body = {name: value for name, value in event.body.items() if name != "index_digest"}
        connection.execute(alerts.insert(), {**row, "index_digest": ""})
        append(connection, NewEvent(at=event.at, kind=event.kind, subject="x", body={**body, "listing_id": "2"}))
        assert not [found for found in check_agreement(connection) if found[0].startswith("alerts")]


def test_an_empty_database_and_another_schema_are_found(tmp_path: Path, whole: Engine) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/empty.db")
    assert verify(engine) == [
        Finding(where="database", what=f"has schema None, this version needs {newest_revision()}")
    ]
    engine.dispose()
    with write(whole) as connection:
        connection.execute(text("ALTER TABLE slots ADD COLUMN surplus TEXT"))
    assert "surplus" in verify(whole)[0].what
