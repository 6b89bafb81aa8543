"""Images that are known from cases and references, found again by their PDQ hash.

The hash, its distance and both limits are those of its authors: Facebook's ThreatExchange, pdq/README.md and
python-threatexchange, threatexchange/signal_type/pdq/signal.py (threshold 31 of 256 bits, quality 50 of 100).
No pixel is read here: whoever fetches images hashes them.
"""

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Protocol

from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.indicator import Indicator
from domain.listing import Listing

BITS = 256
THRESHOLD = 31
"""The most bits in which two hashes of the same picture differ."""
LEAST_QUALITY = 50
"""Below it a picture is too plain for its hash to tell anything."""
WEIGHT = 0.70
"""What a known image adds to the score if it is the very same; the farther, the less, down to two thirds: a review."""

_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_WORDS = 16
_WORD_BITS = 16
_NEIGHBOURS = (0, *(1 << bit for bit in range(_WORD_BITS)))
"""Two hashes within 31 bits have, of their 16 words of 16 bits, one that differs in a bit at most."""


class NotAnImageHashError(MarketsweepError):
    """Something was given as a PDQ hash that is none."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written[:80]!r} is no PDQ hash. Give its 256 bits as 64 hexadecimal digits.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownImage:
    """An image that was seen before, and what it was."""

    pdq: str
    """64 hexadecimal digits."""
    name: str
    """What it is, in words that end a sentence: `case 7`, `reference image “catalogue 2026, page 12”`."""
    concern: Concern
    quality: int = 100
    """PDQ's measure of how much there is to see, 0 to 100."""


class SeenAgain(NamedTuple):
    """A known image, and in how many of 256 bits the image at hand differs from it."""

    image: KnownImage
    distance: int


class KnownImages(Protocol):
    """Where known images are looked up: in memory, or in a store that others share."""

    @property
    def digest(self) -> str:
        """What tells this set of images from any other."""

    def find(self, pdq: str) -> Iterator[SeenAgain]:
        """Yield the known images that a hash is one of, the nearest first."""


def bits_of(pdq: str) -> int:
    """Return the bits of a hash as a number."""
    if not _HASH.fullmatch(pdq):
        raise NotAnImageHashError(pdq)
    return int(pdq, 16)


def distance(one: str, other: str) -> int:
    """Return in how many of 256 bits two hashes differ."""
    return (bits_of(one) ^ bits_of(other)).bit_count()


class ImagesInMemory:
    """Known images in an index of 16 tables, one per 16 bits of the hash; complete, and does not change once built.

    Source of the method: Norouzi, Punjani, Fleet, Fast search in Hamming space with multi-index hashing, CVPR 2012.
    """

    def __init__(self, images: Iterable[KnownImage]) -> None:
        self._images = tuple(image for image in images if image.quality >= LEAST_QUALITY)
        self._bits = tuple(bits_of(image.pdq) for image in self._images)
        words = [_words(bits) for bits in self._bits]
        self._tables = [_Table([each[place] for each in words]) for place in range(_WORDS)]

    def __len__(self) -> int:
        return len(self._images)

    @cached_property
    def digest(self) -> str:
        """The SHA-256, hexadecimal, over all images."""
        return hashlib.sha256("\n".join(map(repr, self._images)).encode("utf-8", "surrogatepass")).hexdigest()

    def find(self, pdq: str) -> Iterator[SeenAgain]:
        """Yield the known images that a hash is one of, the nearest first."""
        bits = bits_of(pdq)
        near: set[int] = set()
        for word, table in zip(_words(bits), self._tables, strict=True):
            for flipped in _NEIGHBOURS:
                near.update(table.holding(word ^ flipped))
        found = ((self._bits[number] ^ bits, number) for number in near)
        distances = sorted((difference.bit_count(), number) for difference, number in found)
        for far, number in distances:
            if far > THRESHOLD:
                return
            yield SeenAgain(self._images[number], far)


class _Table:
    """Which images hold a word of 16 bits at one place of their hash: their numbers, sorted by it."""

    def __init__(self, words: list[int]) -> None:
        counts = array("I", bytes(4 * ((1 << _WORD_BITS) + 1)))
        for word in words:
            counts[word + 1] += 1
        self._starts = array("I", accumulate(counts))
        self._numbers = array("I", sorted(range(len(words)), key=words.__getitem__))

    def holding(self, word: int) -> Sequence[int]:
        return self._numbers[self._starts[word] : self._starts[word + 1]]


def image_indicators(listing: Listing, known: KnownImages) -> Iterator[Indicator]:
    """Yield, for each concern, the known image that an image of the listing is nearest to."""
    nearest: dict[Concern, tuple[int, int, KnownImage]] = {}
    for number, pdq in enumerate(listing.image_hashes, start=1):
        for image, far in known.find(pdq) if pdq else ():
            if image.concern not in nearest or far < nearest[image.concern][0]:
                nearest[image.concern] = (far, number, image)
    for concern, (far, number, image) in sorted(nearest.items()):
        yield Indicator(
            name="known image",
            detail=f"image {number} is that of {image.name}, distance {far} of {BITS}",
            weight=round(WEIGHT * (1 - far / (3 * THRESHOLD)), 2),
            concern=concern,
        )


def _words(bits: int) -> tuple[int, ...]:
    return tuple(int(word) for word in memoryview(bits.to_bytes(BITS // 8, "little")).cast("H"))
