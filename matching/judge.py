"""The context: which finds it excuses, which it supports, and the sentence that says so."""

import re
from collections.abc import Sequence

from domain.concern import Concern
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate
from matching.context.excuses import ABSENT, excuse_for
from matching.explain import reason_of
from matching.passage import Passage
from matching.requirements import support_for

_BETWEEN_ITEMS = re.compile(r"\s*(?:[,/&+、]|\b(?:and|or|nor|und|oder|et|ou|ni|y|o|e|i|lub|en|of|и|или)\b|\s)+\s*")
"""What stands between the items of an enumeration."""
_ITEMS_BACK = 4
"""Finds, counted back, that an enumeration is followed through."""
_WIDEST_GAP = 12
"""Signs between two items."""


def judge(candidates: Sequence[Candidate], passages: Sequence[Passage], listing: Listing) -> dict[Concern, list[Match]]:
    """Judge each find in its context; excused finds stay, with what excuses them."""
    excuses = enumerated(candidates, [excuse_for(candidate, passages, listing) for candidate in candidates])
    standing = [candidate for candidate, excuse in zip(candidates, excuses, strict=True) if not excuse]
    matches: dict[Concern, list[Match]] = {}
    for candidate, excuse in zip(candidates, excuses, strict=True):
        support: tuple[str, ...] = ()
        if not excuse and candidate.term.requires:
            support = support_for(candidate, standing, passages, listing)
            excuse = "" if support else "nothing stands by it of what it requires"
        matches.setdefault(candidate.source.concern, []).append(_match(candidate, excuse, support))
    return matches


def enumerated(candidates: Sequence[Candidate], excuses: Sequence[str]) -> list[str]:
    """Carry on what is said not to be there through an enumeration: free of ephedra, yohimbine *and sibutramine*."""
    carried = list(excuses)
    for place, candidate in enumerate(candidates):
        for earlier in range(max(0, place - _ITEMS_BACK), place):
            if not carried[place] and carried[earlier].startswith(ABSENT) and _follows(candidates[earlier], candidate):
                carried[place] = carried[earlier]
    return carried


def _follows(earlier: Candidate, later: Candidate) -> bool:
    """Tell whether one find stands right after another in an enumeration."""
    start, end = earlier.find.end, later.find.start
    if earlier.passage is not later.passage or end - start > _WIDEST_GAP:
        return False
    return _BETWEEN_ITEMS.fullmatch(earlier.passage.folded.text, start, max(start, end)) is not None


def _match(candidate: Candidate, excuse: str, support: tuple[str, ...]) -> Match:
    start, end = candidate.span
    reason = reason_of(candidate, support)
    return Match(
        term=candidate.term,
        list_id=candidate.source.list_id,
        list_version=candidate.source.version,
        field=candidate.passage.where,
        start=start,
        end=end,
        text=candidate.passage.folded.original[start:end],
        similarity=candidate.similarity,
        disguises=candidate.disguises,
        boundary=candidate.boundary,
        distance=candidate.distance,
        weighted_distance=candidate.weighted_distance,
        rarity=candidate.rarity,
        supported_by=support,
        excused_by=excuse,
        reason=f"{reason}; excused: {excuse}" if excuse else reason,
    )
