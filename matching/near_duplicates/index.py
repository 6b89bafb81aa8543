"""Near-duplicates among many listings: added one by one, found by what their fingerprints have in common."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from domain.listing import ListingKey
from matching.near_duplicates.fingerprint import Fingerprint
from matching.near_duplicates.likeness import SAME_OFFER, Likeness, likeness, other_numbers
from matching.near_duplicates.sketch import Sketch, hash_of

BANDS = 16
ROWS = 3
"""Two titles meet if all hashes of one band agree: with Jaccard 0.5 in 88 of 100 cases, with 0.7 in 99.8."""
NUMBERED = 6
"""Two titles with a number in common meet if one of six hashes agrees as well: a number alone tells much."""
FULLEST = 16
"""Different texts in one bucket; more of them only repeat what the first say."""

_MOST_NUMBERS = 3
_BINS = BANDS * ROWS
_Text = tuple[tuple[str, ...], Sketch, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """A listing that is another one again, with how alike they are and why."""

    key: ListingKey
    likeness: Likeness


class NearDuplicates:
    """The listings seen so far, grouped by likeness.

    Min-wise hashing in bands, Broder 1997; one permutation, its empty bins filled as Shrivastava, ICML 2017, does.
    Takes time and memory in proportion to the listings, however many are alike. In whatever order they come the
    groups are the same, up to buckets that overflow.
    """

    def __init__(self, *, threshold: float = SAME_OFFER) -> None:
        self._threshold = threshold
        self._texts: dict[_Text, int] = {}
        self._prints: list[Fingerprint] = []
        self._keys: list[list[ListingKey]] = []
        self._buckets: dict[int, int | list[int]] = {}
        self._parents: dict[ListingKey, ListingKey] = {}

    def __len__(self) -> int:
        return len(self._parents)

    def add(self, new: Fingerprint) -> ListingKey:
        """Take a listing in, with all that is like it; return the key that its group goes by now."""
        is_first = new.key not in self._parents
        self._parents.setdefault(new.key, new.key)
        text = (new.words, new.description, new.numbers)
        known = self._texts.get(text)
        if known is not None:
            if is_first or new.key not in self._keys[known]:
                self._keys[known].append(new.key)
            if self._is_like(new, known):  # two words alone tell nothing, even if they are the same
                self._join(new.key, self._keys[known][0])
            return self._root(new.key)
        bands = buckets_of(new)
        for number in self._candidates(bands):
            other = self._keys[number][0]
            if self._root(other) != self._root(new.key) and self._is_like(new, number):
                self._join(new.key, other)
        self._keep(new, text, bands)
        return self._root(new.key)

    def find(self, wanted: Fingerprint) -> list[NearDuplicate]:
        """Return the listings that one is like, the likest first; itself is none of them."""
        best: dict[ListingKey, Likeness] = {}
        for number in self._candidates(buckets_of(wanted)):
            other = self._prints[number]
            if other_numbers(wanted, other):
                continue
            alike = likeness(wanted, other)
            if alike.similarity >= self._threshold:
                for key in self._keys[number]:
                    if key != wanted.key and (key not in best or best[key].similarity < alike.similarity):
                        best[key] = alike
        found = [NearDuplicate(key=key, likeness=alike) for key, alike in best.items()]
        return sorted(found, key=lambda each: (-each.likeness.similarity, each.key))

    def groups(self) -> tuple[tuple[ListingKey, ...], ...]:
        """Return the listings that are like others, group by group; alike hangs together by links of likeness."""
        members: dict[ListingKey, list[ListingKey]] = defaultdict(list)
        for key in self._parents:
            members[self._root(key)].append(key)
        return tuple(sorted(tuple(sorted(keys)) for keys in members.values() if len(keys) > 1))

    def _candidates(self, bands: tuple[int, ...]) -> Iterator[int]:
        seen: set[int] = set()
        for band in bands:
            held = self._buckets.get(band, ())
            for number in (held,) if isinstance(held, int) else held:
                if number not in seen:
                    seen.add(number)
                    yield number

    def _is_like(self, new: Fingerprint, number: int) -> bool:
        other = self._prints[number]
        return not other_numbers(new, other) and likeness(new, other).similarity >= self._threshold

    def _keep(self, new: Fingerprint, text: _Text, bands: tuple[int, ...]) -> None:
        number = len(self._prints)
        self._texts[text] = number
        self._prints.append(new)
        self._keys.append([new.key])
        for band in bands:
            held = self._buckets.get(band)
            if held is None:
                self._buckets[band] = number  # most buckets hold one: a list for each would take most of the memory
            elif isinstance(held, int):
                self._buckets[band] = [held, number]
            elif len(held) < FULLEST:
                held.append(number)

    def _root(self, key: ListingKey) -> ListingKey:
        while self._parents[key] != key:
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key

    def _join(self, one: ListingKey, other: ListingKey) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents[second] = first


def buckets_of(listing: Fingerprint) -> tuple[int, ...]:
    """Return the buckets that a listing belongs to; none if its title has no letters."""
    if not listing.title.count:
        return ()
    smallest: list[int | None] = [None] * _BINS
    for each in listing.title.smallest():  # ascending: the first in a bin is its smallest
        place = each % _BINS
        if smallest[place] is None:
            smallest[place] = each
    filled = [_first_filled(smallest, place) for place in range(_BINS)]
    numbered = (
        hash((hash_of(number), place, filled[place]))
        for number in listing.numbers[:_MOST_NUMBERS]
        for place in range(NUMBERED)
    )
    bands = (hash((band, *filled[band * ROWS : (band + 1) * ROWS])) for band in range(BANDS))
    return (*numbered, *bands)


def _first_filled(smallest: list[int | None], place: int) -> int:
    own = smallest[place]
    if own is not None:
        return own
    return next(found for other in _DETOURS[place] if (found := smallest[other]) is not None)


def _detour(place: int) -> tuple[int, ...]:
    """Return the other bins in an order that differs from bin to bin, the same on every machine."""
    return tuple(
        sorted(range(_BINS), key=lambda other: hashlib.blake2b(f"{place} {other}".encode(), digest_size=8).digest())
    )


_DETOURS = tuple(map(_detour, range(_BINS)))
