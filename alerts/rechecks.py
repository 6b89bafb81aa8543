"""When to look again: a schedule that thins out, dense around the times that indicators ask about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.outcomes import MIN_APART, history_of
from domain.recheck import Recheck

HOUR = timedelta(hours=1)
HALF = HOUR / 2
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckSchedule:
    """When a listing is looked at again, as times after it was notified or, before that, found."""

    offsets: tuple[timedelta, ...]
    """In rising order."""
    margin: timedelta = timedelta(minutes=30)
    """How long before and after a deadline it is looked at, so that the interval seldom straddles it."""
    confirm_after: timedelta = MIN_APART
    """How long after a look that found it gone the confirming look follows."""
    grace: timedelta = 7 * DAY
    """How long after the last offset an unconfirmed removal is still followed up."""


SCHEDULE = RecheckSchedule(
    offsets=(
        HOUR,
        6 * HOUR,
        12 * HOUR,
        *(DAY - HALF, DAY + HALF),
        *(2 * DAY - HALF, 2 * DAY + HALF),
        3 * DAY,
        4 * DAY,
        5 * DAY,
        *(7 * DAY - HALF, 7 * DAY + HALF),
        10 * DAY,
        *(week * 7 * DAY for week in range(2, 9)),
        60 * DAY,
    )
)
"""1 h, 6 h, 12 h, around 24 h and 48 h, 3, 4 and 5 days, around a week, 10 and 14 days, then weekly to 60 days."""


def next_recheck(
    start: datetime,
    looks: Sequence[Recheck],
    *,
    schedule: RecheckSchedule = SCHEDULE,
    deadlines: Collection[datetime] = (),
) -> datetime | None:
    """Return when a listing is to be looked at next, or None when it has been watched long enough.

    `start` is when it was notified or, before that, found; `deadlines` are moments that an indicator asks about,
    such as the end of the second working day. A moment in the past means *now*: missed looks collapse into one.
    After a first look that found it gone, a confirming look follows early, and again at doubled distances as
    long as walls and outages hide the answer.
    """
    ordered = sorted(looks, key=lambda look: look.checked_at)
    since = ordered[-1].checked_at if ordered else start
    slot = min((slot for slot in _slots(start, schedule, deadlines) if slot > since), default=None)
    early = _confirming_look(ordered, start, schedule)
    due = [moment for moment in (slot, early) if moment is not None]
    return min(due, default=None)


def _slots(start: datetime, schedule: RecheckSchedule, deadlines: Iterable[datetime]) -> frozenset[datetime]:
    around = {deadline + side * schedule.margin for deadline in deadlines for side in (-1, 1) if deadline > start}
    return frozenset({start + offset for offset in schedule.offsets} | around)


def _confirming_look(ordered: Sequence[Recheck], start: datetime, schedule: RecheckSchedule) -> datetime | None:
    if not ordered:
        return None
    found_at = min(start, ordered[0].checked_at)
    history = history_of(ordered[0].key, ordered, found_at=found_at)
    if history.pending is None:
        return None
    first_gone = history.pending.checked_at
    tries = sum(look.checked_at > first_gone for look in ordered)
    early = ordered[-1].checked_at + schedule.confirm_after * 2**tries
    last = start + max(schedule.offsets) + schedule.grace
    return early if early <= max(last, first_gone + schedule.confirm_after) else None
