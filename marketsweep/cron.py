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


WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Cron counts from Sunday, 0, to Saturday, 6, and takes 7 for Sunday too; APScheduler counts from Monday."""


def _trigger(cron: str, timezone: str) -> CronTrigger:
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CronError(cron, timezone, "the time zone is not known") from error
    try:
        return CronTrigger.from_crontab(_with_named_weekdays(cron), timezone=zone)
    except ValueError as error:
        raise CronError(cron, timezone, str(error)) from error


def _with_named_weekdays(cron: str) -> str:
    """Return the cron text with its weekdays as names, or raise `ValueError` where programs read it differently."""
    fields = cron.split()
    if len(fields) != 5:
        return cron
    _, _, day, _, weekday = fields
    if weekday == "*":
        return cron
    if day != "*":
        raise ValueError("a day of the month together with a weekday means either of them to some, both to others")
    return " ".join([*fields[:4], ",".join(map(_named, weekday.split(",")))])


def _named(part: str) -> str:
    """Name the weekdays of one part: `1-5` is mon,tue,wed,thu,fri; names and `*/2` stay as they are."""
    days, slash, step = part.partition("/")
    first, dash, last = days.partition("-")
    if not (first.isdecimal() and (not dash or last.isdecimal())):
        return part
    low, high = int(first), int(last) if dash else int(first)
    if not 0 <= low <= high <= 7:
        raise ValueError(f"{part!r} is no weekday; 0 and 7 are Sunday")
    chosen = range(low, high + 1, int(step) if slash and step.isdecimal() and int(step) else 1)
    return ",".join(dict.fromkeys(WEEKDAYS[each] for each in chosen))


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
