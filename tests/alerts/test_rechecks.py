from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from alerts.outcomes import MIN_APART
from alerts.rechecks import SCHEDULE, next_recheck
from domain.recheck import Look, Recheck
from tests.alerts.test_outcomes import looks
from tests.factories import NOON, hours


def after(told: str) -> float | None:
    found = next_recheck(NOON, looks(told))
    return None if found is None else (found - NOON) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("", 1),
        ("L1", 6),
        ("L6.2", 12),
        ("L20", 23.5),
        ("L23.6", 24.5),
        ("L100", 120),  # missed looks collapse into one
        ("L1 G6", 7),  # a confirming look, early
        ("L1 G6 G7", 12),  # proven: back to the schedule, for it may come back
        ("L1 G23", 23.5),  # the schedule is earlier, though too near to prove it
        ("L1 G26 ?27", 29),  # the answer is hidden: again at doubled distances
        ("L1 G26 ?27 B29", 33),
        ("L1 g6", 12),  # without a canary it was no gone
        ("L1 S6", 12),
        ("L1 G6 S6.5", 12),  # it was sold: nothing to confirm
        ("L1439", 1440),
        ("L1440", None),
        ("L1 G1440", 1441),
        ("L1 G1440 ?1441 ?1443 ?1447 ?1455 ?1471 ?1503", 1567),
        ("L1 G1440 ?1441 ?1443 ?1447 ?1455 ?1471 ?1503 ?1567", None),
    ],
)
def test_the_schedule_thins_out_and_confirms_early(told: str, due: float | None) -> None:
    assert after(told) == due


def test_a_deadline_is_looked_at_before_and_after() -> None:
    deadline = NOON + hours(60)
    seen: list[datetime] = []
    told: list[Recheck] = []
    while (due := next_recheck(NOON, told, deadlines=[deadline, NOON - hours(1)])) is not None:
        seen.append(due)
        told.append(
            Recheck(
                key=looks("L1")[0].key, round_id=len(told), look=Look.LIVE, detail="", canary_live=True, checked_at=due
            )
        )
    assert {deadline - hours(0.5), deadline + hours(0.5)} <= set(seen)
    assert seen == sorted(set(seen))
    assert len(seen) == len(SCHEDULE.offsets) + 2
    assert seen[-1] == NOON + timedelta(days=60)


def test_the_offsets_rise_and_leave_room_for_a_proof() -> None:
    gaps = [later - earlier for earlier, later in pairwise(SCHEDULE.offsets)]
    assert min(gaps) >= MIN_APART
