"""The corpus part of the ordinary-word rule: words that many sellers use, learnt as listings are crawled."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator

from domain.errors import MarketsweepError
from domain.listing import Listing
from matching.ordinary.listing_words import listing_words

CAPACITY = 200_000
"""Words that are kept; about 25 MB."""
SELLER_BITS = 64
"""Sellers are counted by the bits that their names set: two may share a bit, so there are at least as many."""
MIN_LISTINGS, MIN_SELLERS = 10, 3
WITHOUT_SELLERS = 10
"""How many times more listings a word needs where too few sellers are known."""
_MAGIC = b"corpus words 1\n"
_LINE = re.compile(r"[^\W\d_]+\t[1-9][0-9]*\t[0-9a-f]+")


class DamagedCorpusError(MarketsweepError):
    """What was learnt of the corpus cannot be read."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The words learnt from listings cannot be read: {why}. Put the database back from its last back-up, or "
            "run `marketsweep lists learn --anew` to learn them again from the listings that are kept."
        )


class CorpusWords:
    """In how many listings, and by how many sellers, each word was seen. The same listings give the same counts.

    It holds `capacity` words at most: beyond them, the quarter that the fewest listings used is forgotten, and counts
    from nought if it is seen again. So a count may be too low, never too high: a word only becomes ordinary later.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.listings = 0
        """Listings learnt."""
        self._listings: dict[str, int] = {}
        self._sellers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._listings)

    def learn(self, listing: Listing) -> None:
        """Count each word of a listing once. The caller sees to it that no listing is learnt twice."""
        bit = 1 << _seller_bit(listing)
        self.listings += 1
        for word in sorted(listing_words(listing)):
            self._listings[word] = self._listings.get(word, 0) + 1
            self._sellers[word] = self._sellers.get(word, 0) | bit
        if len(self._listings) > self.capacity:
            self._forget_the_rarest()

    def words(self, min_listings: int = MIN_LISTINGS, min_sellers: int = MIN_SELLERS) -> frozenset[str]:
        """Return the words that are used often enough, by enough sellers or so often that it matters no more."""
        return frozenset(
            word
            for word, count in self._listings.items()
            if count >= min_listings
            and (self.sellers_of(word) >= min_sellers or count >= WITHOUT_SELLERS * min_listings)
        )

    def listings_of(self, word: str) -> int:
        """Return in how many listings a word was seen, at least."""
        return self._listings.get(word, 0)

    def sellers_of(self, word: str) -> int:
        """Return by how many sellers a word was used, at least; 64 stands for any number above."""
        return self._sellers.get(word, 0).bit_count()

    def to_bytes(self) -> bytes:
        """Return everything that was learnt, compressed; the same counts give the same bytes."""
        lines = [f"{self.capacity}\t{self.listings}"]
        lines += (f"{word}\t{self._listings[word]}\t{self._sellers[word]:x}" for word in sorted(self._listings))
        content = "\n".join(lines).encode()
        return _MAGIC + hashlib.sha256(content).digest() + zlib.compress(content, 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> "CorpusWords":
        """Return what `to_bytes` wrote."""
        head, *lines = _content(data).split("\n")
        capacity, _, listings = head.partition("\t")
        if not (capacity.isdecimal() and listings.isdecimal()):
            raise DamagedCorpusError("its first line holds no numbers")
        corpus = cls(int(capacity))
        corpus.listings = int(listings)
        for word, count, sellers in _rows(lines):
            corpus._listings[word] = count
            corpus._sellers[word] = sellers
        return corpus

    def _forget_the_rarest(self) -> None:
        by_use = sorted(self._listings, key=lambda word: (-self._listings[word], word))
        for word in by_use[self.capacity * 3 // 4 :]:
            del self._listings[word], self._sellers[word]


def _seller_bit(listing: Listing) -> int:
    """Return the bit of a seller; all that a marketplace does not name share one."""
    name = listing.seller.seller_id if listing.seller else ""
    digest = hashlib.blake2b(f"{listing.key.marketplace}\0{name}".encode("utf-8", "replace"), digest_size=1).digest()
    return digest[0] % SELLER_BITS


def _content(data: bytes) -> str:
    if not data.startswith(_MAGIC):
        raise DamagedCorpusError("it does not begin as it should")
    digest, packed = data[len(_MAGIC) : len(_MAGIC) + 32], data[len(_MAGIC) + 32 :]
    try:
        content = zlib.decompress(packed)
    except zlib.error as fault:
        raise DamagedCorpusError("it does not unpack") from fault
    if hashlib.sha256(content).digest() != digest:
        raise DamagedCorpusError("its digest is another")
    return content.decode("utf-8", "replace")


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for line in lines:
        if not _LINE.fullmatch(line):
            raise DamagedCorpusError(f"a line reads {line[:80]!r}")
        word, count, sellers = line.split("\t")
        yield word, int(count), int(sellers, 16)
