"""What is due at the bazaar, and when."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

Act = Callable[[], None]


class Agenda:
    """Acts in the order of their moments; of those due at one moment, the one that was put first."""

    def __init__(self) -> None:
        self._order = count()
        self._due: list[tuple[datetime, int, Act]] = []

    def put(self, at: datetime, act: Act) -> None:
        """Plan an act for a moment."""
        heapq.heappush(self._due, (at, next(self._order), act))

    def begins(self) -> datetime | None:
        """The moment of the first act, or None if nothing is due."""
        return self._due[0][0] if self._due else None

    def due_until(self, moment: datetime) -> Iterator[tuple[datetime, Act]]:
        """Take out and yield what is due until a moment, acts that were put meanwhile included."""
        while self._due and self._due[0][0] <= moment:
            at, _, act = heapq.heappop(self._due)
            yield at, act
