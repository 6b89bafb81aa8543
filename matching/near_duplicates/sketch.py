"""A small stand-in for a set of features, from which the likeness of two sets is told; the same on every machine.

A sketch keeps the 128 smallest hashes of a set: sets up to that size are compared exactly, larger ones by a sample.
Source: Cohen, Kaplan, Summarizing data using bottom-k sketches, PODC 2007.
"""

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

KEPT = 128
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a set of features, and how many features there are."""

    count: int
    hashes: bytes
    """Ascending, 4 bytes each, the lowest byte first."""

    def smallest(self) -> tuple[int, ...]:
        """Return the hashes as numbers, the smallest first."""
        return struct.unpack(f"<{len(self.hashes) // _BYTES}I", self.hashes)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many features two sets share and how many only one of them has; estimated for large sets."""

    shared: float
    only_left: float
    only_right: float


@lru_cache(maxsize=200_000)
def hash_of(feature: str) -> int:
    """Return the hash of a feature, 32 bits."""
    digest = hashlib.blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "little")


def sketch_of(features: Iterable[str]) -> Sketch:
    """Return the sketch of some features, each counted once."""
    hashes = {hash_of(feature) for feature in features}
    smallest = sorted(hashes)[:KEPT]
    return Sketch(len(hashes), struct.pack(f"<{len(smallest)}I", *smallest))


def overlap(left: Sketch, right: Sketch) -> Overlap:
    """Return what two sets share."""
    ours, theirs = set(left.smallest()), set(right.smallest())
    if left.count <= KEPT and right.count <= KEPT:
        shared = float(len(ours & theirs))
        return Overlap(shared, left.count - shared, right.count - shared)
    sample = sorted(ours | theirs)[:KEPT]
    both = sum(each in ours and each in theirs for each in sample) / len(sample)
    shared = min(both / (1 + both) * (left.count + right.count), left.count, right.count)
    return Overlap(shared, left.count - shared, right.count - shared)
