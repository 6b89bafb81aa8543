"""Rows of a JSON lines file: one object per line."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from marketsweep.catalogue.records import Record, Records, RowFault
from marketsweep.catalogue.text_lines import NOT_UTF8, LineTooLongError, TextLines, holds_foreign_bytes


class NotPlainJsonError(ValueError):
    """A JSON text holds something that readers understand differently."""


def json_records(lines: TextLines) -> Records:
    """Yield each line's object; NaN, doubled keys and anything but an object are faults of that line."""
    while True:
        try:
            line = next(lines)
            if holds_foreign_bytes(line):
                yield RowFault(lines.number, NOT_UTF8)
            elif line.strip():
                yield Record(lines.number, parse_object(line))
        except StopIteration:
            return
        except LineTooLongError as error:
            yield RowFault(lines.number, str(error))
        except (ValueError, RecursionError) as error:
            yield RowFault(lines.number, f"not a JSON object: {_cause(error)}")


def parse_object(text: str) -> dict[str, Any]:
    """Return the one object that a JSON text holds; raise ValueError or RecursionError for anything else."""
    value = json.loads(
        text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_refuse_doubled_keys
    )
    if not isinstance(value, dict):
        raise NotPlainJsonError(f"it is a {type(value).__name__}")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise NotPlainJsonError(f"{name} is no JSON number; write null where there is none")


def _refuse_doubled_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise NotPlainJsonError(f"the key {doubled!r} stands in it twice")
    return value


def _cause(error: ValueError | RecursionError) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
