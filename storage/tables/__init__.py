"""The tables. Rows of the append-only ones are never changed or deleted: triggers in the migrations see to it."""

from storage.tables.casework import (
    alerts,
    allowed_sellers,
    cases,
    decisions,
    notice_attempts,
    notice_items,
    notices,
    reviews,
)
from storage.tables.crawling import frontier, listings, observations, pages, runs, sweeps
from storage.tables.later_looks import outcomes, rechecks
from storage.tables.learning import corpus_words
from storage.tables.log import events, slots
from storage.tables.shared import metadata

__all__ = [
    "APPEND_ONLY",
    "alerts",
    "allowed_sellers",
    "cases",
    "corpus_words",
    "decisions",
    "events",
    "frontier",
    "listings",
    "metadata",
    "notice_attempts",
    "notice_items",
    "notices",
    "observations",
    "outcomes",
    "pages",
    "rechecks",
    "reviews",
    "runs",
    "slots",
    "sweeps",
]

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
