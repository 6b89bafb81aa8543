"""A report as JSON."""

from datetime import timedelta
from typing import Any

from alerts.indicators import KPI, KPIRow
from marketsweep.report.contents import Contents


def as_json(contents: Contents) -> dict[str, Any]:
    """Return the report as a JSON value, rows included."""
    return {
        "title": contents.title,
        "period": [contents.period.start.isoformat(), contents.period.end.isoformat()],
        "made_at": contents.made_at.isoformat(),
        "program_version": contents.program_version,
        "log": {"events": contents.events, "head": contents.log_head},
        "lists": [list(pair) for pair in contents.lists],
        "indexes": list(contents.indexes),
        "calendar": contents.calendar,
        "funnel": {stage.name: stage.count for stage in contents.funnel},
        "outcomes": [
            {"concern": concern, "outcome": outcome, "listings": number}
            for concern, outcome, number in contents.outcomes
        ],
        "indicators": [_kpi(kpi) for kpi in contents.kpis],
    }


def _kpi(kpi: KPI) -> dict[str, Any]:
    return {
        "method": kpi.method,
        "version": kpi.version,
        "title": kpi.title,
        "definition": kpi.definition,
        "unit": kpi.unit,
        "censored": kpi.censored,
        "figures": [
            {
                "name": figure.name,
                "unit": figure.unit,
                "lower": figure.lower,
                "upper": figure.upper,
                "numerator": list(figure.numerator) if figure.numerator else None,
                "denominator": figure.denominator,
            }
            for figure in kpi.figures
        ],
        "notes": list(kpi.notes),
        "rows": [_row(row) for row in kpi.rows],
    }


def _row(row: KPIRow) -> dict[str, Any]:
    return {
        "listing": str(row.key),
        "concern": row.concern.value,
        "state": row.state,
        "lower_hours": _hours(row.lower),
        "upper_hours": _hours(row.upper),
        "events": list(row.events),
    }


def _hours(length: timedelta | None) -> float | None:
    return None if length is None else length / timedelta(hours=1)
