"""Fresh PostgreSQL databases, fast: one that a test left with its schema unchanged is emptied and used again."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url

_SCHEMA = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
  SELECT concat(attrelid::regclass, attname, atttypid, attnotnull) FROM pg_attribute JOIN pg_class ON oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
  UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat(conrelid::regclass, conname) FROM pg_constraint
  UNION ALL SELECT version_num FROM alembic_version
) AS lines(line)
"""
_TABLES = "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
_RESTART = (
    "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"
)


class FreshDatabases:
    """Copies of a template database, emptied and given out again."""

    def __init__(self, template: str) -> None:
        self._template = make_url(template)
        self._server = self._url("postgres")
        self._numbers = itertools.count(1)
        self._free: list[str] = []
        with psycopg.connect(template) as connection:
            self._schema = connection.execute(_SCHEMA).fetchone()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the address of an empty database with the newest schema."""
        name = self._free.pop() if self._free else self._create()
        yield self._url(name)
        if self._emptied(name):
            self._free.append(name)
        else:
            self._on_server(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _create(self) -> str:
        name = f"{self._template.database}_{next(self._numbers)}"
        self._on_server(f'CREATE DATABASE "{name}" TEMPLATE "{self._template.database}"')
        return name

    def _emptied(self, name: str) -> bool:
        try:
            with psycopg.connect(self._url(name)) as connection:
                connection.execute("SET lock_timeout = '1s'")
                if connection.execute(_SCHEMA).fetchone() != self._schema:
                    return False
                connection.execute("SET LOCAL session_replication_role = replica")
                tables = [table for (table,) in connection.execute(_TABLES) if table != "alembic_version"]
                for table in tables:
                    connection.execute(f"DELETE FROM {table}".encode())
                connection.execute(_RESTART)
                return True
        except psycopg.Error:
            return False

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _url(self, name: str) -> str:
        return self._template.set(database=name).render_as_string(hide_password=False)
