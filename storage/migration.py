"""Bringing a database to the schema that this version needs, and refusing any other."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from domain.errors import MarketsweepError
from storage.database import read, write
from storage.tables import metadata


class SchemaError(MarketsweepError):
    """The database's schema is not the one that this version needs."""

    def __init__(self, found: str | None, wanted: str) -> None:
        if found is None:
            way_out = "It holds no tables yet: run `marketsweep init`."
        elif found in known_revisions():
            way_out = "It is older: back it up, then run `marketsweep init` to upgrade it."
        else:
            way_out = "It is newer: install the Marketsweep version that wrote it, or a later one."
        super().__init__(f"The database has schema {found or 'none'}, this version needs {wanted}. {way_out}")


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema, in one transaction; a newer one is refused."""
    with write(engine) as connection:
        found = current_revision(connection)
        if found is not None and found not in known_revisions():
            raise SchemaError(found, newest_revision())
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_current_schema(engine: Engine) -> None:
    """Raise `SchemaError` if the schema is older or newer than the one this version needs."""
    with read(engine) as connection:
        found = current_revision(connection)
    if found != newest_revision():
        raise SchemaError(found, newest_revision())


def current_revision(connection: Connection) -> str | None:
    """Return the revision that the database says it has, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision that this version needs."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def known_revisions() -> frozenset[str]:
    """Return the revisions that this version knows how to come from."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def schema_differences(connection: Connection) -> list[object]:
    """Return how the database differs from the tables of this version; empty if it does not."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
    return list(compare_metadata(context, metadata))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
