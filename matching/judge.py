"""The context: which finds it excuses, which it supports, and the sentence that says so."""

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.concern import Concern
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate
from matching.context.excuses import ABSENT, excuse_for
from matching.explain import reason_of
from matching.languages import language_of
from matching.linguistics.asking import Linguistics, unasked
from matching.linguistics.hearing import heard
from matching.linguistics.remarks import Relation
from matching.passage import Passage
from matching.requirements import support_for
from matching.standing import Standing

_BETWEEN_ITEMS = re.compile(r"\s*(?:[,/&+、]|\b(?:and|or|nor|und|oder|et|ou|ni|y|o|e|i|lub|en|of|и|или)\b|\s)+\s*")
"""What stands between the items of an enumeration."""
_ITEMS_BACK = 4
"""Finds, counted back, that an enumeration is followed through."""
_WIDEST_GAP = 12
"""Signs between two items."""


def judge(
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    listing: Listing,
    linguistics: Linguistics | None = None,
) -> dict[Concern, list[Match]]:
    """Judge each find in its context; excused finds stay, with what excuses them. Grammar is asked last."""
    own = misread(candidates, [excuse_for(candidate, passages, listing) for candidate in candidates])
    excuses = enumerated(candidates, own)
    open_ones = {place: excuse for place, excuse in enumerate(excuses) if not excuse or own[place].startswith(ABSENT)}
    standing = [place for place in open_ones if not excuses[place]]
    supports = _supports(candidates, open_ones, standing, passages, listing)
    language = language_of(listing)
    remarks = heard(linguistics, candidates, {place: open_ones[place] for place in supports}, language)
    denied = {place for place, remark in remarks.items() if remark.relation is Relation.DENIED}
    if denied:
        standing = [place for place in standing if place not in denied]
        supports = _supports(candidates, open_ones, standing, passages, listing)
    matches: dict[Concern, list[Match]] = {}
    for place, candidate in enumerate(candidates):
        excuse = "" if place in remarks else excuses[place]
        if not excuse and place not in supports:
            excuse = "nothing stands by it of what it requires"
        support = () if excuse else supports[place]
        remark = None if excuse else remarks.get(place)
        grammar = remark.sentence if remark else unasked(candidate.term, linguistics, language)
        match = _match(candidate, excuse, support, grammar, remark.weight if remark else 0.0)
        matches.setdefault(candidate.source.concern, []).append(match)
    return matches


def _supports(
    candidates: Sequence[Candidate],
    places: Iterable[int],
    standing: Sequence[int],
    passages: Sequence[Passage],
    listing: Listing,
) -> dict[int, tuple[str, ...]]:
    """Return what supports the finds at some places; those that lack what they require are left out."""
    others = Standing(candidates[place] for place in standing)
    found = {
        place: support_for(candidates[place], others, passages, listing) if candidates[place].term.requires else ()
        for place in places
    }
    return {place: support for place, support in found.items() if support or not candidates[place].term.requires}


def misread(candidates: Sequence[Candidate], excuses: Sequence[str]) -> list[str]:
    """Excuse a misspelled reading of words that stand there as listed and are excused: *leopard print* is no pelt."""
    said: dict[tuple[Passage, Concern, int], tuple[int, str]] = {}
    for place, (candidate, excuse) in enumerate(zip(candidates, excuses, strict=True)):
        for word in _words_of(candidate) if excuse and not candidate.distance else ():
            said.setdefault(word, (place, excuse))
    excused = list(excuses)
    for place, candidate in enumerate(candidates):
        if candidate.distance and not excused[place]:
            _, excused[place] = min((said[word] for word in _words_of(candidate) if word in said), default=(0, ""))
    return excused


def _words_of(candidate: Candidate) -> Iterator[tuple[Passage, Concern, int]]:
    for word in range(candidate.find.first, candidate.find.last + 1):
        yield candidate.passage, candidate.source.concern, word


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


def _match(candidate: Candidate, excuse: str, support: tuple[str, ...], grammar: str, weight: float) -> Match:
    start, end = candidate.span
    reason = reason_of(candidate, support)
    if grammar and not excuse:
        reason = f"{reason}; {grammar}"
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
        grammar=weight,
        reason=f"{reason}; excused: {excuse}" if excuse else reason,
    )
