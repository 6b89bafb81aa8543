"""What the event log says of one listing about one concern: found, reviewed, notified, looked at again, decided upon.

The only file that reads the bodies of events (docs/events.md); the methods read trails.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from alerts.outcomes import History, history_of
from domain.clock import require_utc
from domain.concern import Concern
from domain.decision import DecisionKind
from domain.event import Event, EventKind
from domain.listing import ListingKey
from domain.recheck import Look, Recheck
from domain.review import Verdict

_Subject = tuple[ListingKey, Concern]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """When a notice reached the marketplace: in [earliest, latest]. An attempt without an answer widens it."""

    earliest: datetime
    latest: datetime | None
    """None while no attempt has been acknowledged: it may never have arrived."""
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All that the log says of one listing about one concern, up to a moment."""

    key: ListingKey
    concern: Concern
    found_at: datetime
    """When it was first seen live and assessed."""
    found_event: int
    verdict: Verdict | None = None
    """The latest."""
    review_event: int | None = None
    sending: Sending | None = None
    """Of the first notice about it."""
    decision: DecisionKind | None = None
    """The marketplace's latest."""
    decision_event: int | None = None
    rechecks: tuple[tuple[int, Recheck], ...] = ()

    @property
    def history(self) -> History:
        """What the later looks prove."""
        return history_of(self.key, (recheck for _, recheck in self.rechecks), found_at=self.found_at)

    @property
    def suspected(self) -> bool:
        """Whether a person suspects it: reviewed so, or notified."""
        return self.verdict is Verdict.SUSPECTED or (self.verdict is None and self.sending is not None)

    def events_at(self, *moments: datetime) -> tuple[int, ...]:
        """Return the events that a row about those looks stands on: found, reviewed, sent, and the looks."""
        looks = [seq for seq, recheck in self.rechecks if recheck.checked_at in moments]
        named = [self.found_event, self.review_event, self.decision_event]
        sent = self.sending.events if self.sending is not None else ()
        return tuple(sorted({*(seq for seq in named if seq is not None), *sent, *looks}))


@dataclass(slots=True)
class _Notice:
    """The attempts to send one notice, as the log tells them."""

    subjects: tuple[_Subject, ...] = ()
    open_attempts: dict[int, datetime] = field(default_factory=dict)
    """Attempts that may have arrived, with their beginning: without an answer, or uncertain."""
    sent_at: datetime | None = None
    events: list[int] = field(default_factory=list)

    def take(self, event: Event) -> None:
        match event.kind:
            case EventKind.NOTICE_ATTEMPTED:
                self.open_attempts[int(event.body["attempt_id"])] = event.at
            case EventKind.NOTICE_FAILED:
                self.open_attempts.pop(int(event.body["attempt_id"]), None)
            case EventKind.NOTICE_SENT:
                self.open_attempts.pop(int(event.body["attempt_id"]), None)
                self.sent_at = self.sent_at or event.at
            case EventKind.NOTICE_UNCERTAIN:
                pass  # it stays among those that may have arrived, since its beginning
            case _:
                return
        self.events.append(event.seq)

    @property
    def sending(self) -> Sending | None:
        """When it arrived: at the first acknowledgement, or with an earlier attempt that nobody answered."""
        arrived = [*self.open_attempts.values(), *([self.sent_at] if self.sent_at else [])]
        if not arrived:
            return None
        return Sending(earliest=min(arrived), latest=self.sent_at, events=tuple(self.events))


def trails_of(events: Iterable[Event], *, until: datetime) -> tuple[Trail, ...]:
    """Return the trail of each listing and concern that an alert names, told by the events up to a moment."""
    trails: dict[_Subject, Trail] = {}
    notices: dict[str, _Notice] = {}
    looks: dict[ListingKey, list[tuple[int, Recheck]]] = {}
    for event in sorted((event for event in events if event.at <= until), key=lambda event: event.seq):
        match event.kind:
            case EventKind.ALERT_RAISED:
                _take_alert(trails, event)
            case EventKind.REVIEW_RECORDED:
                _take_review(trails, event)
            case EventKind.DECISION_RECEIVED:
                _take_decision(trails, notices, event)
            case EventKind.RECHECKED:
                recheck = _recheck(event)
                looks.setdefault(recheck.key, []).append((event.seq, recheck))
            case kind if kind in _NOTICE_KINDS:
                _take_notice(notices, event)
    for notice in notices.values():
        for subject in notice.subjects:
            if subject in trails:
                trails[subject] = _notified(trails[subject], notice)
    ordered = sorted(trails.values(), key=lambda trail: (trail.key, trail.concern))
    return tuple(replace(trail, rechecks=tuple(looks.get(trail.key, ()))) for trail in ordered)


_NOTICE_KINDS = frozenset(
    (
        EventKind.NOTICE_DRAFTED,
        EventKind.NOTICE_ATTEMPTED,
        EventKind.NOTICE_SENT,
        EventKind.NOTICE_FAILED,
        EventKind.NOTICE_UNCERTAIN,
    )
)


def _take_notice(notices: dict[str, _Notice], event: Event) -> None:
    notice = notices.setdefault(str(event.body["notice_id"]), _Notice())
    notice.subjects = tuple((_key(item), Concern(event.body["concern"])) for item in event.body["listings"])
    notice.take(event)


def _take_alert(trails: dict[_Subject, Trail], event: Event) -> None:
    key, concern = _key(event.body), Concern(event.body["concern"])
    if (key, concern) not in trails:
        found_at = require_utc(datetime.fromisoformat(event.body["first_seen"]))
        trails[key, concern] = Trail(key=key, concern=concern, found_at=found_at, found_event=event.seq)


def _take_review(trails: dict[_Subject, Trail], event: Event) -> None:
    subject = (_key(event.body), Concern(event.body["concern"]))
    if subject in trails:
        verdict = Verdict(event.body["verdict"])
        trails[subject] = replace(trails[subject], verdict=verdict, review_event=event.seq)


def _take_decision(trails: dict[_Subject, Trail], notices: dict[str, _Notice], event: Event) -> None:
    key, notice = _key(event.body), notices.get(str(event.body["notice_id"]))
    for subject in notice.subjects if notice is not None else ():
        if subject[0] == key and subject in trails:
            decision = DecisionKind(event.body["decision"])
            trails[subject] = replace(trails[subject], decision=decision, decision_event=event.seq)


def _notified(trail: Trail, notice: _Notice) -> Trail:
    """Put the sending of one more notice into a trail: the first that arrived counts."""
    new, old = notice.sending, trail.sending
    if new is None or old is None:
        return replace(trail, sending=new or old)
    arrived = [moment for moment in (old.latest, new.latest) if moment is not None]
    both = Sending(
        earliest=min(old.earliest, new.earliest),
        latest=min(arrived, default=None),
        events=tuple(sorted({*old.events, *new.events})),
    )
    return replace(trail, sending=both)


def _recheck(event: Event) -> Recheck:
    return Recheck(
        key=_key(event.body),
        round_id=int(event.body["round_id"]),
        look=Look(event.body["look"]),
        detail=str(event.body["detail"]),
        canary_live=bool(event.body["canary_live"]),
        checked_at=event.at,
    )


def _key(body: dict[str, Any]) -> ListingKey:
    return ListingKey(marketplace=str(body["marketplace"]), listing_id=str(body["listing_id"]))
