"""When a sweep is due: cron text in a time zone, summer time included."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from domain.clock import require_utc
from domain.errors import MarketsweepError


class CronError(MarketsweepError):
    """A cron text or time zone is not one."""

    def __init__(self, cron: str, timezone: str, why: str) -> None:
        super().__init__(
            f"{cron!r} in {timezone!r} names no times: {why}. Give five crontab fields, such as '0 6 * * mon-fri' for "
            "working days at six, and a time zone such as Europe/Brussels."
        )


def next_times(cron: str, timezone: str, *, after: datetime, count: int = 5) -> tuple[datetime, ...]:
    """Return the next times strictly after a moment, in UTC, at most `count` of them."""
    times = _times(cron, timezone, after)
    return tuple(moment for moment, _ in zip(times, range(count), strict=False))


def latest_due(cron: str, timezone: str, *, after: datetime, until: datetime) -> tuple[datetime | None, int]:
    """Return the last time in (after, until], and how many earlier ones in it were missed."""
    due: datetime | None = None
    missed = 0
    for moment in _times(cron, timezone, after):
        if moment > until:
            break
        missed += due is not None
        due = moment
    return due, missed


def _trigger(cron: str, timezone: str) -> CronTrigger:
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CronError(cron, timezone, "the time zone is not known") from error
    try:
        return CronTrigger.from_crontab(cron, timezone=zone)
    except ValueError as error:
        raise CronError(cron, timezone, str(error)) from error


def _times(cron: str, timezone: str, after: datetime) -> Iterator[datetime]:
    trigger = _trigger(cron, timezone)
    # When clocks go back an hour comes twice: "at half past two" means once, "every hour" means both.
    names_an_hour = "*" not in cron.split()[1]
    now = require_utc(after)
    fired: datetime | None = None
    while (following := trigger.get_next_fire_time(fired, now)) is not None:
        fired = now = following
        if following > after and not (names_an_hour and following.fold):
            yield following.astimezone(UTC)
