"""The context: which finds it excuses, which it supports, and the sentence that says so."""

from collections.abc import Sequence

from domain.concern import Concern
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate
from matching.context.excuses import excuse_for
from matching.explain import reason_of
from matching.passage import Passage
from matching.requirements import support_for


def judge(candidates: Sequence[Candidate], passages: Sequence[Passage], listing: Listing) -> dict[Concern, list[Match]]:
    """Judge each find in its context; excused finds stay, with what excuses them."""
    excuses = [excuse_for(candidate, passages, listing) for candidate in candidates]
    standing = [candidate for candidate, excuse in zip(candidates, excuses, strict=True) if not excuse]
    matches: dict[Concern, list[Match]] = {}
    for candidate, excuse in zip(candidates, excuses, strict=True):
        support: tuple[str, ...] = ()
        if not excuse and candidate.term.requires:
            support = support_for(candidate, standing, passages, listing)
            excuse = "" if support else "nothing stands by it of what it requires"
        matches.setdefault(candidate.source.concern, []).append(_match(candidate, excuse, support))
    return matches


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
        supported_by=support,
        excused_by=excuse,
        reason=f"{reason}; excused: {excuse}" if excuse else reason,
    )
