"""Allowed sellers, cases with their alerts and reviews, notices with their attempts and answers."""

from sqlalchemy import Column, Float, ForeignKey, Index, Table, UniqueConstraint

from storage.column_types import ROW_ID, CanonicalJson, PlainText, UtcDateTime
from storage.tables.shared import listing_key, metadata

allowed_sellers = Table(
    "allowed_sellers",
    metadata,
    Column("allowed_id", ROW_ID, primary_key=True),
    Column("marketplace", PlainText, nullable=False),
    Column("seller_id", PlainText, nullable=False),
    Column("concern", PlainText),
    Column("reason", PlainText, nullable=False),
    Column("allowed_by", PlainText, nullable=False),
    Column("valid_from", UtcDateTime, nullable=False),
    Column("valid_to", UtcDateTime),
    Index(None, "marketplace", "seller_id"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", ROW_ID, primary_key=True),
    Column("marketplace", PlainText, nullable=False),
    Column("seller_id", PlainText, nullable=False),
    Column("concern", PlainText, nullable=False),
    Column("status", PlainText, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Index(None, "marketplace", "seller_id", "concern"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("alert_id", ROW_ID, primary_key=True),
    Column("case_id", ROW_ID, ForeignKey("cases.case_id"), nullable=False),
    *listing_key(),
    Column("concern", PlainText, nullable=False),
    Column("level", PlainText, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", CanonicalJson, nullable=False),
    Column("list_versions", CanonicalJson, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("index_digest", PlainText, nullable=False, server_default=""),
    UniqueConstraint("marketplace", "listing_id", "concern", "list_versions"),
    Index(None, "case_id"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("review_id", ROW_ID, primary_key=True),
    Column("case_id", ROW_ID, ForeignKey("cases.case_id"), nullable=False),
    *listing_key(),
    Column("verdict", PlainText, nullable=False),
    Column("reviewer", PlainText, nullable=False),
    Column("ground", PlainText, nullable=False),
    Column("reason", PlainText, nullable=False),
    Column("reviewed_at", UtcDateTime, nullable=False),
    Index(None, "case_id", "review_id"),
)

notices = Table(
    "notices",
    metadata,
    Column("notice_id", PlainText, primary_key=True),
    Column("case_id", ROW_ID, ForeignKey("cases.case_id"), nullable=False),
    Column("marketplace", PlainText, nullable=False),
    Column("concern", PlainText, nullable=False),
    Column("content", CanonicalJson, nullable=False),
    Column("status", PlainText, nullable=False),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
    Column("approved_by", PlainText),
    Column("sent_at", UtcDateTime),
    Index(None, "case_id"),
)

notice_items = Table(
    "notice_items",
    metadata,
    Column("notice_id", PlainText, ForeignKey("notices.notice_id"), primary_key=True),
    *(Column(name, PlainText, primary_key=True) for name in ("marketplace", "listing_id")),
    Index(None, "marketplace", "listing_id"),
)

notice_attempts = Table(
    "notice_attempts",
    metadata,
    Column("attempt_id", ROW_ID, primary_key=True),
    Column("notice_id", PlainText, ForeignKey("notices.notice_id"), nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("message_id", PlainText, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("outcome", PlainText),
    Column("detail", PlainText, nullable=False),
    Column("finished_at", UtcDateTime),
    Index(None, "notice_id", "attempt_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("decision_id", ROW_ID, primary_key=True),
    Column("notice_id", PlainText, ForeignKey("notices.notice_id"), nullable=False),
    *listing_key(),
    Column("kind", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "marketplace", "listing_id"),
)
