import itertools
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from domain.event import GENESIS, EventKind, NewEvent, chain
from storage.database import read, write
from storage.event_log import append, head, read_events, verify_chain
from storage.tables import events
from tests.factories import NOON, hours
from tests.storage.triggers import drop_triggers


def happened(number: int = 0, kind: EventKind = EventKind.RECHECKED, **body: Any) -> NewEvent:
    return NewEvent(at=NOON + hours(number), kind=kind, subject=f"bazaar/{number}", body={"n": number, **body})


@pytest.fixture
def log(engine: Engine) -> Engine:
    """A log of twenty events that nothing protects any more."""
    with write(engine) as connection:
        append(connection, *(happened(number) for number in range(1, 21)))
        drop_triggers(connection, "events")
    return engine


def faults(engine: Engine, anchor: tuple[int, str] | None = None) -> list[tuple[int, str]]:
    with read(engine) as connection:
        return [(fault.seq, fault.what) for fault in verify_chain(connection, anchor=anchor)]


def test_events_come_back_as_they_were_appended(engine: Engine) -> None:
    hostile = {"text": "half\ud83d nul\x00", "score": 0.1 + 0.2, "deep": [{"ä": None}]}
    with write(engine) as connection:
        appended = append(connection, happened(1), happened(2, more=hostile))
    with read(engine) as connection:
        assert tuple(read_events(connection)) == appended
        assert head(connection) == (2, appended[-1].hash)
    assert [event.seq for event in appended] == [1, 2]
    assert (appended[0].previous, appended[1].previous) == (GENESIS, appended[0].hash)
    assert faults(engine) == []


def test_an_empty_log_is_whole(engine: Engine) -> None:
    with read(engine) as connection:
        assert head(connection) == (0, GENESIS)
        assert verify_chain(connection) == []


def test_events_are_read_by_place_kind_and_subject(engine: Engine) -> None:
    with write(engine) as connection:
        append(connection, happened(1), happened(2, EventKind.ALERT_RAISED), happened(3), happened(4))
    with read(engine) as connection:
        assert [event.seq for event in read_events(connection, after=2)] == [3, 4]
        assert [event.seq for event in read_events(connection, kinds=[EventKind.ALERT_RAISED])] == [2]
        assert [event.seq for event in read_events(connection, subject="bazaar/3")] == [3]
        assert list(read_events(connection, kinds=[])) == []


def test_long_logs_are_read_to_their_end(engine: Engine) -> None:
    with write(engine) as connection:
        append(connection, *(happened(number) for number in range(2500)))
    with read(engine) as connection:
        assert sum(1 for _ in read_events(connection)) == 2500
    assert faults(engine) == []


