"""What several nouns share: the columns of a listing's identity, in rows and in events."""

from typing import Any

from sqlalchemy import ColumnElement

from domain.listing import ListingKey


def is_key(columns: Any, key: ListingKey) -> ColumnElement[bool]:
    """Return the condition that a table's row is about this listing."""
    condition: ColumnElement[bool] = (columns.marketplace == key.marketplace) & (columns.listing_id == key.listing_id)
    return condition


def key_columns(key: ListingKey) -> dict[str, str]:
    """Return the columns that name a listing in a row."""
    return {"marketplace": key.marketplace, "listing_id": key.listing_id}


def key_body(key: ListingKey) -> dict[str, str]:
    """Return the keys that name a listing in an event's body."""
    return {"key": str(key), **key_columns(key)}


def key_of(row: Any) -> ListingKey:
    """Return the listing that a row is about."""
    return ListingKey(marketplace=row.marketplace, listing_id=row.listing_id)
