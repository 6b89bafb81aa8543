"""The finds of a listing that nothing excuses, as what other finds may require beside them."""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.keyword_list import TermKind
from matching.candidate import Candidate
from matching.passage import Passage


class _Numbered(NamedTuple):
    place: int
    candidate: Candidate


class Standing:
    """Finds that nothing excuses, in order of their places, by kind and passage: each is asked about many times."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._groups: dict[TermKind, dict[Passage, list[_Numbered]]] = {}
        self._widest = 0
        for place, candidate in enumerate(candidates):
            group = self._groups.setdefault(candidate.term.kind, {}).setdefault(candidate.passage, [])
            group.append(_Numbered(place, candidate))
            self._widest = max(self._widest, candidate.find.last - candidate.find.first)

    def apart_from(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the finds of the kinds that a find requires, which stand on other words and near enough."""
        groups = [
            self._near(candidate, group) if passage is candidate.passage else group
            for kind in dict.fromkeys(candidate.term.requires.kinds)
            for passage, group in self._groups.get(kind, {}).items()
        ]
        for _, other in heapq.merge(*groups, key=_place):
            if candidate.passage is not other.passage or not _meet(candidate, other):
                yield other

    def _near(self, candidate: Candidate, group: Sequence[_Numbered]) -> Iterator[_Numbered]:
        """Yield the finds of a passage, those within the distance that the term requires."""
        find, within = candidate.find, candidate.term.requires.within
        start = 0 if within is None else bisect_left(group, find.first - within - self._widest, key=_first_word)
        for number in range(start, len(group)):
            other = group[number].candidate.find
            if within is not None and other.first - find.last > within:
                break
            if within is None or find.first - other.last <= within:
                yield group[number]


def _meet(candidate: Candidate, other: Candidate) -> bool:
    return candidate.find.first <= other.find.last and other.find.first <= candidate.find.last


def _place(numbered: _Numbered) -> int:
    return numbered.place


def _first_word(numbered: _Numbered) -> int:
    return numbered.candidate.find.first
