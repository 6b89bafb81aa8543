"""An attacker with rights on the database."""

from sqlalchemy import Connection, text


def drop_triggers(connection: Connection, table: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for action in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER {table}_refuse_{action}"))
