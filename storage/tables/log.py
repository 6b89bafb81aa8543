"""What happened, in order: the event log and the slots of the scheduler."""

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from storage.column_types import ROW_ID, CanonicalJson, PlainText, UtcDateTime
from storage.tables.shared import metadata

events = Table(
    "events",
    metadata,
    Column("seq", ROW_ID, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("body", CanonicalJson, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Index(None, "kind", "seq"),
    Index(None, "subject", "seq"),
)

slots = Table(
    "slots",
    metadata,
    Column("slot_id", ROW_ID, primary_key=True),
    Column("job", PlainText, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("holder", PlainText, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("detail", PlainText, nullable=False),
    UniqueConstraint("job", "due_at"),
)
