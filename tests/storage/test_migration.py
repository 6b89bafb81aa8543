import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.alerts import record_alert
from storage.cases import load_case
from storage.database import open_database, read, write
from storage.migration import SchemaError, require_current_schema, schema_differences, upgrade
from storage.tables import APPEND_ONLY, metadata
from tests.factories import make_alert, make_listing


def test_the_migrations_make_exactly_the_tables(engine: Engine) -> None:
    with read(engine) as connection:
        assert schema_differences(connection) == []


def test_a_missing_column_would_be_seen(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(text("ALTER TABLE sweeps DROP COLUMN created_at"))
    with read(engine) as connection:
        assert len(schema_differences(connection)) == 1


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    require_current_schema(engine)


def test_what_the_first_schema_held_is_there_after_an_upgrade(engine: Engine) -> None:
    with write(engine) as connection:
        case_id = record_alert(connection, make_alert("1"), make_listing(listing_id="1")).case_id
        connection.execute(text("ALTER TABLE alerts DROP COLUMN index_digest"))
        connection.execute(text("DROP TABLE corpus_words"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(SchemaError, match="older"):
        require_current_schema(engine)
    upgrade(engine)
    with write(engine) as connection:
        assert load_case(connection, case_id).alerts == (make_alert("1", index_digest=""),)
        assert schema_differences(connection) == []
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text("UPDATE alerts SET index_digest = 'x'"))


@pytest.mark.parametrize("statement", [10, 40, 60])
def test_an_upgrade_that_dies_half_way_leaves_nothing_and_can_be_run_again(tmp_path: Path, statement: int) -> None:
    url = f"sqlite:///{tmp_path}/half.db"
    code = f"""
import os
from sqlalchemy import event
from storage.database import open_database
from storage.migration import upgrade
engine = open_database({url!r})
countdown = iter(range({statement}, 0, -1))
event.listen(engine, "before_cursor_execute", lambda *_: next(countdown) == 1 and os.kill(os.getpid(), 9))
upgrade(engine)
"""
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == -signal.SIGKILL
    engine = open_database(url)
    with read(engine) as connection:
        assert inspect(connection).get_table_names() == []
    upgrade(engine)
    require_current_schema(engine)
    engine.dispose()


def test_an_empty_database_is_refused_with_the_way_out(tmp_path: object) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(SchemaError, match="marketsweep init"):
        require_current_schema(engine)
    engine.dispose()


def test_a_newer_schema_is_refused_and_left_alone(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer"):
        require_current_schema(engine)
    with pytest.raises(SchemaError, match="newer"):
        upgrade(engine)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_append_only_tables_carry_their_triggers(engine: Engine, table: str) -> None:
    catalogue = "sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    if engine.dialect.name == "postgresql":
        catalogue = "pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
    with read(engine) as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {catalogue}"), {"table": table}) == 2


@pytest.mark.parametrize("statement", ["UPDATE events SET kind = 'x'", "DELETE FROM events"])
def test_events_are_neither_changed_nor_deleted(engine: Engine, statement: str) -> None:
    row = {"seq": 1, "kind": "a", "subject": "b", "body": "{}", "previous": "0", "hash": "1"}
    with write(engine) as connection:
        connection.execute(
            text("INSERT INTO events VALUES (:seq, '2026-01-01 00:00:00', :kind, :subject, :body, :previous, :hash)"),
            row,
        )
    with pytest.raises(DBAPIError, match="append-only"), write(engine) as connection:
        connection.execute(text(statement))


def test_every_append_only_table_exists() -> None:
    assert set(APPEND_ONLY) <= set(metadata.tables)
