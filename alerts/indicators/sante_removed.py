"""SANTE-1 and SANTE-2: products removed, and products prevented from upload."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.indicators.kpi import KPI, Figure, KPIRow, Period, count
from alerts.indicators.parts import break_down, one_per_offer
from alerts.indicators.trail import Trail
from alerts.outcomes import History, Removal


class Cause(StrEnum):
    """What a row of SANTE-1 counts as. The order is the order of precedence in a total."""

    AFTER_NOTICE = "removed after notice"
    OWN_INITIATIVE = "removed on own initiative"
    UNDETERMINED = "removed, before or after the notice is not known"
    NOT_SUSPECTED = "removed, but not suspected by a reviewer (not counted)"
    SOLD_OR_ENDED = "sold or ended (not counted)"
    UNCONFIRMED = "gone once, not confirmed (not counted)"


REMOVED = (Cause.AFTER_NOTICE, Cause.OWN_INITIATIVE, Cause.UNDETERMINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removed:
    """One offer that SANTE-1 counts, or says why it does not."""

    row: KPIRow
    cause: Cause
    reinstated: bool = False

    @property
    def rank(self) -> int:
        return tuple(Cause).index(self.cause)

    @property
    def censored(self) -> bool:
        return self.cause is Cause.UNCONFIRMED


def sante_1(trails: Iterable[Trail], *, period: Period) -> KPI:
    """SANTE-1, version 1: products removed.

    Definition: the number of distinct offers (marketplace and id), suspected by a reviewer, that were proven
    removed in the period; sold and ended ones are not counted. Proven: two looks at least an hour apart, in
    different rounds, found the offer gone while a known live listing of the same marketplace was seen. An offer
    belongs to the period in which it was first seen gone, and counts once however often it came back.
    After notice: last seen live after the notice arrived. Own initiative: first seen gone before, or never
    notified. Between the two it is not known, and shown so.
    Unit: offers. Source: the dialogue of the EU's DG SANTE on illegal food and health products (2018),
    "number of products removed".
    """
    counted = [found for trail in trails if (found := _removed(trail, period)) is not None]
    total = one_per_offer(counted)
    return KPI(
        method="SANTE-1",
        version="1",
        title="Products removed",
        definition="Distinct offers, suspected by a reviewer and proven removed in the period; not sold or ended.",
        unit="offers",
        period=period,
        figures=_figures(total),
        censored=sum(each.censored for each in total),
        breakdown=break_down(counted, _figures),
        notes=_notes(total, len(counted) - len(total)),
    )


def sante_2(*, period: Period) -> KPI:
    """SANTE-2, version 1: products prevented from upload.

    Definition: the number of distinct pairs of seller and content that were blocked before publication, retries
    collapsed, overturned ones taken off. Zero here: only a marketplace sees uploads, and no upload check ran.
    Unit: offers. Source: as SANTE-1, "number of products [prevented from] upload".
    """
    return KPI(
        method="SANTE-2",
        version="1",
        title="Products prevented from upload",
        definition="Distinct pairs of seller and content blocked before publication, less those overturned.",
        unit="offers",
        period=period,
        figures=(count("prevented from upload", "offers", 0),),
        censored=0,
        notes=("No upload check ran in this period: an outside observer cannot see what is not published.",),
    )


def _removed(trail: Trail, period: Period) -> _Removed | None:
    history = trail.history
    removal = next((each for each in history.removals if each.first_gone in period), None)
    if removal is not None:
        cause = _cause(trail, removal) if trail.suspected else Cause.NOT_SUSPECTED
        row = _row(trail, cause, removal.last_live, removal.first_gone, removal.confirmed_at)
        return _Removed(row=row, cause=cause, reinstated=removal.reinstated_at is not None)
    return _not_counted(trail, history, period)


def _not_counted(trail: Trail, history: History, period: Period) -> _Removed | None:
    for cause, look in ((Cause.SOLD_OR_ENDED, history.sold), (Cause.UNCONFIRMED, history.pending)):
        if look is not None and trail.suspected and look.checked_at in period:
            return _Removed(row=_row(trail, cause, history.last_live, look.checked_at), cause=cause)
    return None


def _cause(trail: Trail, removal: Removal) -> Cause:
    sending = trail.sending
    if sending is None or removal.first_gone <= sending.earliest:
        return Cause.OWN_INITIATIVE
    if sending.latest is not None and removal.last_live >= sending.latest:
        return Cause.AFTER_NOTICE
    return Cause.UNDETERMINED


def _row(trail: Trail, cause: Cause, *looks: datetime) -> KPIRow:
    return KPIRow(key=trail.key, concern=trail.concern, state=cause.value, events=trail.events_at(*looks))


def _figures(counted: Sequence[_Removed]) -> tuple[Figure, ...]:
    number = {cause: sum(each.cause is cause for each in counted) for cause in Cause}
    open_ones = number[Cause.UNDETERMINED]
    after, own = number[Cause.AFTER_NOTICE], number[Cause.OWN_INITIATIVE]
    removed = after + own + open_ones
    back = sum(each.reinstated for each in counted if each.cause in REMOVED)
    return (
        count("removed", "offers", removed),
        count(Cause.AFTER_NOTICE.value, "offers", after, after + open_ones),
        count(Cause.OWN_INITIATIVE.value, "offers", own, own + open_ones),
        count("of the removed: seen again later", "offers", back),
        *(count(cause.value, "offers", number[cause]) for cause in tuple(Cause)[2:]),
    )


def _notes(total: Sequence[_Removed], under_more_concerns: int) -> tuple[str, ...]:
    notes = ["A removal belongs to the period in which a look first found the offer gone."]
    if any(each.cause is Cause.UNDETERMINED for each in total):
        notes.append(
            "Some were last seen live before and first seen gone after the notice was sent: they widen the "
            "bounds of both sides of the split."
        )
    if under_more_concerns:
        notes.append("An offer under several concerns counts once in the total and once under each concern.")
    return tuple(notes)
