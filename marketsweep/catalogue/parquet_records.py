"""Rows of a Parquet file, in small batches; only the columns that are asked for are decoded."""

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marketsweep.catalogue.records import CatalogueFileError, DamagedFileError, Record, Records, RowFault

BATCH_ROWS = 1_024
MAX_COLUMNS = 1_000
MAX_VALUE = 1 << 20
"""Bytes of one text: 1 Mi. A few hundred bytes of Parquet can hold gigabytes of one text repeated."""
FOOTER_LIMIT = 64 << 20
"""Bytes of metadata that are decoded at most."""


_BROKEN = (pa.ArrowException, OSError, ValueError)


class ParquetFile:
    """A Parquet file whose footer has been read."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name, self._read = stream, name, 0
        try:
            self.schema = self._open().schema_arrow
            self.rows = self._open().metadata.num_rows
        except _BROKEN as error:
            raise CatalogueFileError(name, f"it is not whole Parquet: {error}") from error
        if len(self.schema.names) > MAX_COLUMNS:
            raise CatalogueFileError(
                name, f"it has {len(self.schema.names):,} columns; at most {MAX_COLUMNS:,} are read."
            )

    def _open(self, texts: Sequence[str] = ()) -> Any:
        self._stream.seek(0)
        return pq.ParquetFile(
            self._stream,
            read_dictionary=list(texts),
            thrift_string_size_limit=FOOTER_LIMIT,
            thrift_container_size_limit=FOOTER_LIMIT,
            page_checksum_verification=True,
        )

    def share(self) -> float:
        """Return how much of the rows has been decoded, 0 to 1."""
        return self._read / self.rows if self.rows else 0.0

    def records(self, choose: Callable[[Sequence[str]], Sequence[str]]) -> Records:
        """Yield each row with the columns that `choose` takes from the file's."""
        wanted = [self._flat(name) for name in choose(self.schema.names)]
        texts = [name for name in wanted if _is_text(self.schema.field(name).type)]
        row = 0
        try:
            for batch in self._open(texts).iter_batches(batch_size=BATCH_ROWS, columns=wanted, use_threads=False):
                for index, record in enumerate(_batch_records(batch, row), start=1):
                    self._read = row + index
                    yield record
                row += batch.num_rows
        except _BROKEN as error:
            raise DamagedFileError(row + 1, str(error)) from error
        if row < self.rows:
            raise DamagedFileError(row + 1, f"it promises {self.rows:,} rows")

    def _flat(self, name: str) -> str:
        kind = self.schema.field(name).type
        if pa.types.is_nested(kind):
            raise CatalogueFileError(self._name, f"the column {name} holds {kind}, not one value a row.")
        return name


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind))


def _batch_records(batch: Any, before: int) -> Records:
    """Turn values into Python one row at a time: a repeated text is held once, not a thousand times."""
    oversized = [_oversized(column) for column in batch.columns]
    for index in range(batch.num_rows):
        line = before + index + 1
        if any(rows is not None and rows[index].as_py() for rows in oversized):
            yield RowFault(line, f"a text is longer than {MAX_VALUE:,} bytes")
            continue
        try:
            values = {
                name: column[index].as_py() for name, column in zip(batch.schema.names, batch.columns, strict=True)
            }
        except (ValueError, OverflowError) as error:
            yield RowFault(line, f"a value cannot be read: {error}")
            continue
        yield Record(line, values)


def _oversized(column: Any) -> Any:
    """Return for each row whether its text is too long, or None where the whole column is within the limit."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not _is_text(texts.type) or not len(texts):
        return None
    too_long = pc.greater(pc.binary_length(texts), MAX_VALUE)
    if not pc.any(too_long).as_py():
        return None
    return pc.take(too_long, column.indices) if texts is not column else too_long
