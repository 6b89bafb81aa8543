"""Whether rows agree with the events that stand for them: each row has its event, each event its row."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from domain.event import Event, EventKind
from domain.sweep import RunStatus
from storage.allow_list_history import check_allow_list
from storage.attempts import AttemptOutcome
from storage.case_history import check_cases
from storage.event_log import read_events
from storage.notice_history import check_notices
from storage.tables import (
    alerts,
    decisions,
    frontier,
    notice_attempts,
    outcomes,
    pages,
    rechecks,
    reviews,
    runs,
    sweeps,
)

Disagreement = tuple[str, str]
"""Where, and what."""

Identity = Callable[[Any], tuple[Any, ...]]
"""What of a row or an event must be the same in both."""


def check_agreement(connection: Connection) -> Iterator[Disagreement]:
    """Yield every row without its event, event without its row, and row in a state that its events forbid."""
    for kind, table, identity_of_row, identity_of_event in _PAIRS:
        yield from _check_pair(connection, kind, table, identity_of_row, identity_of_event)
    yield from check_cases(connection)
    yield from check_notices(connection)
    yield from check_allow_list(connection)
    yield from _check_sweeps(connection)
    yield from _check_attempts(connection)
    yield from _check_runs(connection)
    yield from _check_pages(connection)


def _of_row(at: str, *names: str) -> Identity:
    return lambda row: (getattr(row, at), row.marketplace, row.listing_id, *(getattr(row, name) for name in names))


_UNSAID = {"index_digest": ""}
"""What the first events did not say yet, and what the rows of that time hold."""


def _of_event(*names: str) -> Identity:
    def identity(event: Event) -> tuple[Any, ...]:
        body = {**_UNSAID, **event.body}
        return event.at, *(body[name] for name in ("marketplace", "listing_id", *names))

    return identity


_ALERT = ("case_id", "concern", "level", "score", "reasons", "list_versions", "index_digest")
_REVIEW = ("case_id", "verdict", "reviewer", "ground", "reason")
_LOOK = ("round_id", "look", "detail", "canary_live")

_PAIRS: tuple[tuple[EventKind, Table, Identity, Identity], ...] = (
    (EventKind.ALERT_RAISED, alerts, _of_row("raised_at", *_ALERT), _of_event(*_ALERT)),
    (EventKind.REVIEW_RECORDED, reviews, _of_row("reviewed_at", *_REVIEW), _of_event(*_REVIEW)),
    (
        EventKind.DECISION_RECEIVED,
        decisions,
        _of_row("received_at", "notice_id", "kind", "text"),
        _of_event("notice_id", "decision", "text"),
    ),
    (EventKind.RECHECKED, rechecks, _of_row("checked_at", *_LOOK), _of_event(*_LOOK)),
    (
        EventKind.OUTCOME_DECIDED,
        outcomes,
        _of_row("decided_at", "state", "detail"),
        _of_event("state", "detail"),
    ),
)


def _check_pair(
    connection: Connection, kind: EventKind, table: Table, of_row: Identity, of_event: Identity
) -> Iterator[Disagreement]:
    (number,) = table.primary_key.columns
    accounted = Counter(repr(of_event(event)) for event in read_events(connection, kinds=[kind]))
    for row in connection.execute(select(table).order_by(number)):
        identity = repr(of_row(row))
        if accounted[identity] == 0:
            yield f"{table.name} row {row[0]}", f"is altered or added: no {kind} event says the same"
        accounted[identity] -= 1
    for identity, count in accounted.items():
        if count > 0:
            yield table.name, f"the row of {kind} event {identity} is missing or altered"


def _check_sweeps(connection: Connection) -> Iterator[Disagreement]:
    added = {event.body["name"]: event.body for event in read_events(connection, kinds=[EventKind.SWEEP_ADDED])}
    kept = {row.name: row.definition for row in connection.execute(select(sweeps.c.name, sweeps.c.definition))}
    for name in sorted(added.keys() | kept.keys()):
        if added.get(name) != kept.get(name):
            yield f"sweep {name}", "is not what its latest sweep_added event says"


_ATTEMPT_EVENTS = {
    EventKind.NOTICE_ATTEMPTED: None,
    EventKind.NOTICE_SENT: AttemptOutcome.SENT,
    EventKind.NOTICE_FAILED: AttemptOutcome.FAILED,
    EventKind.NOTICE_UNCERTAIN: AttemptOutcome.UNCERTAIN,
}


def _check_attempts(connection: Connection) -> Iterator[Disagreement]:
    expected: dict[int, AttemptOutcome | None] = {}
    for event in read_events(connection, kinds=list(_ATTEMPT_EVENTS)):
        expected[event.body["attempt_id"]] = _ATTEMPT_EVENTS[event.kind]
    columns = notice_attempts.c
    kept = {row.attempt_id: row.outcome for row in connection.execute(select(columns.attempt_id, columns.outcome))}
    for attempt_id in sorted(expected.keys() ^ kept.keys()):
        yield f"attempt {attempt_id}", "has no event" if attempt_id in kept else "is missing"
    for attempt_id in sorted(expected.keys() & kept.keys()):
        if expected[attempt_id] != kept[attempt_id]:
            what = f"ended as {kept[attempt_id]}, its events say {expected[attempt_id]}"
            yield f"attempt {attempt_id}", what


def _check_runs(connection: Connection) -> Iterator[Disagreement]:
    expected: dict[int, tuple[int, str]] = {}
    for event in read_events(connection, kinds=[EventKind.RUN_STARTED, EventKind.RUN_RESUMED, EventKind.RUN_FINISHED]):
        run_id = event.body["run_id"]
        if event.kind is EventKind.RUN_FINISHED:
            expected[run_id] = (expected[run_id][0], event.body["status"])
        else:
            expected[run_id] = (event.body["fence"], RunStatus.RUNNING)
    columns = runs.c
    kept = {
        row.run_id: (row.fence, row.status)
        for row in connection.execute(select(columns.run_id, columns.fence, columns.status))
    }
    for run_id in sorted(expected.keys() | kept.keys()):
        if expected.get(run_id) != kept.get(run_id):
            yield f"run {run_id}", f"is {_said(kept.get(run_id))}, its events say {_said(expected.get(run_id))}"


def _said(state: tuple[int, str] | None) -> str:
    return "not there" if state is None else f"{state[1]} with fence {state[0]}"


def _check_pages(connection: Connection) -> Iterator[Disagreement]:
    newer: ColumnElement[bool] = pages.c.fence > runs.c.fence
    query = select(pages.c.page_id).join(runs, runs.c.run_id == pages.c.run_id).where(newer)
    for page_id in connection.scalars(query):
        yield f"page {page_id}", "bears a fence that its run never had"
    twice = (
        select(pages.c.row_id)
        .join(frontier, frontier.c.row_id == pages.c.row_id)
        .group_by(pages.c.row_id, frontier.c.attempts)
        .having(func.count() > frontier.c.attempts)
    )
    for row_id in connection.scalars(twice):
        yield f"frontier row {row_id}", "has more pages than attempts"
