"""The marketplace's answers."""

from sqlalchemy import Connection

from domain.decision import Decision
from domain.event import EventKind, NewEvent
from storage.event_log import append
from storage.listing_columns import key_body, key_columns
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
