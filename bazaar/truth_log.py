"""What really happened, in the order in which it happened."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class TruthKind(StrEnum):
    """The kinds of thing that happen at the bazaar."""

    LISTED = "listed"
    RELISTED = "relisted"
    """Takes the place of `listed` for a listing that comes back; `of` names the removed one."""
    EDITED = "edited"
    SOLD = "sold"
    ENDED = "ended"
    REMOVED = "removed"
    REINSTATED = "reinstated"
    HIDDEN_HERE = "hidden_here"
    """From now on *not available in your country*."""
    SHOWN_HERE = "shown_here"
    NOTICE_RECEIVED = "notice_received"
    NOTICE_REPEATED = "notice_repeated"
    NOTICE_UNREADABLE = "notice_unreadable"
    DECISION = "decision"
    SPELL_STARTED = "spell_started"
    SPELL_ENDED = "spell_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthEvent:
    """One thing that happened, at a told time."""

    at: datetime
    kind: TruthKind
    listing_id: str | None = None
    seller_id: str | None = None
    details: Mapping[str, object]

    def as_row(self) -> dict[str, object]:
        """The event as it stands in the file and on the wire."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind.value,
            "listing_id": self.listing_id,
            "seller_id": self.seller_id,
            **self.details,
        }


class TruthLog:
    """The list of all events so far, and the file that gets each of them as it happens."""

    def __init__(self, path: Path | None = None) -> None:
        self._events: list[TruthEvent] = []
        self._path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", encoding="utf-8")

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[TruthEvent]:
        return iter(tuple(self._events))

    def since(self, place: int) -> tuple[TruthEvent, ...]:
        """The events from this place on."""
        return tuple(self._events[place:])

    def add(self, event: TruthEvent) -> None:
        """Append one event."""
        self._events.append(event)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(event.as_row(), ensure_ascii=False) + "\n")