def test_writers_at_once_make_one_line(engine: Engine) -> None:
    def add_many(first: int) -> None:
        for number in range(first, first + 10):
            with write(engine) as connection:
                append(connection, happened(number))

    threads = [threading.Thread(target=add_many, args=(first,)) for first in (0, 10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read(engine) as connection:
        assert [event.seq for event in read_events(connection)] == list(range(1, 41))
    assert faults(engine) == []


def set_column(column: str, value: str) -> Callable[[Connection, int], None]:
    def change(connection: Connection, seq: int) -> None:
        connection.execute(text(f"UPDATE events SET {column} = :value WHERE seq = :seq"), {"value": value, "seq": seq})

    return change


CHANGES = {
    "at": set_column("at", "2026-01-01 00:00:00"),
    "kind": set_column("kind", "notice_sent"),
    "unknown kind": set_column("kind", "no_such_kind"),
    "subject": set_column("subject", "bazaar/9999"),
    "body": set_column("body", '{"n":9999}'),
    "previous": set_column("previous", "f" * 64),
    "hash": set_column("hash", "f" * 64),
}


def test_a_changed_event_is_found_and_named(log: Engine) -> None:
    with write(log) as connection:
        for what, seq in itertools.product(CHANGES, (1, 7, 20)):
            attack = connection.begin_nested()
            CHANGES[what](connection, seq)
            found = [(fault.seq, fault.what) for fault in verify_chain(connection)]
            attack.rollback()
            assert found[0] == (seq, "is altered: its content does not give its hash"), what
            assert {number for number, _ in found} <= {seq, seq + 1}, what
        assert verify_chain(connection) == []


@pytest.mark.parametrize("seq", [1, 7, 19])
def test_a_deleted_event_is_found_and_named(log: Engine, seq: int) -> None:
    with write(log) as connection:
        connection.execute(events.delete().where(events.c.seq == seq))
    assert faults(log) == [(seq, "is missing")]


def test_many_deleted_events_are_named_together(log: Engine) -> None:
    with write(log) as connection:
        connection.execute(events.delete().where(events.c.seq.between(5, 9)))
    assert faults(log) == [(5, "is missing, and all up to 9")]


def test_two_events_that_changed_places_are_found_and_named(log: Engine) -> None:
    with write(log) as connection:
        for old, new in ((7, 99), (12, 7), (99, 12)):
            connection.execute(events.update().where(events.c.seq == old), {"seq": new})
    assert {7, 12} <= {number for number, _ in faults(log)} <= {7, 8, 12, 13}


def test_an_inserted_event_is_found_and_named(log: Engine) -> None:
    with write(log) as connection:
        for seq in range(20, 9, -1):
            connection.execute(events.update().where(events.c.seq == seq), {"seq": seq + 1})
        row = connection.execute(events.select().where(events.c.seq == 9)).one()
        connection.execute(events.insert(), {**row._asdict(), "seq": 10, "hash": "e" * 64})
    assert faults(log)[0][0] == 10


def test_a_rewritten_event_with_a_fitting_hash_is_found_at_its_successor(log: Engine) -> None:
    with write(log) as connection:
        after = [event for event in read_events(connection) if event.seq == 7]
        connection.execute(events.delete().where(events.c.seq >= 7))
        (forged,) = append(connection, happened(7, forged=True))
        connection.execute(events.insert(), [_next_of(after[0].hash, forged.at)])
    assert (8, "is out of place: it names another predecessor") in faults(log)


def _next_of(previous: str, at: Any) -> dict[str, Any]:
    event = chain(happened(8), seq=8, previous=previous)
    return {name: getattr(event, name) for name in ("seq", "at", "kind", "subject", "body", "previous", "hash")}


def test_a_cut_off_tail_is_found_with_an_anchor_from_outside_only(log: Engine) -> None:
    with read(log) as connection:
        anchor = head(connection)
    with write(log) as connection:
        connection.execute(events.delete().where(events.c.seq > 15))
    assert faults(log) == []
    assert faults(log, anchor) == [(20, "is missing: the log ends before the anchor")]


def test_a_log_written_anew_differs_from_its_anchor(log: Engine) -> None:
    with read(log) as connection:
        anchor = head(connection)
    with write(log) as connection:
        connection.execute(events.delete())
        append(connection, *(happened(number) for number in range(101, 131)))
    assert faults(log, anchor) == [(20, "differs from the anchor")]


def test_every_random_tampering_is_found(log: Engine) -> None:
    chance = random.Random(7)
    for _ in range(40):
        seq = chance.randint(1, 19)
        what = chance.choice([*CHANGES, "delete"])
        with read(log) as connection:
            original = connection.execute(events.select().where(events.c.seq == seq)).one()._asdict()
        with write(log) as connection:
            if what == "delete":
                connection.execute(events.delete().where(events.c.seq == seq))
            else:
                CHANGES[what](connection, seq)
        assert faults(log)[0][0] == seq, what
        with write(log) as connection:
            connection.execute(events.delete().where(events.c.seq == seq))
            connection.execute(events.insert(), original)
        assert faults(log) == []
