"""Red flags that are not words."""

from collections.abc import Iterator, Sequence

from domain.concern import Concern
from domain.indicator import Indicator
from domain.listing import Listing
from domain.match import Disguise, Match
from matching.passage import Passage

EVASIVE = frozenset(Disguise) - {Disguise.JOINED, Disguise.EDITED, Disguise.ACCENT, Disguise.WIDTH}
"""Disguises that are hardly ever innocent."""

DISGUISE_WEIGHT = 0.35


def red_flags(
    concern: Concern, listing: Listing, matches: Sequence[Match], passages: Sequence[Passage]
) -> tuple[Indicator, ...]:
    """Return the red flags of a listing that speak for one concern."""
    counting = [match for match in matches if match.counts]
    return tuple(_evasive_spelling(concern, counting))


def _evasive_spelling(concern: Concern, counting: Sequence[Match]) -> Iterator[Indicator]:
    for match in counting:
        if match.disguises & EVASIVE:
            detail = f"“{match.text}” is spelled so that simple filters miss it"
            yield Indicator(name=f"evasive spelling ({concern})", detail=detail, weight=DISGUISE_WEIGHT)
            return
