"""Typing errors between two words: optimal string alignment, and candidates by what is left after deletions."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uoklp", "o": "ipl",
    "p": "oil", "a": "sqz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jim",
    "z": "xas", "x": "zcsd", "c": "xvdf", "v": "cbfg", "b": "vnhg", "n": "bmhj", "m": "njk",
}  # fmt: skip
"""Neighbouring keys of a QWERTY keyboard, in class letters (i is also l)."""
_SHORT = 7
"""In a word of fewer letters a wrong letter must be that of a neighbouring key."""
_SHORTER = 6
"""A word of fewer letters must also begin with its own letter."""
_LONG = 10
"""A word of as many letters may have any two errors."""
_PREFIX = 9
"""Letters of a word from which deletions are taken; within two errors of each other, two words share what is left."""


def edits_between(one: str, other: str, most: int, *, by_neighbours: bool = False) -> int | None:
    """Return the optimal string alignment distance of two words, or None if it is more than `most`.

    `by_neighbours` takes a letter for another only if their keys are neighbours.
    """
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
    rests = [(one[1:], other), (one, other[1:])]
    if not by_neighbours or _are_neighbours(one[0], other[0]):
        rests.append((one[1:], other[1:]))
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        rests.append((one[2:], other[2:]))
    found = (edits_between(*rest, most - 1, by_neighbours=by_neighbours) for rest in rests)
    return min((1 + edits for edits in found if edits is not None), default=None)


def _are_neighbours(one: str, other: str) -> bool:
    """Tell whether two keys are neighbours; keys that are not on the keyboard may be."""
    return one not in _NEIGHBOURS or other not in _NEIGHBOURS or other in _NEIGHBOURS[one]


def are_likely(written: str, listed: str, edits: int) -> bool:
    """Tell whether typing errors are such as fingers make, where nothing but one word tells what is meant."""
    if len(listed) >= (_SHORT if edits == 1 else _LONG):
        return True
    if len(listed) < _SHORTER and written[0] != listed[0] and written[:2] != listed[1::-1]:
        return False
    return edits_between(written, listed, edits, by_neighbours=True) is not None


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
