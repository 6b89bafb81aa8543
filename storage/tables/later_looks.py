"""Later looks at known listings, and what was concluded from them."""

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

from storage.column_types import ROW_ID, PlainText, UtcDateTime
from storage.tables.shared import listing_key, metadata

rechecks = Table(
    "rechecks",
    metadata,
    Column("recheck_id", ROW_ID, primary_key=True),
    Column("round_id", ROW_ID, nullable=False),
    *listing_key(),
    Column("look", PlainText, nullable=False),
    Column("detail", PlainText, nullable=False),
    Column("canary_live", Boolean, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    UniqueConstraint("round_id", "marketplace", "listing_id"),
    Index(None, "marketplace", "listing_id", "recheck_id"),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("outcome_id", ROW_ID, primary_key=True),
    *listing_key(),
    Column("state", PlainText, nullable=False),
    Column("last_live", UtcDateTime),
    Column("first_gone", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("detail", PlainText, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Index(None, "marketplace", "listing_id", "outcome_id"),
)
