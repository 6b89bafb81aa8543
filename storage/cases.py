"""Cases with their alerts and reviews."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from domain.case import Case, CaseStatus
from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.event import EventKind, NewEvent
from domain.review import Review, Verdict
from storage.alerts import alert_of
from storage.event_log import append
from storage.listing_columns import key_body, key_columns, key_of
from storage.tables import alerts, cases, reviews

_CHUNK = 500


class UnknownCaseError(MarketsweepError):
    """A case was asked for that was never opened."""

    def __init__(self, case_id: int) -> None:
        super().__init__(f"There is no case {case_id}. `marketsweep cases list` shows those there are.")


def load_case(connection: Connection, case_id: int) -> Case:
    """Return a case with its alerts and reviews, the first first."""
    rows = connection.execute(select(cases).where(cases.c.case_id == case_id)).all()
    if not rows:
        raise UnknownCaseError(case_id)
    return next(iter(_whole(connection, rows)))


def list_cases(
    connection: Connection,
    *,
    statuses: Collection[CaseStatus] = (),
    concern: Concern | None = None,
    marketplace: str | None = None,
) -> tuple[Case, ...]:
    """Return cases in the order in which they were opened, narrowed as asked."""
    query = select(cases).order_by(cases.c.case_id)
    if statuses:
        query = query.where(cases.c.status.in_(list(statuses)))
    if concern is not None:
        query = query.where(cases.c.concern == concern)
    if marketplace is not None:
        query = query.where(cases.c.marketplace == marketplace)
    rows = connection.execute(query).all()
    return tuple(
        case for start in range(0, len(rows), _CHUNK) for case in _whole(connection, rows[start : start + _CHUNK])
    )


def record_review(connection: Connection, case: Case, review: Review) -> None:
    """Add a person's review; `case` says where the case stands after it."""
    row = {
        "case_id": review.case_id,
        **key_columns(review.key),
        "verdict": review.verdict,
        "reviewer": review.reviewer,
        "ground": review.ground,
        "reason": review.reason,
        "reviewed_at": review.reviewed_at,
    }
    connection.execute(reviews.insert(), row)
    connection.execute(cases.update().where(cases.c.case_id == review.case_id), {"status": case.status})
    body = {
        **key_body(review.key),
        "case_id": review.case_id,
        "concern": case.concern.value,
        "seller_id": case.seller_id,
        "verdict": review.verdict.value,
        "reviewer": review.reviewer,
        "ground": review.ground,
        "reason": review.reason,
        "case_status": case.status.value,
    }
    append(
        connection,
        NewEvent(at=review.reviewed_at, kind=EventKind.REVIEW_RECORDED, subject=f"case/{review.case_id}", body=body),
    )


def record_closing(connection: Connection, case: Case, *, by: str, reason: str, at: datetime) -> None:
    """Keep that a person closed or reopened a case; `case` says where it stands then."""
    kind = EventKind.CASE_CLOSED if case.status is CaseStatus.CLOSED else EventKind.CASE_REOPENED
    connection.execute(cases.update().where(cases.c.case_id == case.case_id), {"status": case.status})
    body = {"case_id": case.case_id, "case_status": case.status.value, "by": by, "reason": reason}
    append(connection, NewEvent(at=at, kind=kind, subject=f"case/{case.case_id}", body=body))


def _whole(connection: Connection, rows: Collection[Row[Any]]) -> Iterable[Case]:
    ids = [row.case_id for row in rows]
    alerts_of = _by_case(connection, alerts, ids)
    reviews_of = _by_case(connection, reviews, ids)
    for row in rows:
        yield Case(
            case_id=row.case_id,
            marketplace=row.marketplace,
            seller_id=row.seller_id,
            concern=Concern(row.concern),
            status=CaseStatus(row.status),
            opened_at=row.opened_at,
            alerts=tuple(map(alert_of, alerts_of[row.case_id])),
            reviews=tuple(map(_review, reviews_of[row.case_id])),
        )


def _by_case(connection: Connection, table: Table, ids: list[int]) -> dict[int, list[Row[Any]]]:
    (primary,) = table.primary_key.columns
    query = select(table).where(table.c.case_id.in_(ids)).order_by(primary)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.case_id].append(row)
    return found


def _review(row: Row[Any]) -> Review:
    return Review(
        case_id=row.case_id,
        key=key_of(row),
        verdict=Verdict(row.verdict),
        reviewer=row.reviewer,
        ground=row.ground,
        reason=row.reason,
        reviewed_at=row.reviewed_at,
    )
