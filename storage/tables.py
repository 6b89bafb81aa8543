"""The tables. Rows of the append-only ones are never changed or deleted: triggers in the migrations see to it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from storage.column_types import ROW_ID, CanonicalJson, PlainText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

APPEND_ONLY = (
    "events",
    "observations",
    "pages",
    "alerts",
    "reviews",
    "decisions",
    "rechecks",
    "outcomes",
)
"""Tables whose rows may only be added."""


def _run_id() -> Column[int]:
    return Column("run_id", ROW_ID, ForeignKey("runs.run_id"), nullable=False)


def _listing_key() -> tuple[Column[str], Column[str]]:
    return (
        Column("marketplace", PlainText, nullable=False),
        Column("listing_id", PlainText, nullable=False),
    )


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
    _run_id(),
    Column("url", PlainText, nullable=False),
    Column("url_key", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("marketplace", PlainText, nullable=False),
    Column("query", PlainText, nullable=False),
    Column("rank", Integer),
    Column("page_number", Integer),
    Column("needs_browser", Boolean, nullable=False),
    Column("depth", Integer, nullable=False),
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
    _run_id(),
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
    _run_id(),
    *_listing_key(),
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
    *_listing_key(),
    Column("concern", PlainText, nullable=False),
    Column("level", PlainText, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", CanonicalJson, nullable=False),
    Column("list_versions", CanonicalJson, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    UniqueConstraint("marketplace", "listing_id", "concern", "list_versions"),
    Index(None, "case_id"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("review_id", ROW_ID, primary_key=True),
    Column("case_id", ROW_ID, ForeignKey("cases.case_id"), nullable=False),
    *_listing_key(),
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
    *_listing_key(),
    Column("kind", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "marketplace", "listing_id"),
)

rechecks = Table(
    "rechecks",
    metadata,
    Column("recheck_id", ROW_ID, primary_key=True),
    Column("round_id", ROW_ID, nullable=False),
    *_listing_key(),
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
    *_listing_key(),
    Column("state", PlainText, nullable=False),
    Column("last_live", UtcDateTime),
    Column("first_gone", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("detail", PlainText, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Index(None, "marketplace", "listing_id", "outcome_id"),
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
