"""The few most suspect listings of many."""

import heapq
from itertools import count

from domain.assessment import Assessment, Level
from marketsweep.judging import Judged


class Suspects:
    """The listings with the highest scores, no more than a few of them; among equals the earlier ones."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[tuple[bool, float, int], Judged]] = []
        self._order = count()

    def add(self, judged: Judged) -> None:
        """Keep a listing if it is among the most suspect so far."""
        if judged.assessment.level is Level.NONE or self._most <= 0:
            return
        entry = ((*_rank(judged.assessment), -next(self._order)), judged)
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def highest_first(self) -> list[Judged]:
        """Return what was kept."""
        return [judged for _, judged in sorted(self._heap, key=lambda entry: entry[0], reverse=True)]


def _rank(assessment: Assessment) -> tuple[bool, float]:
    return assessment.level is Level.ALERT, assessment.score
