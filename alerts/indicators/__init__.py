"""The figures of a report: pure functions of the event log and a method version."""

from alerts.indicators.kpi import KPI, Breakdown, Figure, KPIRow, Period
from alerts.indicators.sante import sante

__all__ = ["KPI", "Breakdown", "Figure", "KPIRow", "Period", "sante"]
