"""What a term requires near it, or anywhere in the listing, in order to count."""

from collections.abc import Iterator, Sequence

from domain.listing import Listing
from matching.candidate import Candidate
from matching.passage import Passage
from matching.phrases import phrase_set
from matching.prices import rough_euros


def support_for(
    candidate: Candidate, standing: Sequence[Candidate], passages: Sequence[Passage], listing: Listing
) -> str:
    """Return what is there of what a term requires, in words; nothing if none of it is."""
    return next(
        (
            support
            for support in (
                _word(candidate, passages),
                _kind(candidate, standing),
                _price(candidate, listing),
            )
            if support
        ),
        "",
    )


def _word(candidate: Candidate, passages: Sequence[Passage]) -> str:
    required = candidate.term.requires
    if not required.words:
        return ""
    phrases = phrase_set(required.words, candidate.term.language)
    for passage, start, end in _windows(candidate, passages, required.within):
        for place in phrases.places(passage, start, end):
            if passage is not candidate.passage or not _inside(candidate, place.first, place.last):
                return f"“{place.phrase}” stands by it"
    return ""


def _windows(
    candidate: Candidate, passages: Sequence[Passage], within: int | None
) -> Iterator[tuple[Passage, int, int]]:
    if within is None:
        yield from ((passage, 0, len(passage.tokens)) for passage in passages)
    else:
        yield candidate.passage, candidate.find.first - within, candidate.find.last + within + 1


def _inside(candidate: Candidate, first: int, last: int) -> bool:
    return candidate.find.first <= first and last <= candidate.find.last


def _kind(candidate: Candidate, standing: Sequence[Candidate]) -> str:
    for other in standing:
        if other.term.kind in candidate.term.requires.kinds and _is_apart(candidate, other):
            return f"“{other.term.text}” is there too"
    return ""


def _is_apart(candidate: Candidate, other: Candidate) -> bool:
    if candidate.passage is not other.passage:
        return True
    if candidate.find.first <= other.find.last and other.find.first <= candidate.find.last:
        return False
    within = candidate.term.requires.within
    distance = max(other.find.first - candidate.find.last, candidate.find.first - other.find.last)
    return within is None or distance <= within


def _price(candidate: Candidate, listing: Listing) -> str:
    limit = candidate.term.requires.price_below
    euros = rough_euros(listing)
    if limit is None or euros is None or euros >= limit:
        return ""
    asked = f"{listing.price} {listing.currency or ''}".strip()
    return f"the price of {asked} is under {limit} euros"
