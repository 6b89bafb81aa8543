"""Finds: which terms stand in a passage, where among its words, and how far from the term they are written."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import termscan
from domain.match import Boundary, Disguise
from matching.entries import Entry
from matching.index import Index
from matching.passage import Passage
from matching.similarity import weighted_distance

_OFTEN_ENOUGH = 10
"""Finds of one term in one passage that are looked at: it counts once anyway."""
_BEYOND_LETTERS = termscan.Disguise.INFLECTED | termscan.Disguise.TRANSLITERATED
"""Ways of writing in which letters differ although none is wrong."""
_MAY_STAND_FOR_A_LETTER = frozenset("@$!|€£+§*")
_GLUED = (termscan.Boundary.GLUED_BEFORE, termscan.Boundary.GLUED_AFTER, termscan.Boundary.GLUED_INSIDE)
_BOUNDARIES = {each: Boundary[each.name] for each in termscan.Boundary}


class Find(NamedTuple):
    """A term as it was found in a passage, before anyone asks what it means there."""

    entry: Entry
    start: int
    """In the folded text, as is `end`: with the whole of a word that it is glued into."""
    end: int
    first: int
    """The first of its words, as is `last` the last: places among the tokens."""
    last: int
    edits: int
    letters: int
    """Letters of the term."""
    disguises: frozenset[Disguise]
    rest: str = ""
    """What else the written word is made of, if it is a compound."""
    boundary: Boundary = Boundary.WHOLE
    weighted_distance: float = 0.0
    span: tuple[int, int] = (0, 0)
    """In the original text: the letters of the term alone."""

    @property
    def distance(self) -> int:
        """Letters that are wrong, missing, too many or swapped."""
        return self.edits

    @property
    def rarity(self) -> float:
        """The share of the term's letters that stand in words which are not ordinary."""
        return self.entry.rarity


def finds_in(passage: Passage, index: Index) -> Iterator[Find]:
    """Yield each find of a passage in order, each term a few times at most."""
    times: Counter[int] = Counter()
    for found in index.scanner.find(passage.text):
        owner = index.owners[found.term]
        times[owner] += 1
        if times[owner] <= _OFTEN_ENOUGH:
            yield _find(found, passage, index)


def _find(found: termscan.Find, passage: Passage, index: Index) -> Find:
    start, end = passage.folded.place(found.start, found.end)
    text = passage.folded.text
    first = bisect_right(passage.ends, start)
    last = max(first, bisect_left(passage.starts, end) - 1)
    wanted = letters_of(index.text(found.term))
    written = _letters(text[start:end])
    rest = ""
    whole_start, whole_end = start, end
    if found.boundary in _GLUED:
        whole_start, whole_end = passage.starts[first], passage.ends[last]
        rest = " ".join(part for part in (text[whole_start:start], text[end:whole_end]) if part)
    return Find(
        entry=index.owner(found.term),
        start=whole_start,
        end=whole_end,
        first=first,
        last=last,
        edits=found.distance,
        letters=len(wanted),
        disguises=_told(found, text[start:end]),
        rest=rest,
        boundary=_BOUNDARIES[found.boundary],
        weighted_distance=_weighted(found, written, wanted),
        span=(found.start, found.end),
    )


def _weighted(found: termscan.Find, written: str, wanted: str) -> float:
    if written == wanted:
        return 0.0
    if found.disguises & _BEYOND_LETTERS:
        return float(found.distance)
    classes = termscan.classes(written), termscan.classes(wanted)
    return weighted_distance(written, wanted, classes=classes, edits=found.distance)


def _told(found: termscan.Find, written: str) -> frozenset[Disguise]:
    """Return the disguises that are worth telling: one hyphen between two halves of a word hides nothing."""
    disguises = _disguises(int(found.disguises))
    if Disguise.SPLIT in disguises and sum(not letter.isalnum() for letter in written) == written.count("-") == 1:
        return disguises - {Disguise.SPLIT}
    return disguises


@lru_cache(maxsize=1024)
def _disguises(flags: int) -> frozenset[Disguise]:
    return frozenset(Disguise[each.name] for each in termscan.Disguise if flags & each and each.name)


@lru_cache(maxsize=65536)
def letters_of(text: str) -> str:
    """Return the honest letters of a term, without what stands between its words."""
    return _letters(termscan.fold(text).text)


def _letters(folded: str) -> str:
    if folded.isalnum():
        return folded
    return "".join(letter for letter in folded if letter.isalnum() or letter in _MAY_STAND_FOR_A_LETTER)
