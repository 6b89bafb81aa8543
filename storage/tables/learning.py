"""What was learnt from listings."""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, String, Table

from storage.column_types import ROW_ID, UtcDateTime
from storage.tables.shared import metadata

corpus_words = Table(
    "corpus_words",
    metadata,
    Column("corpus_id", Integer, primary_key=True, autoincrement=False),
    Column("through_observation", ROW_ID, nullable=False),
    Column("listings", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("learnt_at", UtcDateTime, nullable=False),
    CheckConstraint("corpus_id = 1", name="there_is_one"),
)
