from datetime import UTC, datetime, timedelta

import pytest

from marketsweep.cron import CronError, latest_due, next_times
from tests.factories import NOON


def test_the_next_five_times_are_in_utc_and_follow_the_zone() -> None:
    times = next_times("0 6 * * *", "Europe/Brussels", after=datetime(2026, 3, 27, 12, tzinfo=UTC))
    assert [moment.isoformat() for moment in times] == [
        "2026-03-28T05:00:00+00:00",
        "2026-03-29T04:00:00+00:00",  # summer time began in the night
        "2026-03-30T04:00:00+00:00",
        "2026-03-31T04:00:00+00:00",
        "2026-04-01T04:00:00+00:00",
    ]


@pytest.mark.parametrize("day", [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)])
def test_a_daily_time_comes_once_on_each_local_day_of_a_clock_change(day: datetime) -> None:
    times = next_times("30 2 * * *", "Europe/Berlin", after=day, count=4)
    assert len({moment.date() for moment in times}) == 4
    assert sorted(times) == list(times)


def test_every_hour_means_both_of_the_hours_that_a_clock_change_repeats() -> None:
    times = next_times("0 * * * *", "Europe/Berlin", after=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), count=3)
    assert [moment.hour for moment in times] == [0, 1, 2]


def test_a_time_that_is_now_is_not_next() -> None:
    assert next_times("0 12 * * *", "UTC", after=NOON, count=1) == (NOON + timedelta(days=1),)


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        ("1-5", "Mon Tue Wed Thu Fri"),
        ("0", "Sun"),
        ("7", "Sun"),
        ("6,0", "Sat Sun"),
        ("5-7", "Fri Sat Sun"),
        ("1-5/2", "Mon Wed Fri"),
        ("mon-fri", "Mon Tue Wed Thu Fri"),
    ],
)
def test_weekdays_are_counted_as_cron_counts_them(weekday: str, days: str) -> None:
    times = next_times(f"0 6 * * {weekday}", "UTC", after=NOON, count=len(days.split()))
    assert {f"{moment:%a}" for moment in times} == set(days.split())


def test_missed_times_are_one_catch_up_and_a_count() -> None:
    due, missed = latest_due("0 * * * *", "UTC", after=NOON, until=NOON + timedelta(hours=3, minutes=5))
    assert (due, missed) == (NOON + timedelta(hours=3), 2)


def test_nothing_is_due_before_its_time() -> None:
    assert latest_due("0 13 * * *", "UTC", after=NOON, until=NOON + timedelta(minutes=59)) == (None, 0)


@pytest.mark.parametrize(
    ("cron", "timezone", "why"),
    [
        ("0 6 * *", "UTC", "Wrong number of fields"),
        ("61 6 * * *", "UTC", "61"),
        ("0 6 * * 8", "UTC", "no weekday"),
        ("0 6 1 * mon", "UTC", "either of them"),
        ("0 6 * * *", "Europe/Atlantis", "not known"),
    ],
)
def test_a_wrong_cron_text_says_the_way_out(cron: str, timezone: str, why: str) -> None:
    with pytest.raises(CronError, match=why) as caught:
        next_times(cron, timezone, after=NOON)
    assert "Give five crontab fields" in str(caught.value)
