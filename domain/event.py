"""Something that happened: the rows from which every figure is computed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.clock import require_utc

GENESIS = "0" * 64
"""What the first event of a log names as its predecessor."""


class EventKind(StrEnum):
    """What can happen. The body's keys of each kind are documented in docs/events.md."""

    SWEEP_ADDED = "sweep_added"
    RUN_STARTED = "run_started"
    RUN_RESUMED = "run_resumed"
    RUN_FINISHED = "run_finished"
    OBSERVATIONS_APPENDED = "observations_appended"
    WORDS_LEARNT = "words_learnt"
    SELLER_ALLOWED = "seller_allowed"
    SELLER_DISALLOWED = "seller_disallowed"
    ALERT_RAISED = "alert_raised"
    ALERT_WITHHELD = "alert_withheld"
    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    CASE_REOPENED = "case_reopened"
    REVIEW_RECORDED = "review_recorded"
    NOTICE_DRAFTED = "notice_drafted"
    NOTICE_APPROVED = "notice_approved"
    NOTICE_ATTEMPTED = "notice_attempted"
    NOTICE_SENT = "notice_sent"
    NOTICE_FAILED = "notice_failed"
    NOTICE_UNCERTAIN = "notice_uncertain"
    DECISION_RECEIVED = "decision_received"
    RECHECKED = "rechecked"
    OUTCOME_DECIDED = "outcome_decided"
    RELISTED = "relisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """Something that happened and is about to be appended."""

    at: datetime
    kind: EventKind
    subject: str
    """What it is about: a listing key, `case/7`, `notice/<id>`, `run/3`, `sweep/<name>`."""
    body: dict[str, Any]
    """JSON values only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, in its place in the chain."""

    seq: int
    """1, 2, 3 … without a gap."""
    at: datetime
    kind: EventKind
    subject: str
    body: dict[str, Any]
    previous: str
    """The hash of the event before, or `GENESIS`."""
    hash: str


def canonical_json(value: Any) -> str:
    """Return the one way to write a JSON value: sorted keys, no spaces, no NaN, real characters."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def chain(new: NewEvent, *, seq: int, previous: str) -> Event:
    """Give an event its place in the chain: its hash covers its content and the hash before it."""
    at = require_utc(new.at)
    return Event(
        seq=seq,
        at=at,
        kind=new.kind,
        subject=new.subject,
        body=new.body,
        previous=previous,
        hash=event_hash(seq, at, new, previous),
    )


def event_hash(seq: int, at: datetime, new: NewEvent, previous: str) -> str:
    """Return the SHA-256, hexadecimal, over the canonical JSON of an event and its predecessor's hash."""
    content = [seq, at.isoformat(timespec="microseconds"), new.kind.value, new.subject, new.body, previous]
    return hashlib.sha256(canonical_json(content).encode("utf-8", "surrogatepass")).hexdigest()
