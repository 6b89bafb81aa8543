"""The door of the room: from a listing and lists to an assessment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from domain.indicator import Indicator
from domain.keyword_list import KeywordList
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate, choose
from matching.find import Finder
from matching.index import Entry, compile_index
from matching.judge import judge
from matching.passage import Passage, passages_of
from matching.red_flags import red_flags
from matching.scoring import score_concern

_OFTEN_ENOUGH = 10


def assess(listing: Listing, lists: Sequence[KeywordList]) -> Assessment:
    """Say what the machine thinks of a listing, and why. The lists are compiled once and remembered."""
    return _matcher(_Lists(tuple(lists))).assess(listing)


@lru_cache(maxsize=8)
def _matcher(lists: "_Lists") -> "Matcher":
    return Matcher(lists.lists)


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists as a key: compared in full only if they are not the very same, hashed by their names."""

    lists: tuple[KeywordList, ...]

    def __hash__(self) -> int:
        return hash(tuple((found.list_id, found.version, found.digest, len(found.terms)) for found in self.lists))


class Matcher:
    """Assesses listings against lists that were compiled once."""

    def __init__(self, lists: Sequence[KeywordList]) -> None:
        self._finder = Finder(compile_index(lists))
        self._concerns = tuple(sorted({found.concern for found in lists}))
        self._versions = tuple((found.list_id, found.version) for found in lists)

    def assess(self, listing: Listing) -> Assessment:
        """Say what the machine thinks of a listing, and why."""
        passages = tuple(passages_of(listing, self._finder))
        found = [candidate for passage in passages for candidate in self._candidates(passage)]
        matches = judge(choose(found, listing), passages, listing) if found else {}
        scores: list[ConcernScore] = []
        indicators: dict[str, Indicator] = {}
        for concern in self._concerns:
            own = matches.get(concern, [])
            flags = red_flags(concern, listing, own, passages)
            indicators.update((flag.name, flag) for flag in flags)
            scores.append(score_concern(concern, own, flags))
        return self._assessment(listing, matches, scores, tuple(indicators.values()))

    def _candidates(self, passage: Passage) -> Iterator[Candidate]:
        """Yield the finds of a passage, each term a few times at most: it counts once anyway."""
        times: Counter[Entry] = Counter()
        for find in self._finder.find(passage.folded, passage.tokens):
            times[find.entry] += 1
            if times[find.entry] <= _OFTEN_ENOUGH:
                yield Candidate(find, passage)

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
