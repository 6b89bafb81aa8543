import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database import open_database, read, write
from storage.runs import StaleFenceError
from storage.slots import Slot, SlotState, claim_slot, finish, list_slots, load_slot, renew
from tests.factories import NOON, hours

LEASE = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


def claimed(engine: Engine, holder: str, *, minutes: int = 0, job: str = "sweep/ivory") -> Slot | None:
    with write(engine) as connection:
        return claim_slot(connection, job, NOON, holder=holder, now=NOON + minutes * MINUTE, lease=LEASE)


def test_a_slot_is_claimed_by_the_first_who_asks(engine: Engine) -> None:
    slot = claimed(engine, "a")
    assert slot is not None
    assert (slot.holder, slot.fence, slot.state) == ("a", 1, SlotState.CLAIMED)
    assert slot.lease_until == NOON + LEASE
    assert claimed(engine, "b", minutes=9) is None
    assert claimed(engine, "a", minutes=9) is None
    assert claimed(engine, "b", job="sweep/coral") is not None


def test_a_lease_that_ran_out_is_taken_over_and_its_old_holder_refused(engine: Engine) -> None:
    old = claimed(engine, "a")
    new = claimed(engine, "b", minutes=10)
    assert old is not None
    assert new is not None
    assert (new.holder, new.fence) == ("b", 2)
    with write(engine) as connection:
        with pytest.raises(StaleFenceError, match="taken over"):
            renew(connection, old, now=NOON, lease=LEASE)
        with pytest.raises(StaleFenceError, match="taken over"):
            finish(connection, old, at=NOON)
    with write(engine) as connection:
        assert finish(connection, new, at=NOON, detail="done").state is SlotState.DONE


def test_a_renewed_lease_is_not_taken_over(engine: Engine) -> None:
    slot = claimed(engine, "a")
    assert slot is not None
    with write(engine) as connection:
        slot = renew(connection, slot, now=NOON + 9 * MINUTE, lease=LEASE)
    assert claimed(engine, "b", minutes=18) is None
    assert claimed(engine, "b", minutes=19) is not None


@pytest.mark.parametrize("state", [SlotState.DONE, SlotState.FAILED])
def test_a_slot_that_is_over_is_never_claimed_again(engine: Engine, state: SlotState) -> None:
    slot = claimed(engine, "a")
    assert slot is not None
    with write(engine) as connection:
        finish(connection, slot, at=NOON, state=state, detail="as it was")
    assert claimed(engine, "b", minutes=999) is None
    with write(engine) as connection, pytest.raises(StaleFenceError):
        finish(connection, slot, at=NOON)
    with read(engine) as connection:
        kept = load_slot(connection, "sweep/ivory", NOON)
        assert kept is not None
        assert (kept.state, kept.detail, kept.finished_at) == (state, "as it was", NOON)
        assert list_slots(connection, "sweep/ivory") == (kept,)
        assert list_slots(connection, "sweep/coral") == ()
        assert load_slot(connection, "sweep/ivory", NOON + hours(1)) is None


@pytest.mark.slow
def test_several_processes_do_each_slot_once(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.storage.do_slots", database_url]
    root = Path(__file__).parents[2]
    workers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, cwd=root) for name in "abc"]
    done = Counter(line for worker in workers for line in worker.communicate()[0].split())
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert done == Counter(str(number) for number in range(40))
    engine = open_database(database_url)
    with read(engine) as connection:
        slots = list_slots(connection)
    engine.dispose()
    assert {(slot.state, slot.fence) for slot in slots} == {(SlotState.DONE, 1)}
