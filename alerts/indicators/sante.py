"""The SANTE pack: the indicators of the dialogue on illegal food and health products."""

from collections.abc import Iterable
from datetime import datetime

from alerts.indicators.kpi import KPI, Period
from alerts.indicators.own_conduct import own_unfounded_rate
from alerts.indicators.sante_removed import sante_1, sante_2
from alerts.indicators.sante_time import sante_3
from alerts.indicators.trail import trails_of
from alerts.working_days import WorkingCalendar
from domain.event import Event


def sante(events: Iterable[Event], *, period: Period, now: datetime, calendar: WorkingCalendar) -> tuple[KPI, ...]:
    """Return SANTE-1 to SANTE-3, and beside them our own rate of unfounded notices, as the log stood at `now`."""
    trails = trails_of(events, until=now)
    return (
        sante_1(trails, period=period),
        sante_2(period=period),
        sante_3(trails, period=period, calendar=calendar),
        own_unfounded_rate(trails, period=period),
    )
