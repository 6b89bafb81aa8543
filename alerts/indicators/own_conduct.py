"""How careful we are ourselves: a notifier who is often wrong is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.indicators.kpi import KPI, Figure, KPIRow, Period, share
from alerts.indicators.parts import break_down, one_per_offer
from alerts.indicators.trail import Trail
from domain.decision import DecisionKind

UNFOUNDED = (DecisionKind.REJECTED, DecisionKind.REINSTATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    row: KPIRow
    decision: DecisionKind

    @property
    def rank(self) -> int:
        return 0 if self.decision in UNFOUNDED else 1

    @property
    def censored(self) -> bool:
        return False


def own_unfounded_rate(trails: Iterable[Trail], *, period: Period) -> KPI:
    """OWN-1, version 1: the share of our notified listings that the marketplace decided against.

    Definition: listings notified in the period whose latest decision of the marketplace is *rejected* or
    *reinstated*, over all those it decided upon. The marketplace's word, which is not always right.
    Unit: share. Source: Regulation (EU) 2022/2065, article 23, which looks at careless notifiers as well.
    """
    decided = [found for trail in trails if (found := _decided(trail, period)) is not None]
    total = one_per_offer(decided)
    return KPI(
        method="OWN-1",
        version="1",
        title="Our unfounded notices",
        definition="Notified listings that the marketplace decided against, over all that it decided upon.",
        unit="share",
        period=period,
        figures=_figures(total),
        censored=0,
        breakdown=break_down(decided, _figures),
        notes=("Counted per listing, by the marketplace's latest decision; undecided ones are left out.",),
    )


def _decided(trail: Trail, period: Period) -> _Decided | None:
    if trail.decision is None or trail.sending is None:
        return None
    if (trail.sending.latest or trail.sending.earliest) not in period:
        return None
    row = KPIRow(key=trail.key, concern=trail.concern, state=trail.decision.value, events=trail.events_at())
    return _Decided(row=row, decision=trail.decision)


def _figures(group: Sequence[_Decided]) -> tuple[Figure, ...]:
    unfounded = sum(each.decision in UNFOUNDED for each in group)
    return (share("unfounded", unfounded, unfounded, len(group)),)
