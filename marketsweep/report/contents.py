"""What stands in a report, gathered from the event log alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

from alerts.indicators import KPI, Period, sante
from alerts.working_days import calendar_of
from domain.event import Event, EventKind
from domain.review import Verdict
from marketsweep.errors import IncompleteError, InputError
from marketsweep.workspace import Workspace
from storage.database import read
from storage.event_log import head, read_events, verify_chain


class AlteredLogError(IncompleteError):
    """The event log is not as it was written, so no figure can be computed from it."""

    def __init__(self, seq: int, faults: int) -> None:
        super().__init__(
            f"The event log was altered: {faults} faults, the first at event {seq}. No report is made from it. "
            "`marketsweep verify` names them all; restore the database from a back-up."
        )


class EmptyPeriodError(InputError):
    """A report was asked for about no time at all."""

    def __init__(self, start: datetime, end: datetime) -> None:
        super().__init__(f"From {start:%Y-%m-%d} until {end:%Y-%m-%d} is no time. Give --since a day before --until.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the funnel: how many distinct listings came so far."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run, and whether it can be trusted."""

    run_id: int
    kind: str
    sweep: str
    status: str
    finished_at: datetime
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthLine:
    """A figure of the report beside what really happened; only a marketplace with known truth has one."""

    name: str
    reported: str
    truth: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePoint:
    """When a listing was really removed, in hours after its notice was sent."""

    listing_id: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that a report shows."""

    title: str
    period: Period
    made_at: datetime
    kpis: tuple[KPI, ...]
    funnel: tuple[Stage, ...]
    outcomes: tuple[tuple[str, str, int], ...]
    """Concern, outcome, distinct listings."""
    runs: tuple[RunLine, ...]
    lists: tuple[tuple[str, str], ...]
    """Pairs of list id and version that alerts rest on."""
    indexes: tuple[str, ...]
    """Digests of the indexes that alerts rest on."""
    events: int
    log_head: str
    """Hash of the last event: the same log gives the same figures."""
    calendar: str
    program_version: str
    truth: tuple[TruthLine, ...] = ()
    true_points: tuple[TruePoint, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences that a reader must see before the figures."""


def gather(workspace: Workspace, *, period: Period, title: str) -> Contents:
    """Compute a report from the event log, as it stands now."""
    with read(workspace.engine) as connection:
        if faults := verify_chain(connection):
            raise AlteredLogError(faults[0].seq, len(faults))
        events = tuple(read_events(connection))
        count, last = head(connection)
    calendar = calendar_of(workspace.settings.calendar)
    kpis = sante(events, period=period, now=workspace.clock(), calendar=calendar)
    removed = next((int(kpi.figure("removed").lower or 0) for kpi in kpis if kpi.method == "SANTE-1"), 0)
    return Contents(
        title=title,
        period=period,
        made_at=workspace.clock(),
        kpis=kpis,
        funnel=funnel((event for event in events if event.at in period), removed),
        outcomes=outcomes(events, period),
        runs=tuple(_runs(event for event in events if event.at in period)),
        lists=tuple(sorted({tuple(pair) for event in events for pair in event.body.get("list_versions", ())})),
        indexes=tuple(sorted({event.body["index_digest"] for event in events if event.body.get("index_digest")})),
        events=count,
        log_head=last,
        calendar=str(calendar),
        program_version=version("marketsweep"),
    )


def period_of(workspace: Workspace, since: datetime | None, until: datetime | None) -> Period:
    """Return the period between two days, UTC; by default from the first event to now, both included."""
    with read(workspace.engine) as connection:
        first = next(iter(read_events(connection)), None)
    start = since.replace(tzinfo=UTC) if since else first.at if first else workspace.clock()
    end = until.replace(tzinfo=UTC) if until else workspace.clock() + timedelta(microseconds=1)
    if start >= end:
        raise EmptyPeriodError(start, end)
    return Period(start=start, end=end)


def funnel(events: Iterable[Event], removed: int) -> tuple[Stage, ...]:
    """Return how many distinct listings were seen first, alerted, suspected and notified, and how many were removed."""
    seen = 0
    keys: dict[str, set[str]] = {name: set() for name in ("alerted", "suspected", "notified")}
    for event in events:
        if event.kind is EventKind.OBSERVATIONS_APPENDED:
            seen += event.body["new_listings"]
        elif event.kind is EventKind.ALERT_RAISED:
            keys["alerted"].add(event.subject)
        elif event.kind is EventKind.REVIEW_RECORDED:
            _move(keys["suspected"], event.body["key"], belongs=event.body["verdict"] == Verdict.SUSPECTED)
        elif event.kind is EventKind.NOTICE_SENT:
            keys["notified"] |= {listing["key"] for listing in event.body["listings"]}
    stages = (Stage(name=name, count=len(held)) for name, held in keys.items())
    return (Stage(name="seen", count=seen), *stages, Stage(name="removed", count=removed))


def outcomes(events: Iterable[Event], period: Period) -> tuple[tuple[str, str, int], ...]:
    """Return concern, outcome and how many listings came to it, as far as is known now.

    Counted are listings that were alerted, or whose outcome changed, in the period; under each of their concerns.
    """
    concerns: dict[str, set[str]] = defaultdict(set)
    state: dict[str, str] = {}
    touched: set[str] = set()
    for event in events:
        if event.kind is EventKind.ALERT_RAISED:
            concerns[event.subject].add(event.body["concern"])
        elif event.kind is EventKind.OUTCOME_DECIDED:
            state[event.subject] = event.body["state"]
        else:
            continue
        if event.at in period:
            touched.add(event.subject)
    counted = Counter((concern, state[key]) for key in touched & state.keys() for concern in concerns[key])
    return tuple((about, became, number) for (about, became), number in sorted(counted.items()))


def _move(keys: set[str], key: str, *, belongs: bool) -> None:
    if belongs:
        keys.add(key)
    else:
        keys.discard(key)


def _runs(events: Iterable[Event]) -> Iterable[RunLine]:
    for event in events:
        if event.kind is EventKind.RUN_FINISHED:
            yield RunLine(
                run_id=event.body["run_id"],
                kind=event.body["kind"],
                sweep=event.body["sweep"],
                status=event.body["status"],
                finished_at=event.at,
                remarks=_remarks(event.body["health"]),
            )


def _remarks(health: dict[str, Any]) -> tuple[str, ...]:
    if "canary_live" in health:
        known = "A known live listing was seen before and after."
        return (known if health["canary_live"] else "No known live listing was seen: nothing is concluded.",)
    return (health["sentence"],) if "sentence" in health else ()
