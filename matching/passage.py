"""A field of a listing, ready to be searched: folded, in words, in clauses."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from domain.listing import Listing
from domain.match import TextField
from matching.find import Finder
from matching.fold import Folded, fold
from matching.tokens import Token

_LONGEST_CLAUSE = 40
"""Words to either side of a find that still belong to its clause; titles are often one long clause."""


class Place(NamedTuple):
    """A phrase of the context, found."""

    phrase: str
    first: int
    """Its first word, as is `last` its last: places among the tokens."""
    last: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A field of a listing with its words."""

    where: TextField
    folded: Folded
    tokens: list[Token]
    words: dict[str, list[int]]
    """Each word with the places where it stands."""
    places: dict[object, list[Place]] = field(default_factory=dict)
    """What was found of each set of phrases so far: each set is searched for once."""

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Return the places of the first word, and one past the last, of the clause around some words."""
        start, end = first, last + 1
        while (
            start > first - _LONGEST_CLAUSE and start > 0 and self.tokens[start - 1].clause == self.tokens[first].clause
        ):
            start -= 1
        stop = min(len(self.tokens), last + 1 + _LONGEST_CLAUSE)
        while end < stop and self.tokens[end].clause == self.tokens[last].clause:
            end += 1
        return start, end

    def written_with_marks(self, start: int, end: int) -> bool:
        """Tell whether Latin letters with accents stand in a span of the original."""
        plain = unicodedata.normalize("NFD", self.folded.original[start:end])
        return any(unicodedata.combining(mark) and before.isascii() for before, mark in pairwise(plain))

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
    for where, text in texts:
        if text:
            folded = fold(text)
            tokens = finder.words(folded)
            yield Passage(where, folded, tokens, _places_of_words(tokens))


def _places_of_words(tokens: list[Token]) -> dict[str, list[int]]:
    words: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        words.setdefault(token.text, []).append(place)
    return words
