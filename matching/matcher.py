"""The door of the room: from a listing and lists to an assessment."""

from collections.abc import Sequence
from functools import lru_cache

from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from domain.indicator import Indicator
from domain.keyword_list import KeywordList
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate, choose
from matching.find import Finder
from matching.index import compile_index
from matching.judge import judge
from matching.passage import passages_of
from matching.red_flags import red_flags
from matching.scoring import score_concern


def assess(listing: Listing, lists: Sequence[KeywordList]) -> Assessment:
    """Say what the machine thinks of a listing, and why. The lists are compiled once and remembered."""
    return _matcher(tuple(lists)).assess(listing)


@lru_cache(maxsize=8)
def _matcher(lists: tuple[KeywordList, ...]) -> "Matcher":
    return Matcher(lists)


class Matcher:
    """Assesses listings against lists that were compiled once."""

    def __init__(self, lists: Sequence[KeywordList]) -> None:
        self._finder = Finder(compile_index(lists))
        self._concerns = tuple(sorted({found.concern for found in lists}))
        self._versions = tuple((found.list_id, found.version) for found in lists)

    def assess(self, listing: Listing) -> Assessment:
        """Say what the machine thinks of a listing, and why."""
        passages = tuple(passages_of(listing, self._finder))
        found = [
            Candidate(find, passage)
            for passage in passages
            for find in self._finder.find(passage.folded, passage.tokens)
        ]
        matches = judge(choose(found, listing), passages, listing) if found else {}
        scores: list[ConcernScore] = []
        indicators: dict[str, Indicator] = {}
        for concern in self._concerns:
            own = matches.get(concern, [])
            flags = red_flags(concern, listing, own, passages) if own else ()
            indicators.update((flag.name, flag) for flag in flags)
            scores.append(score_concern(concern, own, flags))
        return self._assessment(listing, matches, scores, tuple(indicators.values()))

    def _assessment(
        self,
        listing: Listing,
        matches: dict[Concern, list[Match]],
        scores: list[ConcernScore],
        indicators: tuple[Indicator, ...],
    ) -> Assessment:
        raised = [score for score in scores if score.level is not Level.NONE]
        raised.sort(key=lambda score: (-score.score, score.concern))
        return Assessment(
            key=listing.key,
            level=raised[0].level if raised else Level.NONE,
            score=max((score.score for score in scores), default=0.0),
            scores=tuple(raised),
            matches=tuple(match for concern in self._concerns for match in matches.get(concern, ())),
            indicators=indicators,
            list_versions=self._versions,
        )
