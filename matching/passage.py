"""A field of a listing: its text, and, once something was found in it, its words and clauses."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from domain.listing import Listing
from domain.match import TextField
from matching.scripts import is_unspaced
from matching.tokens import Token, tokens_of
from termscan import Folded, fold

_LONGEST_CLAUSE = 40
"""Words to either side of a find that still belong to its clause; titles are often one long clause."""


class Place(NamedTuple):
    """A phrase of the context, found."""

    phrase: str
    first: int
    """Its first word, as is `last` its last: places among the tokens."""
    last: int


class Passage:
    """A field of a listing. It is folded and taken apart when somebody first asks: most listings are clean."""

    def __init__(self, where: TextField, text: str) -> None:
        self.where = where
        self.text = text
        self.places: dict[object, list[Place]] = {}
        """What was found of each set of phrases so far: each set is searched for once."""

    @cached_property
    def folded(self) -> Folded:
        """The text in honest letters."""
        return fold(self.text)

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words in order."""
        return tokens_of(self.folded)

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Each word with the places where it stands."""
        words: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            words.setdefault(token.text, []).append(place)
        return words

    @cached_property
    def is_unspaced(self) -> bool:
        """Whether it holds a script that puts no spaces between words."""
        return is_unspaced(self.folded.text)

    @cached_property
    def without_spaces(self) -> tuple[str, list[int]]:
        """The folded text without its spaces, and where each word starts in it."""
        text = self.folded.text
        starts, spaces, seen = [], 0, 0
        for start in self.starts:
            spaces += text.count(" ", seen, start)
            seen = start
            starts.append(start - spaces)
        return text.replace(" ", ""), starts

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts in the folded text."""
        return [token.start for token in self.tokens]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends in the folded text."""
        return [token.end for token in self.tokens]

    @cached_property
    def clauses(self) -> list[int]:
        """The clause of each word; they grow from left to right."""
        return [token.clause for token in self.tokens]

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Return the places of the first word, and one past the last, of the clause around some words."""
        clauses = self.clauses
        start = bisect_left(clauses, clauses[first], max(0, first - _LONGEST_CLAUSE), first)
        end = bisect_right(clauses, clauses[last], last, min(len(clauses), last + 1 + _LONGEST_CLAUSE))
        return start, end

    def written(self, first: int, last: int) -> str:
        """Return the original text from one word to another."""
        start, end = self.folded.span(self.tokens[first].start, self.tokens[last].end)
        return self.folded.original[start:end]


def passages_of(listing: Listing) -> Iterator[Passage]:
    """Yield the fields of a listing that hold text; a border between them parts phrases."""
    if listing.title:
        yield Passage(TextField.TITLE, listing.title)
    if listing.description:
        yield Passage(TextField.DESCRIPTION, listing.description)
    if listing.brand:
        yield Passage(TextField.BRAND, listing.brand)
