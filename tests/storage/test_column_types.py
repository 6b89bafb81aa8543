from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from storage.column_types import CanonicalJson, PlainText, UtcDateTime, storable_json
from storage.database import read, write

metadata = MetaData()
kept = Table(
    "kept",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("text", PlainText),
    Column("value", CanonicalJson),
)


def back(engine: Engine, **values: Any) -> Any:
    with write(engine) as connection:
        metadata.create_all(connection)
        connection.execute(kept.insert(), values)
    with read(engine) as connection:
        return connection.execute(select(kept)).one()


def test_a_moment_comes_back_aware_and_in_utc(engine: Engine) -> None:
    warsaw = timezone(timedelta(hours=2))
    row = back(engine, at=datetime(2026, 7, 1, 1, 30, 0, 123456, tzinfo=warsaw))
    assert row.at == datetime(2026, 6, 30, 23, 30, 0, 123456, tzinfo=UTC)
    assert row.at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        back(engine, at=datetime(2026, 7, 1))  # noqa: DTZ001 - the very thing that is refused


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Elfenbein 象牙 🐘", "Elfenbein 象牙 🐘"),
        ("nul\x00here", "nul\ufffdhere"),
        ("half\ud83dpair", "half\ufffdpair"),
        ("back\\u0000slash", "back\\u0000slash"),
    ],
)
def test_hostile_text_is_kept_as_far_as_a_database_can(engine: Engine, text: str, found: str) -> None:
    row = back(engine, text=text, value={"words": [text]})
    assert row.text == found
    assert row.value == {"words": [found]}


def test_json_is_written_in_one_way_only() -> None:
    assert storable_json({"b": [1, 2.5, None], "a": "ä"}) == '{"a":"ä","b":[1,2.5,null]}'


def test_json_has_no_word_for_not_a_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        storable_json(float("nan"))
