"""Time is told, never looked up: a function that needs it takes a `Clock`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""A function without arguments that returns the present moment, aware and in UTC."""


def system_clock() -> datetime:
    """Return the computer's time, aware and in UTC."""
    return datetime.now(UTC)


def clock_at(told: datetime | None) -> Clock:
    """Return a clock that stands at a told moment, or the computer's if none is told."""
    return system_clock if told is None else lambda: told


class NaiveTimeError(ValueError):
    """A moment without a time zone was given where only an aware one has a meaning."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no time zone. Give it one, for instance by appending 'Z'.")


def require_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC, or raise `NaiveTimeError` if it names no time zone."""
    if moment.tzinfo is None:
        raise NaiveTimeError(moment)
    return moment.astimezone(UTC)
