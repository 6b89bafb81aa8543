from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.working_days import TIME_ZONES, UnknownCountryError, WorkingCalendar, calendar_of


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "event", "days", "last_day"),
    [
        ("DE", "2026-03-02T12:00", 2, "2026-03-04"),  # Monday: Tuesday, Wednesday
        ("DE", "2026-03-06T12:00", 2, "2026-03-10"),  # Friday: over the weekend
        ("DE", "2026-03-07T12:00", 2, "2026-03-10"),  # a Saturday counts like the Friday before
        ("DE", "2026-04-02T12:00", 2, "2026-04-08"),  # before Easter: Good Friday and Easter Monday are holidays
        ("PL", "2026-04-02T12:00", 2, "2026-04-07"),  # in Poland Good Friday is a working day
        ("FR", "2026-04-02T12:00", 2, "2026-04-07"),
        ("DE", "2026-12-23T12:00", 2, "2026-12-28"),
        ("PL", "2026-12-23T12:00", 2, "2026-12-29"),  # 24 December is a holiday there since 2025
        ("PL", "2024-12-23T12:00", 2, "2024-12-27"),  # … and was none before
        ("PL", "2026-03-02T23:30", 2, "2026-03-05"),  # already Tuesday in Warsaw
        ("PT", "2026-03-02T23:30", 2, "2026-03-04"),  # still Monday in Lisbon
        ("DE", "2026-03-02T12:00", 3, "2026-03-05"),
        ("DE", "2026-03-02T12:00", 0, "2026-03-02"),
    ],
)
def test_a_period_ends_with_the_last_hour_of_its_last_working_day(
    country: str, event: str, days: int, last_day: str
) -> None:
    calendar = calendar_of(country)
    end = calendar.deadline(utc(event), days)
    local = end.astimezone(ZoneInfo(calendar.timezone))
    assert (local - timedelta(seconds=1)).date() == date.fromisoformat(last_day)
    assert (local.hour, local.minute) == (0, 0)


def test_the_clock_change_moves_the_end_in_utc_and_not_on_the_wall() -> None:
    calendar = calendar_of("DE")
    assert calendar.deadline(utc("2026-03-26T12:00"), 1) == utc("2026-03-27T23:00")
    assert calendar.deadline(utc("2026-03-27T12:00"), 1) == utc("2026-03-30T22:00")


def test_a_subdivision_has_its_own_holidays() -> None:
    epiphany = date(2026, 1, 6)
    assert calendar_of("DE").is_working_day(epiphany)
    assert not calendar_of("DE", "BY").is_working_day(epiphany)


@pytest.mark.parametrize("country", ["XX", "", "EU"])
def test_a_country_without_a_calendar_is_refused(country: str) -> None:
    with pytest.raises(UnknownCountryError, match="Use one of"):
        calendar_of(country)


def test_a_calendar_names_country_zone_and_version_of_its_holidays() -> None:
    assert str(calendar_of("de")).startswith("DE, Europe/Berlin, holidays 0.")
    assert str(calendar_of("DE", "BY")).startswith("DE-BY, ")


def test_every_country_has_holidays_and_a_zone() -> None:
    for country in TIME_ZONES:
        calendar = calendar_of(country)
        assert ZoneInfo(calendar.timezone).key == TIME_ZONES[country]
        assert not calendar.is_working_day(date(2026, 12, 25))


def count_back(calendar: WorkingCalendar, event: datetime, end: datetime) -> int:
    """Count the working days after the event's day and before the end, the slow way: an independent oracle."""
    zone = ZoneInfo(calendar.timezone)
    day, last, found = event.astimezone(zone).date(), (end - timedelta(seconds=1)).astimezone(zone).date(), 0
    while day < last:
        day += timedelta(days=1)
        found += calendar.is_working_day(day)
    return found


moments = st.integers(0, 5_000_000).map(lambda minutes: utc("2020-01-01T00:00") + timedelta(minutes=minutes))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(TIME_ZONES)), moments, moments, st.integers(1, 10))
def test_deadlines_are_monotone_hold_enough_working_days_and_end_on_one(
    country: str, one: datetime, other: datetime, days: int
) -> None:
    calendar = calendar_of(country)
    end = calendar.deadline(one, days)
    assert count_back(calendar, one, end) == days
    assert calendar.is_working_day((end - timedelta(seconds=1)).astimezone(ZoneInfo(calendar.timezone)).date())
    earlier, later = sorted((one, other))
    assert calendar.deadline(earlier, days) <= calendar.deadline(later, days)
