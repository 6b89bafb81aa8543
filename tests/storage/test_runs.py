import pytest
from sqlalchemy import Engine

from domain.event import EventKind
from domain.sweep import RunKind, RunStatus
from storage.database import read, write
from storage.event_log import read_events
from storage.runs import (
    RunEndedError,
    RunExistsError,
    StaleFenceError,
    UnknownRunError,
    check_fence,
    finish_run,
    list_runs,
    load_run,
    resume_run,
    run_health,
    start_run,
)
from tests.factories import NOON, hours
from tests.storage.rows import start


def test_a_run_is_started_resumed_and_finished(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        assert (run.fence, run.status, run.kind) == (1, RunStatus.RUNNING, RunKind.SWEEP)
        assert run_health(connection, run.run_id) == {}
        resumed = resume_run(connection, run.run_id, NOON + hours(1))
        assert (resumed.fence, resumed.status) == (2, RunStatus.RUNNING)
        health = {"trusted": True, "pages": 3}
        ended = finish_run(connection, run.run_id, 2, status=RunStatus.FINISHED, health=health, at=NOON + hours(2))
        assert (ended.status, ended.finished_at) == (RunStatus.FINISHED, NOON + hours(2))
        assert run_health(connection, run.run_id) == health
        kinds = [event.kind for event in read_events(connection, subject=f"run/{run.run_id}")]
    assert kinds == [EventKind.RUN_STARTED, EventKind.RUN_RESUMED, EventKind.RUN_FINISHED]


def test_a_due_moment_has_one_run(engine: Engine) -> None:
    with write(engine) as connection:
        first = start(connection)
        with pytest.raises(RunExistsError) as refused:
            start(connection)
        assert refused.value.run_id == first.run_id
        start_run(connection, "ivory", due_at=NOON, started_at=NOON, kind=RunKind.RECHECK)
        start_run(connection, "ivory", due_at=NOON + hours(24), started_at=NOON)


def test_an_interrupted_run_can_be_resumed_a_finished_one_cannot(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        finish_run(connection, run.run_id, 1, status=RunStatus.INTERRUPTED, health={}, at=NOON)
        resume_run(connection, run.run_id, NOON)
        finish_run(connection, run.run_id, 2, status=RunStatus.UNTRUSTED, health={}, at=NOON)
        with pytest.raises(RunEndedError, match="untrusted"):
            resume_run(connection, run.run_id, NOON)


def test_an_old_fence_is_refused(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection)
        resume_run(connection, run.run_id, NOON)
        assert check_fence(connection, run.run_id, 2).run_id == run.run_id
        for stale in (1, 3):
            with pytest.raises(StaleFenceError, match="taken over"):
                check_fence(connection, run.run_id, stale)
        with pytest.raises(StaleFenceError):
            finish_run(connection, run.run_id, 1, status=RunStatus.FINISHED, health={}, at=NOON)
        assert load_run(connection, run.run_id).status is RunStatus.RUNNING


def test_runs_are_listed_as_asked(engine: Engine) -> None:
    with write(engine) as connection:
        ivory, coral = start(connection, "ivory"), start(connection, "coral")
        look = start_run(connection, "bazaar", due_at=NOON, started_at=NOON, kind=RunKind.RECHECK)
        finish_run(connection, coral.run_id, 1, status=RunStatus.FINISHED, health={}, at=NOON)
    with read(engine) as connection:
        ids = [run.run_id for run in list_runs(connection)]
        assert ids == [ivory.run_id, coral.run_id, look.run_id]
        assert [run.run_id for run in list_runs(connection, "ivory")] == [ivory.run_id]
        assert [run.run_id for run in list_runs(connection, kind=RunKind.RECHECK)] == [look.run_id]
        running = list_runs(connection, statuses=[RunStatus.RUNNING])
        assert [run.run_id for run in running] == [ivory.run_id, look.run_id]
        with pytest.raises(UnknownRunError):
            load_run(connection, 99)
