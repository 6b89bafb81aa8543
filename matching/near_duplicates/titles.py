"""How alike the words of two titles are, in whatever order they stand."""

from collections.abc import Iterable
from itertools import permutations

from rapidfuzz import fuzz

ALIKE = 75
"""rapidfuzz's ratio, 0 to 100, from which two words are one word mistyped."""
_FEWEST_LETTERS = 4
"""Shorter words are never taken for each other."""
_MOST_JOINED = 6
"""Words, unlike any other, among which one is looked for that is two of the others joined."""


def compare_words(left: Iterable[str], right: Iterable[str]) -> tuple[float, float, float]:
    """Return how many words two titles share, mistyped ones in part, and how many only the one or the other has."""
    ours, theirs = set(left), set(right)
    both = ours & theirs
    ours, theirs = ours - both, theirs - both
    shared = float(len(both)) + _joined(ours, theirs) + _joined(theirs, ours)
    for word in sorted(ours):
        partner, ratio = _partner(word, theirs)
        if partner:
            shared += ratio / 100
            ours.remove(word)
            theirs.remove(partner)
    return shared, float(len(ours)), float(len(theirs))


def _partner(word: str, others: Iterable[str]) -> tuple[str, float]:
    if len(word) < _FEWEST_LETTERS:
        return "", 0.0
    long_ones = (other for other in others if len(other) >= _FEWEST_LETTERS)
    ratio, partner = max(
        ((fuzz.ratio(word, other, score_cutoff=ALIKE), other) for other in long_ones), default=(0.0, "")
    )
    return (partner, ratio) if ratio else ("", 0.0)


def _joined(ours: set[str], theirs: set[str]) -> int:
    """Take away the words that are two words of the other title written as one; return how many they were."""
    taken = 0
    if 2 <= len(theirs) <= _MOST_JOINED:
        for first, second in permutations(sorted(theirs), 2):
            if first + second in ours and {first, second} <= theirs:
                ours.remove(first + second)
                theirs -= {first, second}
                taken += 2
    return taken
