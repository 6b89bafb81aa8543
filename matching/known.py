"""What is known beside the lists: recalled products, the goods of brands, images."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.concern import Concern
from domain.indicator import Indicator
from domain.listing import Listing
from matching.identifiers import KnownProducts, identifier_indicators
from matching.known_images import KnownImages, image_indicators


@dataclass(frozen=True, slots=True)
class Known:
    """What listings are compared with besides keyword lists; nothing by default."""

    products: KnownProducts | None = None
    images: KnownImages | None = None

    def indicators(self, listing: Listing) -> Iterator[Indicator]:
        """Yield what the numbers, the name and the images of a listing say against it."""
        if self.products is not None:
            yield from identifier_indicators(listing, self.products)
        if self.images is not None:
            yield from image_indicators(listing, self.images)

    def concerns(self, of_lists: Sequence[Concern]) -> tuple[Concern, ...]:
        """Return the concerns that may be raised: those of the lists, and all where there is more to compare with."""
        return tuple(of_lists) if self.products is None and self.images is None else tuple(sorted(Concern))

    def digest_with(self, lists: str) -> str:
        """Return the SHA-256, hexadecimal, of the lists and of what is known; that of the lists where nothing is."""
        if self.products is None and self.images is None:
            return lists
        products = "" if self.products is None else self.products.digest
        images = "" if self.images is None else self.images.digest
        return hashlib.sha256("\n".join((lists, products, images)).encode()).hexdigest()


NOTHING_KNOWN = Known()
