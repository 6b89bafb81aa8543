from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.indicators.survival import NEVER, kaplan_meier_quantile, quantile
from tests.factories import hours


def told(*times: float) -> list[timedelta]:
    return [hours(time) for time in times]


@pytest.mark.parametrize(
    ("times", "q", "found"),
    [
        ([], 0.5, None),
        ([hours(3)], 0.5, hours(3)),
        (told(1, 2), 0.5, hours(1)),
        (told(3, 1, 2), 0.5, hours(2)),
        (told(*range(1, 11)), 0.9, hours(9)),
        ([hours(1), NEVER, NEVER], 0.5, None),
        ([hours(1), hours(2), NEVER], 0.5, hours(2)),
    ],
)
def test_a_quantile_is_the_nearest_rank(times: list[timedelta], q: float, found: timedelta | None) -> None:
    assert quantile(times, q) == found


@pytest.mark.parametrize(
    ("ended", "censored", "median"),
    [
        (told(1, 2, 3), [], hours(2)),
        (told(1, 2, 3, 4), [], hours(2)),
        ([], told(1, 2), None),
        ([], [], None),
        # 6 patients: ends 1, 3, 5; censored 2, 4, 6. S = 5/6, 5/6*3/4 = 0.625, 0.625*1/2 = 0.3125
        (told(1, 3, 5), told(2, 4, 6), hours(5)),
        (told(1), told(9, 9), None),
        (told(1, 2), told(1, 1), hours(2)),  # what ends and is censored at once ends first
    ],
)
def test_the_survival_median_by_hand(
    ended: list[timedelta], censored: list[timedelta], median: timedelta | None
) -> None:
    assert kaplan_meier_quantile(ended, censored, 0.5) == median


some_times = st.lists(st.integers(0, 500).map(hours), max_size=30)


@settings(max_examples=300, deadline=None)
@given(some_times, st.sampled_from([0.5, 0.9]))
def test_without_censoring_both_ways_agree(ended: list[timedelta], q: float) -> None:
    assert kaplan_meier_quantile(ended, [], q) == quantile(ended, q)
