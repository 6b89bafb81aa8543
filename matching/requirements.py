"""What a term requires near it, or anywhere in the listing, in order to count."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.keyword_list import TermKind
from domain.listing import Listing
from matching.candidate import Candidate
from matching.context.surroundings import surroundings_of
from matching.context.words import Role
from matching.passage import Passage, Place
from matching.phrases import phrase_set
from matching.prices import rough_euros
from matching.scripts import is_unspaced

_REPLICA_PATTERN = re.compile(
    r"\[\s?(?:premium|good|top|best|high|super|original) quality\s?\]|\b\d{1,3}\s?\+?\s?colou?rways\b"
)
_BESIDE = 8
"""Words, within one clause, in which support stands right beside a find."""
_ENOUGH = 3
"""More support than this says nothing more."""


def support_for(
    candidate: Candidate, standing: Sequence[Candidate], passages: Sequence[Passage], listing: Listing
) -> tuple[str, ...]:
    """Return what is there of what a term requires, in words; nothing if none of it is."""
    supports = dict.fromkeys(_words(candidate, passages))
    supports.update(dict.fromkeys(_kinds(candidate, standing)))
    supports.update(dict.fromkeys(_replica_patterns(candidate, passages)))
    if not _is_second_hand(candidate, passages, listing):
        supports.update(dict.fromkeys(_price(candidate, passages, listing)))
    return tuple(supports)[:_ENOUGH]


def _words(candidate: Candidate, passages: Sequence[Passage]) -> Iterator[str]:
    required = candidate.term.requires
    if not required.words:
        return
    phrases = phrase_set(required.words, candidate.term.language)
    seen: set[str] = set()
    for passage, start, end in _windows(candidate, passages, required.within):
        for place in phrases.places(passage, start, end):
            own = passage is candidate.passage and _is_own(candidate, place)
            words = {token.text for token in passage.tokens[place.first : place.last + 1]}
            if not own and not words & seen:
                seen |= words
                yield f"“{place.phrase}” stands by it"
                if passage is candidate.passage and _is_beside(candidate, place.first, place.last):
                    yield "right beside it"


def _windows(
    candidate: Candidate, passages: Sequence[Passage], within: int | None
) -> Iterator[tuple[Passage, int, int]]:
    if within is None:
        yield from ((passage, 0, len(passage.tokens)) for passage in passages)
    else:
        yield candidate.passage, candidate.find.first - within, candidate.find.last + within + 1


def _is_own(candidate: Candidate, place: Place) -> bool:
    """Tell whether a phrase belongs to the find itself; without spaces, a word next to it stands in the same place."""
    find = candidate.find
    if is_unspaced(place.phrase):
        return place.phrase in candidate.passage.folded.text[find.start : find.end]
    meets = find.first <= place.last and place.first <= find.last
    return meets and place.last - place.first <= _length(candidate)


def _is_beside(candidate: Candidate, first: int, last: int) -> bool:
    find = candidate.find
    start, end = candidate.passage.clause(find.first, find.last)
    return start <= first and last < end and max(first - find.last, find.first - last) <= _BESIDE


def _length(candidate: Candidate) -> int:
    return candidate.find.last - candidate.find.first


def _kinds(candidate: Candidate, standing: Sequence[Candidate]) -> Iterator[str]:
    for other in standing:
        if other.term.kind in candidate.term.requires.kinds and _is_apart(candidate, other):
            yield f"“{other.term.text}” is there too"


def _replica_patterns(candidate: Candidate, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield ways of writing that only sellers of copies have, where a term requires replica wording."""
    if TermKind.REPLICA_WORDING in candidate.term.requires.kinds:
        for passage in passages:
            for found in _REPLICA_PATTERN.finditer(passage.folded.text):
                yield f"“{found[0]}” is how sellers of copies write"


def _is_apart(candidate: Candidate, other: Candidate) -> bool:
    if candidate.passage is not other.passage:
        return True
    if candidate.find.first <= other.find.last and other.find.first <= candidate.find.last:
        return False
    within = candidate.term.requires.within
    distance = max(other.find.first - candidate.find.last, candidate.find.first - other.find.last)
    return within is None or distance <= within


def _is_second_hand(candidate: Candidate, passages: Sequence[Passage], listing: Listing) -> bool:
    if listing.condition == "used":
        return True
    return surroundings_of(candidate, passages, listing).in_listing(Role.SECOND_HAND) is not None


def _price(candidate: Candidate, passages: Sequence[Passage], listing: Listing) -> Iterator[str]:
    """Yield what a low price says; half of the limit says more where goods are named that are never that cheap new."""
    limit = candidate.term.requires.price_below
    euros = rough_euros(listing)
    if limit is None or euros is None or euros >= limit:
        return
    asked = f"{listing.price} {listing.currency or ''}".strip()
    yield f"the price of {asked} is under {limit} euros"
    if euros < Decimal(limit) / 2:
        goods = surroundings_of(candidate, passages, listing).in_title(Role.BRANDED_GOODS)
        if goods:
            yield f"it is less than half of that, for “{goods.phrase}”"
