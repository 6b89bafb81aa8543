"""One listing from what a person typed or piped: fields, a JSON object, or plain text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.listing import Listing
from marketsweep.catalogue.json_records import parse_object
from marketsweep.catalogue.records import Record
from marketsweep.catalogue.rows import CatalogueRow, Columns, to_row
from marketsweep.errors import InputError

LISTING_ID = "checked"
"""The id of a listing that has none."""
EXAMPLE = "marketsweep check --title 'Antique ivory bangle'"


class NoListingError(InputError):
    """What was given holds no listing that could be judged."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"There is no listing to check: {cause}. For instance: {EXAMPLE}")


def listing_from_text(text: str, seen_at: datetime) -> Listing:
    """Read a JSON object with the columns of a catalogue, or plain text: the first line is the title."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        try:
            return listing_from_fields(parse_object(text.lstrip("\ufeff")), seen_at)
        except (ValueError, RecursionError) as error:
            raise NoListingError(f"the JSON object cannot be read ({error})") from error
    title, _, description = text.strip("\ufeff \t\r\n").partition("\n")
    return listing_from_fields({"title": title.rstrip("\r"), "description": description}, seen_at)


def listing_from_fields(fields: Mapping[str, Any], seen_at: datetime) -> Listing:
    """Read the fields as a row of a catalogue would be read."""
    if not any(fields.get(name) for name in ("title", "description")):
        raise NoListingError("give a title or a description, or pipe a JSON object or plain text and write -")
    record = Record(1, {"id": LISTING_ID, **{name: value for name, value in fields.items() if value is not None}})
    rows = list(to_row(record, Columns(), seen_at))
    causes = [row.cause for row in rows if not isinstance(row, CatalogueRow)]
    if causes:
        raise NoListingError("; ".join(causes))
    return next(row.listing for row in rows if isinstance(row, CatalogueRow))
