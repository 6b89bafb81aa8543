"""Chance that comes out the same again: named streams of one seed, and decks that are dealt out evenly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, name: str) -> Random:
    """Return a generator of its own for one purpose, so that a change in one place leaves the others alone."""
    return Random(f"bazaar/{seed}/{name}")  # noqa: S311 - a stage play, not a secret


@dataclass(slots=True)
class Deck(Generic[T]):
    """Cards dealt in a shuffled order and shuffled anew when they run out: even shares, unknown order."""

    cards: Sequence[T]
    chance: Random
    _left: list[T] = field(default_factory=list)

    def deal(self, wanted: Callable[[T], bool] = lambda _: True) -> T:
        """Take the next card that is wanted; the others stay in their order."""
        for _ in range(2):
            for place, card in enumerate(self._left):
                if wanted(card):
                    return self._left.pop(place)
            self._left.extend(self.chance.sample(list(self.cards), len(self.cards)))
        return next(card for card in self.cards if wanted(card))
