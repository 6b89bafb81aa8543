"""Typing errors between two words: optimal string alignment, and candidates by what is left after deletions."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

_PREFIX = 9
"""Letters of a word from which deletions are taken; within two errors of each other, two words share what is left."""


def edits_between(one: str, other: str, most: int) -> int | None:
    """Return the optimal string alignment distance of two words, or None if it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    place = 0
    shorter = min(len(one), len(other))
    while place < shorter and one[place] == other[place]:
        place += 1
    one, other = one[place:], other[place:]
    if not one or not other:
        return len(one) + len(other)
    if most == 0:
        return None
    found = [edits_between(one[1:], other[1:], most - 1), edits_between(one[1:], other, most - 1)]
    found.append(edits_between(one, other[1:], most - 1))
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        found.append(edits_between(one[2:], other[2:], most - 1))
    return min((1 + edits for edits in found if edits is not None), default=None)


def deletions_of(word: str, count: int) -> set[str]:
    """Return the beginning of a word and what is left of it after up to `count` of its letters are deleted."""
    found = {word[:_PREFIX]}
    edge = found
    for _ in range(count):
        edge = {left[:place] + left[place + 1 :] for left in edge for place in range(len(left))}
        found = found | edge
    return found


class Neighbourhood:
    """Finds the words that may lie within two typing errors of a word."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Take words, each with the most errors forgiven in it."""
        self._words = list(words)
        hashes = (
            (hash(left) & 0xFFFFFFFFFF) << 24 | number
            for number, (word, count) in enumerate(self._words)
            for left in deletions_of(word, count)
        )
        self._hashes = array("Q", sorted(hashes))

    def near(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield each word within its forgiven errors of `word`, with the number of errors."""
        candidates = set()
        for left in deletions_of(word, 2):
            key = (hash(left) & 0xFFFFFFFFFF) << 24
            place = bisect_left(self._hashes, key)
            while place < len(self._hashes) and self._hashes[place] >> 24 == key >> 24:
                candidates.add(self._hashes[place] & 0xFFFFFF)
                place += 1
        for number in candidates:
            near, most = self._words[number]
            edits = edits_between(word, near, most)
            if edits is not None:
                yield near, edits
