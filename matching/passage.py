"""A field of a listing, ready to be searched: folded, in words, in clauses."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.listing import Listing
from domain.match import TextField
from matching.find import Finder
from matching.fold import Folded, fold
from matching.tokens import Token


@dataclass(frozen=True, slots=True)
class Passage:
    """A field of a listing with its words."""

    field: TextField
    folded: Folded
    tokens: list[Token]

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Return the places of the first word, and one past the last, of the clause around some words."""
        start, end = first, last + 1
        while start > 0 and self.tokens[start - 1].clause == self.tokens[first].clause:
            start -= 1
        while end < len(self.tokens) and self.tokens[end].clause == self.tokens[last].clause:
            end += 1
        return start, end

    def written(self, first: int, last: int) -> str:
        """Return the original text from one word to another."""
        start, end = self.folded.span(self.tokens[first].start, self.tokens[last].end)
        return self.folded.original[start:end]


def passages_of(listing: Listing, finder: Finder) -> Iterator[Passage]:
    """Yield the fields of a listing that hold text; a border between them parts phrases."""
    texts = (
        (TextField.TITLE, listing.title),
        (TextField.DESCRIPTION, listing.description),
        (TextField.BRAND, listing.brand),
    )
    for field, text in texts:
        if text:
            folded = fold(text)
            yield Passage(field, folded, finder.words(folded))
