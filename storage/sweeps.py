"""Definitions of sweeps: kept as canonical JSON, frozen once a run has started."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from domain.errors import MarketsweepError
from domain.event import EventKind, NewEvent
from domain.sweep import Query, RunKind, SamplingPlan, Sweep
from storage.event_log import append
from storage.tables import runs, sweeps


class SweepStartedError(MarketsweepError):
    """A sweep was to be changed after its first run."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Sweep {name!r} has started and is frozen. Save the change under another name.")


class UnknownSweepError(MarketsweepError):
    """A sweep was asked for that nobody added."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no sweep {name!r}. `marketsweep sweep list` shows those there are.")


def save_sweep(connection: Connection, sweep: Sweep) -> None:
    """Keep a sweep under its name; one that has started is not changed, saving it again as it is does nothing."""
    definition = sweep_content(sweep)
    kept = connection.scalar(select(sweeps.c.definition).where(sweeps.c.name == sweep.name))
    if kept == definition:
        return
    row = {"definition": definition, "created_at": sweep.created_at}
    if kept is None:
        connection.execute(sweeps.insert(), {"name": sweep.name, **row})
    elif _has_started(connection, sweep.name):
        raise SweepStartedError(sweep.name)
    else:
        connection.execute(sweeps.update().where(sweeps.c.name == sweep.name), row)
    append(
        connection,
        NewEvent(at=sweep.created_at, kind=EventKind.SWEEP_ADDED, subject=f"sweep/{sweep.name}", body=definition),
    )


def load_sweep(connection: Connection, name: str) -> Sweep:
    """Return a sweep by its name."""
    definition = connection.scalar(select(sweeps.c.definition).where(sweeps.c.name == name))
    if definition is None:
        raise UnknownSweepError(name)
    return sweep_of(definition)


def list_sweeps(connection: Connection) -> tuple[Sweep, ...]:
    """Return all sweeps by name."""
    return tuple(map(sweep_of, connection.scalars(select(sweeps.c.definition).order_by(sweeps.c.name))))


def sweep_content(sweep: Sweep) -> dict[str, Any]:
    """Return a sweep as a JSON value."""
    return {
        "name": sweep.name,
        "owner": sweep.owner,
        "queries": [
            {"marketplace": query.marketplace, "text": query.text, "language": query.language}
            for query in sweep.queries
        ],
        "lists": [list(pair) for pair in sweep.lists],
        "plan": {"first_k": sweep.plan.first_k, "max_pages": sweep.plan.max_pages},
        "created_at": sweep.created_at.isoformat(),
        "cron": sweep.cron,
        "timezone": sweep.timezone,
    }


def sweep_of(definition: dict[str, Any]) -> Sweep:
    """Return the sweep that `sweep_content` wrote."""
    return Sweep(
        name=definition["name"],
        owner=definition["owner"],
        queries=tuple(Query(**query) for query in definition["queries"]),
        lists=tuple((list_id, version) for list_id, version in definition["lists"]),
        plan=SamplingPlan(**definition["plan"]),
        created_at=datetime.fromisoformat(definition["created_at"]),
        cron=definition["cron"],
        timezone=definition["timezone"],
    )


def _has_started(connection: Connection, name: str) -> bool:
    query = select(runs.c.run_id).where(runs.c.kind == RunKind.SWEEP, runs.c.sweep == name).limit(1)
    return connection.execute(query).first() is not None
