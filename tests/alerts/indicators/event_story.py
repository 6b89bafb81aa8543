"""A log told in sentences: each method appends one event with the body that docs/events.md gives it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.concern import Concern
from domain.decision import DecisionKind
from domain.event import GENESIS, Event, EventKind, NewEvent, chain
from domain.recheck import Look
from domain.review import Verdict
from tests.factories import NOON, hours, make_key


@dataclass
class Story:
    """Events in the order in which they are told; times are hours after `NOON`."""

    marketplace: str = "bazaar"
    concern: Concern = Concern.WILDLIFE
    events: list[Event] = field(default_factory=list)

    def found(self, listing_id: str, at: float = 0, *, verdict: Verdict | None = Verdict.SUSPECTED) -> "Story":
        seen = (NOON + hours(at)).isoformat()
        about = {**self._listing(listing_id), "concern": self.concern.value, "case_id": 1}
        self._tell(EventKind.ALERT_RAISED, at, **about, first_seen=seen)
        if verdict is not None:
            self._tell(EventKind.REVIEW_RECORDED, at, **about, verdict=verdict.value)
        return self

    def reviewed(self, listing_id: str, verdict: Verdict, at: float) -> "Story":
        about = {**self._listing(listing_id), "concern": self.concern.value, "case_id": 1}
        return self._tell(EventKind.REVIEW_RECORDED, at, **about, verdict=verdict.value)

    def attempted(self, *listing_ids: str, at: float, attempt: int = 1, notice: str = "n-1") -> "Story":
        return self._notice(EventKind.NOTICE_ATTEMPTED, listing_ids, at, attempt, notice)

    def failed(self, *listing_ids: str, at: float, attempt: int = 1, notice: str = "n-1") -> "Story":
        return self._notice(EventKind.NOTICE_FAILED, listing_ids, at, attempt, notice)

    def uncertain(self, *listing_ids: str, at: float, attempt: int = 1, notice: str = "n-1") -> "Story":
        return self._notice(EventKind.NOTICE_UNCERTAIN, listing_ids, at, attempt, notice)

    def acknowledged(self, *listing_ids: str, at: float, attempt: int = 1, notice: str = "n-1") -> "Story":
        return self._notice(EventKind.NOTICE_SENT, listing_ids, at, attempt, notice)

    def sent(self, *listing_ids: str, at: float, attempt: int = 1, notice: str = "n-1") -> "Story":
        """An attempt that is acknowledged at once."""
        self.attempted(*listing_ids, at=at, attempt=attempt, notice=notice)
        return self.acknowledged(*listing_ids, at=at, attempt=attempt, notice=notice)

    def decided(self, listing_id: str, decision: DecisionKind, at: float, *, notice: str = "n-1") -> "Story":
        body = {**self._listing(listing_id), "notice_id": notice, "decision": decision.value, "text": ""}
        return self._tell(EventKind.DECISION_RECEIVED, at, **body)

    def looked(self, listing_id: str, *looks: tuple[float, Look], canary_live: bool = True) -> "Story":
        for at, look in looks:
            about = {**self._listing(listing_id), "round_id": round(at * 60), "detail": look.value}
            self._tell(EventKind.RECHECKED, at, **about, look=look.value, canary_live=canary_live)
        return self

    def removed(self, listing_id: str, *, last_live: float, first_gone: float) -> "Story":
        """Three looks that prove a removal."""
        return self.looked(listing_id, (last_live, Look.LIVE), (first_gone, Look.GONE), (first_gone + 1, Look.GONE))

    def _listing(self, listing_id: str) -> dict[str, Any]:
        key = make_key(listing_id, self.marketplace)
        return {"key": str(key), "marketplace": key.marketplace, "listing_id": key.listing_id}

    def _notice(self, kind: EventKind, listing_ids: tuple[str, ...], at: float, attempt: int, notice: str) -> "Story":
        listings = [{**self._listing(listing_id), "url": ""} for listing_id in listing_ids]
        about = {"notice_id": notice, "concern": self.concern.value, "marketplace": self.marketplace}
        return self._tell(kind, at, **about, listings=listings, attempt_id=attempt)

    def _tell(self, kind: EventKind, at: float, **body: Any) -> "Story":
        previous = self.events[-1].hash if self.events else GENESIS
        new = NewEvent(at=NOON + hours(at), kind=kind, subject=str(body.get("key", "notice")), body=body)
        self.events.append(chain(new, seq=len(self.events) + 1, previous=previous))
        return self


def moment(at: float) -> datetime:
    return NOON + hours(at)
