from dataclasses import replace

from sqlalchemy import Engine

from domain.event import EventKind
from domain.recheck import Look, Outcome, OutcomeState, Recheck
from storage.database import write
from storage.event_log import read_events
from storage.outcomes import latest_outcome, record_outcome
from storage.rechecks import rechecks_of, record_rechecks
from storage.verify import verify
from tests.factories import NOON, hours, make_key

LIVE = Recheck(key=make_key(), round_id=1, look=Look.LIVE, detail="200: an offer", canary_live=True, checked_at=NOON)
GONE = replace(LIVE, round_id=2, look=Look.GONE, detail="404", checked_at=NOON + hours(6))
STILL = Outcome(
    key=make_key(), state=OutcomeState.LIVE, last_live=NOON, first_gone=None, confirmed_at=None, detail="seen"
)
REMOVED = replace(
    STILL, state=OutcomeState.REMOVED, first_gone=NOON + hours(6), confirmed_at=NOON + hours(9), detail="gone"
)


def test_looks_are_kept_in_order_one_for_each_round(engine: Engine) -> None:
    with write(engine) as connection:
        assert record_rechecks(connection, [LIVE, GONE]) == 2
        assert record_rechecks(connection, [replace(GONE, look=Look.LIVE)]) == 0
        assert rechecks_of(connection, make_key()) == (LIVE, GONE)
        assert rechecks_of(connection, make_key("2")) == ()
        _, event = read_events(connection, kinds=[EventKind.RECHECKED])
    assert (event.at, event.body["look"], event.body["canary_live"]) == (GONE.checked_at, "gone", True)
    assert verify(engine) == []


def test_an_outcome_is_added_when_it_changes(engine: Engine) -> None:
    with write(engine) as connection:
        assert latest_outcome(connection, make_key()) is None
        changes = [record_outcome(connection, each, at=NOON) for each in (STILL, STILL, REMOVED, REMOVED, STILL)]
        assert changes == [True, False, True, False, True]
        record_outcome(connection, replace(REMOVED, key=make_key("2")), at=NOON)
        assert latest_outcome(connection, make_key()) == STILL
        assert latest_outcome(connection, make_key("2")) == replace(REMOVED, key=make_key("2"))
        states = [event.body["state"] for event in read_events(connection, subject="bazaar/1001")]
    assert states == ["live", "removed", "live"]
    assert verify(engine) == []
