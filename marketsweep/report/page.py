"""A report as one HTML file: no script, no other file, nothing fetched."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alerts.indicators import KPI, Figure, KPIRow
from marketsweep.atomic_file import atomic_file
from marketsweep.report import charts
from marketsweep.report.contents import Contents

HOUR = timedelta(hours=1)
TIMED_METHOD = "SANTE-3"


def write_report(contents: Contents, path: Path) -> None:
    """Write the report whole or not at all, and on disk before this returns."""
    html = render_report(contents).encode()
    with atomic_file(path) as file:
        file.write(html)


def render_report(contents: Contents) -> str:
    """Return the report as HTML; the same contents give the same text."""
    timed = [row for kpi in contents.kpis if kpi.method == TIMED_METHOD for row in timed_rows(kpi)]
    pictures = {
        "funnel": charts.funnel_chart(contents.funnel),
        "outcomes": charts.outcome_chart(contents.outcomes) if contents.outcomes else "",
        "intervals": charts.interval_chart(timed, contents.true_points) if timed else "",
        "shares": charts.share_chart(timed, contents.true_points) if timed else "",
    }
    template = _environment().get_template("report.html.j2")
    return template.render(report=contents, charts={name: Markup(svg) for name, svg in pictures.items()})  # noqa: S704  # our own drawing: Vega escapes its texts


def timed_rows(kpi: KPI) -> list[KPIRow]:
    """Return the rows of a time that are in its denominator, each listing once."""
    return list({row.key: row for row in kpi.rows if row.lower is not None}.values())


def shown(figure: Figure) -> str:
    """Return a figure as people read it: exact, or the bounds between which it lies."""
    if figure.denominator == 0:
        return "none to count"
    if figure.numerator is not None:
        surely, possibly = figure.numerator
        of = (
            f"{surely} of {figure.denominator}"
            if surely == possibly
            else f"{surely} to {possibly} of {figure.denominator}"
        )
        return f"{_percent(figure)} ({of})"
    if figure.lower is None and figure.upper is None:
        return "not known"
    if figure.lower == figure.upper:
        return _number(figure.lower, figure.unit)
    upper = _number(figure.upper, figure.unit) if figure.upper is not None else "not reached"
    return f"{_number(figure.lower, figure.unit)} to {upper}"


def duration(length: timedelta | None) -> str:
    """Return a length of time as hours, or days where it is long."""
    if length is None:
        return "–"
    hours = length / HOUR
    return f"{hours / 24:.1f} d" if hours >= 72 else f"{hours:.1f} h"


def _percent(figure: Figure) -> str:
    if figure.lower is None or figure.upper is None:
        return "not known"
    if figure.lower == figure.upper:
        return f"{figure.lower:.0%}"
    return f"{figure.lower:.0%} to {figure.upper:.0%}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "not known"
    return f"{value:,.1f} {unit}" if unit == "h" else f"{value:,.0f}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("marketsweep.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "duration": duration, "moment": _moment}
    return environment
