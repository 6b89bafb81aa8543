"""Opening a catalogue file, whatever it is written in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from marketsweep.catalogue.byte_stream import ByteStream, open_bytes
from marketsweep.catalogue.csv_records import csv_records
from marketsweep.catalogue.json_records import json_records
from marketsweep.catalogue.parquet_records import ParquetFile
from marketsweep.catalogue.records import (
    CatalogueFileError,
    DamagedFileError,
    Record,
    Records,
    RowFault,
)
from marketsweep.catalogue.rows import CatalogueRow, Columns, to_row
from marketsweep.catalogue.text_lines import TextLines, encoding_of
from marketsweep.catalogue_format import CatalogueFormat

_PARQUET = b"PAR1"

OnFault = Callable[[RowFault], None]


class Catalogue:
    """An open catalogue file: its rows, once, and how many there may be."""

    def __init__(self, records: Records, columns: Columns, seen_at: datetime, share: Callable[[], float]) -> None:
        self._records, self._columns, self._seen_at, self._share = records, columns, seen_at, share
        self._given = 0
        self.damaged = False
        """Whether the file broke off before its end."""

    def rows(self, on_fault: OnFault) -> Iterator[CatalogueRow]:
        """Yield each listing; what cannot be read is told with line and cause, and reading goes on after it."""
        try:
            for record in self._records:
                for row in self._rows_of(record):
                    if isinstance(row, RowFault):
                        on_fault(row)
                    else:
                        self._given += 1
                        yield row
        except DamagedFileError as error:
            self.damaged = True
            on_fault(RowFault(error.line, str(error)))

    def _rows_of(self, record: Record | RowFault) -> Iterator[CatalogueRow | RowFault]:
        return iter((record,)) if isinstance(record, RowFault) else to_row(record, self._columns, self._seen_at)

    def expected_rows(self) -> int | None:
        """Return how many rows there are likely to be, by the share of the file that those read so far took."""
        share = self._share()
        return max(self._given, round(self._given / share)) if share > 0 else None


@contextmanager
def open_catalogue(
    source: Path | BinaryIO,
    *,
    seen_at: datetime,
    written_as: CatalogueFormat | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Iterator[Catalogue]:
    """Open a file or a stream of bytes; gzip and, unless told, the format are known by the first bytes."""
    ours = Columns(columns)
    with ExitStack() as stack:
        stream = stack.enter_context(open_bytes(source))
        written_as = written_as or _format_of(stream)
        if written_as is CatalogueFormat.PARQUET:
            file = ParquetFile(stack.enter_context(stream.seekable()), stream.name)
            yield Catalogue(file.records(ours.chosen), ours, seen_at, file.share)
            return
        try:
            lines = TextLines(stream.content, encoding_of(stream.head, encoding))
        except LookupError:
            raise CatalogueFileError(stream.name, f"nobody knows the encoding {encoding!r}. Try utf-8.") from None
        stack.callback(lines.detach)
        records = (
            csv_records(lines, stream.name, ours.require) if written_as is CatalogueFormat.CSV else json_records(lines)
        )
        yield Catalogue(records, ours, seen_at, stream.share)


def _format_of(stream: ByteStream) -> CatalogueFormat:
    if not stream.head:
        raise CatalogueFileError(stream.name, "it is empty.")
    if stream.head.startswith(_PARQUET):
        return CatalogueFormat.PARQUET
    start = stream.head.decode(encoding_of(stream.head, "utf-8"), "replace").lstrip()
    if start.startswith("["):
        raise CatalogueFileError(stream.name, "it is one JSON array. Write one object per line: jq -c '.[]' FILE")
    return CatalogueFormat.JSONL if start.startswith("{") else CatalogueFormat.CSV
