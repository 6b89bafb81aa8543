"""What every format of catalogue file yields: records with their place, and faults that name theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.errors import MarketsweepError
from marketsweep.errors import InputError


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the file: column names and raw values."""

    line: int
    """The line that it begins on, from 1; in Parquet the row."""
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, and whether the row had to be left out for it."""

    line: int
    cause: str
    lost: bool = True


Records = Iterator[Record | RowFault]


class CatalogueFileError(InputError):
    """A catalogue file cannot be read at all."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name} cannot be read as a catalogue: {cause}")


class DamagedFileError(MarketsweepError):
    """A file that began well cannot be read any further."""

    def __init__(self, line: int, cause: str) -> None:
        self.line = line
        super().__init__(f"the file is damaged from here on, later rows are missing: {cause}")
