"""The marketplace's answers."""

from typing import Any

from sqlalchemy import Connection, Row, select

from domain.decision import Decision, DecisionKind
from domain.event import EventKind, NewEvent
from domain.listing import ListingKey
from storage.event_log import append
from storage.listing_columns import is_key, key_body, key_columns, key_of
from storage.notices import load_notice
from storage.tables import decisions


def record_decision(connection: Connection, decision: Decision) -> None:
    """Add what a marketplace answered about one notified listing."""
    load_notice(connection, decision.notice_id)
    row = {
        "notice_id": decision.notice_id,
        **key_columns(decision.key),
        "kind": decision.kind,
        "text": decision.text,
        "decided_at": decision.decided_at,
        "received_at": decision.received_at,
    }
    connection.execute(decisions.insert(), row)
    body = {
        **key_body(decision.key),
        "notice_id": decision.notice_id,
        "decision": decision.kind.value,
        "text": decision.text,
        "decided_at": decision.decided_at.isoformat() if decision.decided_at else None,
    }
    append(
        connection,
        NewEvent(at=decision.received_at, kind=EventKind.DECISION_RECEIVED, subject=str(decision.key), body=body),
    )


def decisions_on(connection: Connection, key: ListingKey) -> tuple[Decision, ...]:
    """Return what a marketplace answered about a listing, the first first."""
    query = select(decisions).where(is_key(decisions.c, key)).order_by(decisions.c.decision_id)
    return tuple(map(_decision, connection.execute(query)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        notice_id=row.notice_id,
        key=key_of(row),
        kind=DecisionKind(row.kind),
        text=row.text,
        decided_at=row.decided_at,
        received_at=row.received_at,
    )
