import threading
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text

from storage.database import DatabaseBusyError, DatabaseRefusedError, open_database, read, shown_address, write
from tests.storage.rows import add_one


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/a.db")
    with read(engine) as connection:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert connection.scalar(text(f"PRAGMA {pragma}")) == value
        assert connection.scalar(text("PRAGMA busy_timeout")) >= 5000
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite://", "journal_mode reads back as 'memory'"),
        ("sqlite:///:memory:", "journal_mode reads back as 'memory'"),
        ("sqlite:////no/such/folder/a.db", "unable to open database file"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "refused"),
        ("mysql://host/name", "neither SQLite nor PostgreSQL"),
        ("not an address", "not a database address"),
    ],
)
def test_a_database_that_would_lose_something_is_refused_with_the_way_out(url: str, why: str) -> None:
    with pytest.raises(DatabaseRefusedError, match=why) as refused:
        open_database(url)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_text("This is not a database, it is a letter to one. " * 40)
    with pytest.raises(DatabaseRefusedError, match="not a database"):
        open_database(f"sqlite:///{file}")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:tiger@localhost:port/name",
        "postgresql://desk:ti/tiger@localhost:54a/name",
        "postgresql:/desk:tiger@localhost/name",
        "postgresql://desk@localhost:1/name?password=tiger",
        "postgresql://desk:tiger@localhost:1/name?no_such_option=tiger",
        "postgresql://localhost:1/name?passwords=tiger&sslpassword=tiger",
        "mysql://desk:tiger@localhost/name?api_key=tiger",
        "no address but a tiger",
    ],
)
def test_no_message_shows_a_password(url: str) -> None:
    with pytest.raises(DatabaseRefusedError) as refused:
        open_database(url)
    assert "tiger" not in f"{refused.value} {shown_address(url)}".replace("no_such_option=tiger", "")


def test_an_address_is_shown_as_far_as_it_may_be() -> None:
    assert shown_address("postgresql://desk:tiger@db.example:5433/marketsweep?password=tiger&sslmode=require") == (
        "postgresql://desk:***@db.example:5433/marketsweep?password=***&sslmode=require"
    )
    assert shown_address("sqlite:///folder/a.db") == "sqlite:///folder/a.db"


def test_a_read_only_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.touch()
    with pytest.raises(DatabaseRefusedError):
        open_database(f"sqlite:///file:{file}?mode=ro&immutable=1&uri=true")


@pytest.mark.postgres
@pytest.mark.parametrize("setting", ["synchronous_commit"])
def test_postgresql_that_acknowledges_too_early_is_refused(postgresql_template: str, setting: str) -> None:
    address = make_url(postgresql_template).set(database="hasty")
    server = address.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE hasty")
        connection.execute(f"ALTER DATABASE hasty SET {setting} = off")
        with pytest.raises(DatabaseRefusedError, match=f"{setting} is off"):
            open_database(address.render_as_string(hide_password=False))
        connection.execute("DROP DATABASE hasty")


def test_a_failed_write_leaves_nothing(engine: Engine) -> None:
    with suppress(ZeroDivisionError), write(engine) as connection:
        add_one(connection)
        raise ZeroDivisionError
    with read(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM sweeps")) == 0


def test_writers_wait_for_each_other(engine: Engine) -> None:
    def count_up() -> None:
        for _ in range(10):
            with write(engine) as connection:
                add_one(connection)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM sweeps")) == 40


def test_a_writer_that_waits_too_long_is_told_so(database_url: str) -> None:
    engine = open_database(database_url, wait_seconds=0.2)
    with write(engine) as connection:
        with pytest.raises(DatabaseBusyError, match="another writer"), write(engine):
            pass
        add_one(connection)
    with write(engine) as connection:
        add_one(connection)
    with read(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM sweeps")) == 2
    engine.dispose()


def test_a_reader_sees_one_state_while_others_write(engine: Engine) -> None:
    with read(engine) as reader:
        assert reader.scalar(text("SELECT count(*) FROM sweeps")) == 0
        with write(engine) as writer:
            add_one(writer)
        assert reader.scalar(text("SELECT count(*) FROM sweeps")) == 0
    with read(engine) as reader:
        assert reader.scalar(text("SELECT count(*) FROM sweeps")) == 1
