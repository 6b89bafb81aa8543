"""The report's figures beside what really happened."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alerts.indicators import KPI, Figure, KPIRow
from alerts.indicators.sante_removed import Cause
from alerts.working_days import WorkingCalendar
from domain.event import Event, EventKind
from domain.review import Verdict
from marketsweep.report.contents import TruePoint, TruthLine
from marketsweep.report.page import shown

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What really happened to the listings that were suspected, from the bazaar's log and our own sendings."""

    removed_at: Mapping[str, datetime]
    """First removal of each suspected listing between the first sweep and the end, by listing id."""
    sent_at: Mapping[str, datetime]
    sold_at: Mapping[str, datetime]

    @property
    def waited(self) -> dict[str, timedelta]:
        """How long each notified and removed listing stood after its notice."""
        return {
            listing_id: moment - self.sent_at[listing_id]
            for listing_id, moment in self.removed_at.items()
            if listing_id in self.sent_at and moment > self.sent_at[listing_id]
        }


def truth_of(rows: Sequence[Mapping[str, Any]], events: Sequence[Event], *, start: datetime, end: datetime) -> Truth:
    """Gather the truth about suspected listings, from `start` on and up to `end`, the last look at all of them."""
    suspected = _suspected(events)
    removed: dict[str, datetime] = {}
    sold: dict[str, datetime] = {}
    for row in rows:
        moment = datetime.fromisoformat(row["at"])
        if row["listing_id"] in suspected and start < moment <= end:
            if row["kind"] == "removed":
                removed.setdefault(row["listing_id"], moment)
            elif row["kind"] in ("sold", "ended"):
                sold.setdefault(row["listing_id"], moment)
    sent = {
        listing["listing_id"]: event.at
        for event in reversed(events)
        if event.kind is EventKind.NOTICE_SENT
        for listing in event.body["listings"]
    }
    return Truth(removed_at=removed, sent_at=sent, sold_at=sold)


def compare(kpis: Sequence[KPI], truth: Truth, calendar: WorkingCalendar) -> tuple[TruthLine, ...]:
    """Put the figures of the SANTE pack beside the truth, each with whether they agree."""
    by_method = {kpi.method: kpi for kpi in kpis}
    return (*_removed_lines(by_method["SANTE-1"], truth), *_time_lines(by_method["SANTE-3"], truth, calendar))


def true_points(truth: Truth) -> tuple[TruePoint, ...]:
    """Return when each notified listing was really removed."""
    return tuple(TruePoint(listing_id=key, hours=length / HOUR) for key, length in sorted(truth.waited.items()))


def _suspected(events: Sequence[Event]) -> frozenset[str]:
    verdicts: dict[str, str] = {}
    for event in events:
        if event.kind is EventKind.REVIEW_RECORDED and verdicts.get(event.body["listing_id"]) != Verdict.SUSPECTED:
            verdicts[event.body["listing_id"]] = event.body["verdict"]
    return frozenset(key for key, verdict in verdicts.items() if verdict == Verdict.SUSPECTED)


def _removed_lines(kpi: KPI, truth: Truth) -> list[TruthLine]:
    after = len(truth.waited)
    counted = {row.key.listing_id for row in kpi.rows if row.state in _REMOVED}
    wrongly = counted - set(truth.removed_at)
    sold = counted & set(truth.sold_at) - set(truth.removed_at)
    return [
        _line("SANTE-1 removed", kpi.figure("removed"), len(truth.removed_at)),
        _line("SANTE-1 removed after notice", kpi.figure(Cause.AFTER_NOTICE.value), after),
        _line(
            "SANTE-1 removed on own initiative",
            kpi.figure(Cause.OWN_INITIATIVE.value),
            len(truth.removed_at) - after,
        ),
        TruthLine(
            name="outages, captchas, walls and sales counted as removals",
            reported=str(len(wrongly | sold)),
            truth="0",
            agrees=not wrongly and not sold,
        ),
    ]


_REMOVED = frozenset((Cause.AFTER_NOTICE.value, Cause.OWN_INITIATIVE.value, Cause.UNDETERMINED.value))


def _time_lines(kpi: KPI, truth: Truth, calendar: WorkingCalendar) -> list[TruthLine]:
    rows = {row.key.listing_id: row for row in kpi.rows if row.lower is not None}
    waited = truth.waited
    inside = [key for key, row in rows.items() if row.upper is not None and key in waited and _holds(row, waited[key])]
    removed = [key for key, row in rows.items() if row.upper is not None]
    lengths = [waited.get(key) for key in rows]
    median = _nearest_rank(lengths, 0.5)
    return [
        TruthLine(
            name="SANTE-3 true removal times inside their reported intervals",
            reported=f"{len(inside)} of {len(removed)}",
            truth=f"{len(removed)} of {len(removed)}",
            agrees=len(inside) == len(removed),
        ),
        TruthLine(
            name="SANTE-3 median time from notification to removal",
            reported=shown(kpi.figure("median")),
            truth=f"{median / HOUR:.1f} h" if median is not None else "not reached",
            agrees=_within(kpi.figure("median"), median),
        ),
        *(
            _share_line(kpi, name, [key for key in rows if key in waited and _by(truth, key, limit)], len(rows))
            for name, limit in _limits(calendar)
        ),
    ]


def _limits(calendar: WorkingCalendar) -> list[tuple[str, Callable[[datetime], datetime]]]:
    return [
        ("share within 24 h", lambda sent: sent + 24 * HOUR),
        ("share within 48 h", lambda sent: sent + 48 * HOUR),
        ("share within 1 week", lambda sent: sent + 168 * HOUR),
        ("share within 2 working days", lambda sent: calendar.deadline(sent, 2)),
        ("share within 3 working days", lambda sent: calendar.deadline(sent, 3)),
    ]


def _by(truth: Truth, key: str, limit: Callable[[datetime], datetime]) -> bool:
    return truth.removed_at[key] <= limit(truth.sent_at[key])


def _share_line(kpi: KPI, name: str, in_time: Sequence[str], total: int) -> TruthLine:
    figure = kpi.figure(name)
    surely, possibly = figure.numerator or (0, 0)
    return TruthLine(
        name=f"SANTE-3 {name}",
        reported=shown(figure),
        truth=f"{len(in_time)} of {total}",
        agrees=surely <= len(in_time) <= possibly,
    )


def _line(name: str, figure: Figure, truth: int) -> TruthLine:
    lower, upper = figure.lower or 0, figure.upper or 0
    return TruthLine(name=name, reported=shown(figure), truth=str(truth), agrees=lower <= truth <= upper)


def _holds(row: KPIRow, length: timedelta) -> bool:
    return row.lower is not None and row.upper is not None and row.lower <= length <= row.upper


def _within(figure: Figure, length: timedelta | None) -> bool:
    if length is None:
        return figure.upper is None
    hours = length / HOUR
    return (figure.lower or 0) <= hours and (figure.upper is None or hours <= figure.upper)


def _nearest_rank(lengths: Sequence[timedelta | None], q: float) -> timedelta | None:
    ordered = sorted(lengths, key=lambda length: (length is None, length or timedelta()))
    return ordered[math.ceil(q * len(ordered)) - 1] if ordered else None
