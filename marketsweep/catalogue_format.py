"""The ways in which a catalogue file may be written."""

from enum import StrEnum


class CatalogueFormat(StrEnum):
    """How a catalogue file is written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
