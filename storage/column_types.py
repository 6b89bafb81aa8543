"""Column types that keep a value exactly as it was given, on both databases."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from domain.clock import require_utc
from domain.event import canonical_json

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both: SQLite only numbers rows by itself where the type is spelled INTEGER."""


def storable_text(text: str) -> str:
    """Return text that both databases take: NUL and lone surrogates become U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text.replace("\x00", "\ufffd")


class JsonText(str):
    """A JSON value in its canonical text already: it is not written twice."""

    __slots__ = ()


def storable_json(value: Any) -> JsonText:
    """Return the canonical JSON text of a value, its strings such that both databases take them."""
    text = canonical_json(value)
    if "\\u0000" not in text and storable_text(text) == text:
        return JsonText(text)
    return JsonText(canonical_json(_storable(value)))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable_text(str(name)): _storable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value


class PlainText(TypeDecorator[str]):
    """Text as it was read from a page, less what no database can hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what no database can hold."""
        return None if value is None else storable_text(value)


class CanonicalJson(TypeDecorator[Any]):
    """A JSON value, kept as its one canonical text, so that a digest over it can be taken again."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the value canonically."""
        if value is None or isinstance(value, JsonText):
            return value
        return storable_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value."""
        return None if value is None else json.loads(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: refuses one without a time zone, keeps UTC, gives back an aware one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the moment into UTC; SQLite keeps no time zone."""
        if value is None:
            return None
        moment = require_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
