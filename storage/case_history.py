"""Whether each case stands where its events put it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from domain.case import CaseStatus
from domain.event import Event, EventKind
from storage.event_log import read_events
from storage.tables import alerts, cases

_KINDS = (
    EventKind.CASE_OPENED,
    EventKind.CASE_CLOSED,
    EventKind.CASE_REOPENED,
    EventKind.ALERT_RAISED,
    EventKind.REVIEW_RECORDED,
    EventKind.NOTICE_SENT,
)


@dataclass(slots=True)
class _Told:
    """What the events tell of one case, up to the last one read."""

    status: CaseStatus = CaseStatus.OPEN
    keys: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    def follow(self, event: Event) -> None:
        """Take in the next event."""
        body = event.body
        if event.kind is EventKind.ALERT_RAISED:
            self.status = self.status if body["key"] in self.keys else CaseStatus.OPEN
            self.keys.add(body["key"])
        elif event.kind in (EventKind.REVIEW_RECORDED, EventKind.CASE_CLOSED, EventKind.CASE_REOPENED):
            self.status = CaseStatus(body["case_status"])
        elif event.kind is EventKind.NOTICE_SENT and body["notice_id"] not in self.sent:
            self.sent.add(body["notice_id"])
            self.status = CaseStatus.NOTIFIED if self.status is CaseStatus.REVIEWED else self.status


def check_cases(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield every case that was never opened, is missing, holds no alert, or does not stand where its events say."""
    told: dict[int, _Told] = {}
    for event in read_events(connection, kinds=_KINDS):
        told.setdefault(event.body["case_id"], _Told()).follow(event)
    kept = {row.case_id: row.status for row in connection.execute(select(cases.c.case_id, cases.c.status))}
    for case_id in sorted(told.keys() | kept.keys()):
        if case_id not in told:
            yield f"case {case_id}", "has no case_opened event"
        elif case_id not in kept:
            yield f"case {case_id}", "was opened, but is not kept"
        elif kept[case_id] != told[case_id].status:
            yield f"case {case_id}", f"is {kept[case_id]}, its events say {told[case_id].status}"
    without = select(cases.c.case_id).where(cases.c.case_id.not_in(select(alerts.c.case_id)))
    for case_id in connection.scalars(without):
        yield f"case {case_id}", "holds no alert"
