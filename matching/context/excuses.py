"""What excuses a find."""

from collections.abc import Sequence

from domain.listing import Listing
from matching.candidate import Candidate
from matching.passage import Passage
from matching.phrases import phrase_set


def excuse_for(candidate: Candidate, passages: Sequence[Passage], listing: Listing) -> str:
    """Return what in the context speaks against a find, in words; nothing if nothing does."""
    return _listed_exception(candidate)


def _listed_exception(candidate: Candidate) -> str:
    phrases = candidate.term.unless + candidate.source.unless
    if not phrases:
        return ""
    start, end = candidate.passage.clause(candidate.find.first, candidate.find.last)
    found = phrase_set(phrases, candidate.term.language).places(candidate.passage, start, end)
    place = next(found, None)
    return f"the list makes an exception for “{place.phrase}”" if place else ""
