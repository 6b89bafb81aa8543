from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.event import EventKind
from domain.sweep import Query, SamplingPlan, Sweep
from storage.database import read, write
from storage.event_log import read_events
from storage.sweeps import SweepStartedError, UnknownSweepError, list_sweeps, load_sweep, save_sweep
from tests.factories import NOON, hours
from tests.storage.rows import start

IVORY = Sweep(
    name="ivory",
    owner="desk 4",
    queries=(
        Query(marketplace="bazaar", text="Elfenbein", language="de"),
        Query(marketplace="souk", text="ivory"),
    ),
    lists=(("wildlife", "1"), ("replicas", "2")),
    plan=SamplingPlan(first_k=20, max_pages=2),
    created_at=NOON,
    cron="0 6 * * 1",
    timezone="Europe/Warsaw",
)


def test_a_sweep_comes_back_as_it_was_saved(engine: Engine) -> None:
    with write(engine) as connection:
        save_sweep(connection, IVORY)
        save_sweep(connection, replace(IVORY, name="coral", cron=None))
    with read(engine) as connection:
        assert load_sweep(connection, "ivory") == IVORY
        assert [sweep.name for sweep in list_sweeps(connection)] == ["coral", "ivory"]


def test_an_unknown_sweep_is_refused(engine: Engine) -> None:
    with read(engine) as connection, pytest.raises(UnknownSweepError, match="'coral'"):
        load_sweep(connection, "coral")


def test_a_sweep_may_be_changed_until_it_starts_and_never_after(engine: Engine) -> None:
    longer = replace(IVORY, plan=SamplingPlan(first_k=500), created_at=NOON + hours(1))
    with write(engine) as connection:
        save_sweep(connection, IVORY)
        save_sweep(connection, longer)
        start(connection, "ivory")
        save_sweep(connection, longer)
    with write(engine) as connection, pytest.raises(SweepStartedError, match="frozen"):
        save_sweep(connection, IVORY)
    with read(engine) as connection:
        assert load_sweep(connection, "ivory") == longer
        added = list(read_events(connection, kinds=[EventKind.SWEEP_ADDED]))
    assert [event.body["plan"]["first_k"] for event in added] == [20, 500]
