"""SANTE-3: the time from notification to removal, as bounds, with those that are not over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from alerts.indicators.kpi import KPI, Figure, KPIRow, Period, count, share
from alerts.indicators.parts import break_down, one_per_offer
from alerts.indicators.survival import NEVER, kaplan_meier_quantile, quantile
from alerts.indicators.trail import Sending, Trail
from alerts.outcomes import outcome_from
from alerts.working_days import WorkingCalendar
from domain.recheck import OutcomeState

HOUR = timedelta(hours=1)


class Ending(StrEnum):
    """What became of a notified listing, for SANTE-3. The order is the order of precedence in a total."""

    REMOVED = "removed"
    STILL_LIVE = "still live when last looked at"
    NOT_KNOWN = "not known since the last conclusive look"
    SOLD_OR_ENDED = "sold or ended (left out)"
    BEFORE_NOTICE = "removed before the notice (left out)"
    UNCERTAIN_SENDING = "notice not known to have arrived (left out)"


CENSORED = (Ending.STILL_LIVE, Ending.NOT_KNOWN)
IN_DENOMINATOR = (Ending.REMOVED, *CENSORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """One notified listing with the bounds of its time to removal."""

    row: KPIRow
    ending: Ending
    sending: Sending
    not_before: datetime
    """Removed after this moment, if at all: the last conclusive look that saw it, or the sending."""
    not_after: datetime | None = None
    """Removed by this moment; None if its removal was not seen."""

    @property
    def rank(self) -> int:
        return tuple(Ending).index(self.ending)

    @property
    def censored(self) -> bool:
        return self.ending in CENSORED

    @property
    def shortest(self) -> timedelta:
        latest = self.sending.latest or self.sending.earliest
        return max(self.not_before - latest, timedelta())

    @property
    def longest(self) -> timedelta:
        return self.not_after - self.sending.earliest if self.not_after is not None else NEVER

    def within(self, deadline: Callable[[datetime], datetime]) -> tuple[bool, bool]:
        """Whether the removal surely and possibly came no later than the deadline that follows from the sending."""
        last = deadline(self.sending.latest or self.sending.earliest)
        surely = self.not_after is not None and self.not_after <= deadline(self.sending.earliest)
        return surely, self.not_before < last


def sante_3(trails: Iterable[Trail], *, period: Period, calendar: WorkingCalendar) -> KPI:
    """SANTE-3, version 1: time from notification to removal.

    Definition: for each listing whose first notice arrived in the period, the time from the sending of the notice
    to the removal. The removal lies in (the later of last live look and sending, first gone look], so every
    figure has a lower and an upper bound. Listings whose removal was not seen are censored at the last look that
    saw them; they stay in every denominator. Sold or ended ones (a competing end), those gone before the notice,
    and notices not known to have arrived are left out and counted beside it. Where an attempt to send ended
    without an answer before one that succeeded, the sending lies between the two, and widens the bounds.
    Median and p90: nearest rank over all in the denominator, one not seen removed counting as never; their bounds
    assume nothing. The survival medians are Kaplan-Meier on the lower and on the upper bounds, and assume that
    being censored says nothing about the removal.
    Unit: hours, and shares. Working days: Regulation (EEC, Euratom) No 1182/71, article 3, in the stated calendar.
    Source: as SANTE-1, "time between notification and removal of the offer".
    """
    counted = [timed for trail in trails if (timed := _timed(trail, period)) is not None]
    total = one_per_offer(counted)

    def figures(group: Sequence[_Timed]) -> tuple[Figure, ...]:
        return _figures(group, calendar)

    return KPI(
        method="SANTE-3",
        version="1",
        title="Time from notification to removal",
        definition="Time from the sending of the first notice about a listing to its removal, as bounds.",
        unit="h",
        period=period,
        figures=figures(total),
        censored=sum(each.censored for each in total),
        breakdown=break_down(counted, figures),
        notes=_notes(total, calendar),
    )


def _timed(trail: Trail, period: Period) -> _Timed | None:
    sending = trail.sending
    if sending is None or (sending.latest or sending.earliest) not in period:
        return None
    history = trail.history
    removal = next((each for each in history.removals if each.first_gone > sending.earliest), None)
    not_before = max(removal.last_live if removal else history.last_live, sending.earliest)
    not_after: datetime | None = None
    if sending.latest is None:
        ending = Ending.UNCERTAIN_SENDING
    elif removal is not None:
        ending, not_after = Ending.REMOVED, removal.first_gone
    elif history.removed is not None:
        ending, not_before = Ending.BEFORE_NOTICE, history.removed.first_gone
    else:
        ending = _open_ending(outcome_from(history).state)
    timed = _Timed(
        row=KPIRow(key=trail.key, concern=trail.concern, state=ending.value, events=()),
        ending=ending,
        sending=sending,
        not_before=not_before,
        not_after=not_after,
    )
    return _with_row(timed, trail, removal.confirmed_at if removal else None)


def _open_ending(state: OutcomeState) -> Ending:
    match state:
        case OutcomeState.SOLD_OR_ENDED:
            return Ending.SOLD_OR_ENDED
        case OutcomeState.LIVE | OutcomeState.CHANGED:
            return Ending.STILL_LIVE
        case _:
            return Ending.NOT_KNOWN


def _with_row(timed: _Timed, trail: Trail, confirmed_at: datetime | None) -> _Timed:
    looks = [moment for moment in (timed.not_before, timed.not_after, confirmed_at) if moment is not None]
    bounded = timed.ending in IN_DENOMINATOR
    row = KPIRow(
        key=trail.key,
        concern=trail.concern,
        state=timed.ending.value,
        events=trail.events_at(*looks),
        lower=timed.shortest if bounded else None,
        upper=timed.longest if timed.not_after is not None else None,
    )
    return replace(timed, row=row)


def _figures(group: Sequence[_Timed], calendar: WorkingCalendar) -> tuple[Figure, ...]:
    members = [each for each in group if each.ending in IN_DENOMINATOR]
    return (
        _quantile("median", members, 0.5),
        _quantile("p90", members, 0.9),
        _survival_median(members),
        *(_share(name, members, deadline) for name, deadline in _deadlines(calendar)),
        count("notified", "listings", len(group)),
        *(count(end.value, "listings", sum(each.ending is end for each in group)) for end in Ending),
    )


def _quantile(name: str, members: Sequence[_Timed], q: float) -> Figure:
    return Figure(
        name=name,
        unit="h",
        lower=_hours(quantile([each.shortest for each in members], q)),
        upper=_hours(quantile([each.longest for each in members], q)),
        denominator=len(members),
    )


def _survival_median(members: Sequence[_Timed]) -> Figure:
    removed = [each for each in members if each.ending is Ending.REMOVED]
    censored = [each.shortest for each in members if each.censored]
    return Figure(
        name="survival median (Kaplan-Meier)",
        unit="h",
        lower=_hours(kaplan_meier_quantile([each.shortest for each in removed], censored, 0.5)),
        upper=_hours(kaplan_meier_quantile([each.longest for each in removed], censored, 0.5)),
        denominator=len(members),
    )


def _deadlines(calendar: WorkingCalendar) -> tuple[tuple[str, Callable[[datetime], datetime]], ...]:
    return (
        ("share within 24 h", lambda sent: sent + 24 * HOUR),
        ("share within 48 h", lambda sent: sent + 48 * HOUR),
        ("share within 1 week", lambda sent: sent + 7 * 24 * HOUR),
        ("share within 2 working days", lambda sent: calendar.deadline(sent, 2)),
        ("share within 3 working days", lambda sent: calendar.deadline(sent, 3)),
    )


def _share(name: str, members: Sequence[_Timed], deadline: Callable[[datetime], datetime]) -> Figure:
    judged = [each.within(deadline) for each in members]
    return share(name, sum(surely for surely, _ in judged), sum(may for _, may in judged), len(members))


def _hours(time: timedelta | None) -> float | None:
    return time / HOUR if time is not None else None


def _notes(total: Sequence[_Timed], calendar: WorkingCalendar) -> tuple[str, ...]:
    notes = [
        "Bounds: each removal lies between the last look that saw the listing and the first that did not.",
        f"Working days of {calendar}.",
    ]
    straddling = sum(each.ending is Ending.REMOVED and each.shortest == timedelta() for each in total)
    if straddling:
        notes.append(
            f"{straddling} of the removed were not seen live between the sending and the removal: "
            "they may have been removed before the notice."
        )
    return tuple(notes)
