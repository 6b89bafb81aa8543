"""Rows of a CSV file: comma, semicolon, tab or bar; a header line first."""

import csv
from collections.abc import Callable, Sequence

from marketsweep.catalogue.records import CatalogueFileError, Record, Records, RowFault
from marketsweep.catalogue.text_lines import NOT_UTF8, LineTooLongError, TextLines, holds_foreign_bytes

DELIMITERS = ",;\t|"
MAX_COLUMNS = 1_000


def csv_records(lines: TextLines, name: str, require: Callable[[Sequence[str]], None]) -> Records:
    """Yield each row by the column names that `require` has let pass; reading goes on after a faulty row."""
    first = _header_line(lines, name)
    delimiter = _delimiter(first)
    header = [cell.strip() for cell in _cells(first, delimiter)]
    if len(header) > MAX_COLUMNS:
        raise CatalogueFileError(name, f"its first line has {len(header):,} columns; at most {MAX_COLUMNS:,} are read.")
    require(header)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, LineTooLongError) as error:
            yield RowFault(begins, f"{_span(begins, lines.number)}not well-formed CSV: {error}")
            continue
        if any(cells):
            yield _record(begins, header, cells)


def _record(line: int, header: list[str], cells: list[str]) -> Record | RowFault:
    if len(cells) != len(header):
        return RowFault(line, f"it has {len(cells):,} cells, the first line names {len(header):,} columns")
    if any(holds_foreign_bytes(cell) for cell in cells):
        return RowFault(line, NOT_UTF8)
    return Record(line, dict(zip(header, cells, strict=True)))


def _header_line(lines: TextLines, name: str) -> str:
    try:
        first = next(lines, "")
        if first.lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
            first = next(lines, "")
    except LineTooLongError as error:
        raise CatalogueFileError(name, f"line 1: {error}. Is it a CSV file? Say --format.") from None
    return first


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=lambda delimiter: len(_cells(header, delimiter)))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _span(begins: int, ends: int) -> str:
    return f"lines {begins} to {ends}: " if ends > begins else ""
