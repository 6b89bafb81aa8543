"""Sweeps, their runs, what a run still has to fetch, and what it fetched and saw."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.column_types import ROW_ID, CanonicalJson, PlainText, UtcDateTime
from storage.tables.shared import listing_key, metadata, run_id

sweeps = Table(
    "sweeps",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("definition", CanonicalJson, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", ROW_ID, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("sweep", PlainText, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("status", PlainText, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("health", CanonicalJson),
    UniqueConstraint("kind", "sweep", "due_at"),
    CheckConstraint("fence >= 1", name="fence_counts_from_one"),
)

frontier = Table(
    "frontier",
    metadata,
    Column("row_id", ROW_ID, primary_key=True),
    run_id(),
    Column("url", PlainText, nullable=False),
    Column("url_key", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("marketplace", PlainText, nullable=False),
    Column("query", PlainText, nullable=False),
    Column("rank", Integer),
    Column("page_number", Integer),
    Column("needs_browser", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("not_before", UtcDateTime),
    Column("detail", PlainText, nullable=False),
    Column("meta", CanonicalJson, nullable=False),
    UniqueConstraint("run_id", "url_key"),
    Index(None, "run_id", "state", "row_id"),
)

pages = Table(
    "pages",
    metadata,
    Column("page_id", ROW_ID, primary_key=True),
    run_id(),
    Column("row_id", ROW_ID, ForeignKey("frontier.row_id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("url", PlainText, nullable=False),
    Column("request_kind", PlainText, nullable=False),
    Column("marketplace", PlainText, nullable=False),
    Column("query", PlainText, nullable=False),
    Column("http_status", Integer),
    Column("page_kind", PlainText, nullable=False),
    Column("reason", PlainText, nullable=False),
    Column("body_sha256", String(64)),
    Column("size", Integer, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("fetched_by", PlainText, nullable=False),
    Column("used_browser", Boolean, nullable=False),
    Column("listings_found", Integer, nullable=False),
    Column("query_understood", PlainText),
    Column("total_results", Integer),
    Index(None, "run_id", "page_id"),
)

observations = Table(
    "observations",
    metadata,
    Column("observation_id", ROW_ID, primary_key=True),
    run_id(),
    *listing_key(),
    Column("seller_id", PlainText, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("page_sha256", String(64)),
    Column("content", CanonicalJson, nullable=False),
    Column("content_digest", String(64), nullable=False),
    UniqueConstraint("run_id", "marketplace", "listing_id"),
    Index(None, "marketplace", "listing_id", "observation_id"),
    Index(None, "run_id", "observation_id"),
)

listings = Table(
    "listings",
    metadata,
    *(Column(name, PlainText, primary_key=True) for name in ("marketplace", "listing_id")),
    Column("seller_id", PlainText, nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("latest_observation", ROW_ID, ForeignKey("observations.observation_id"), nullable=False),
    Index(None, "marketplace", "last_seen"),
)
