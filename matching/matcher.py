"""The door of the room: from a listing and lists to an assessment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from domain.indicator import Indicator
from domain.keyword_list import KeywordList
from domain.listing import Listing
from domain.match import Match
from matching.candidate import Candidate, choose
from matching.find import finds_in
from matching.identifiers import KnownProducts
from matching.index import Index, compile_index, made_of
from matching.judge import judge
from matching.known import NOTHING_KNOWN, Known
from matching.known_images import KnownImages
from matching.linguistics.asking import Linguistics, digest_with
from matching.passage import passages_of
from matching.red_flags import red_flags
from matching.scoring import score_concern
from matching.store import open_index, save


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

    def __init__(
        self,
        lists: Sequence[KeywordList],
        *,
        ordinary: Iterable[str] = (),
        linguistics: Linguistics | None = None,
        products: KnownProducts | None = None,
        images: KnownImages | None = None,
    ) -> None:
        """Compile lists; `ordinary` are words learnt to be ordinary, beside those of the languages.

        With `products` and `images` the numbers, names and image hashes of listings are compared, where they are given.
        """
        self._use(compile_index(lists, ordinary), linguistics, Known(products, images))

    @classmethod
    def open(
        cls,
        path: Path,
        lists: Sequence[KeywordList] | None = None,
        *,
        ordinary: Iterable[str] = (),
        linguistics: Linguistics | None = None,
    ) -> "Matcher":
        """Open a stored matcher at once; it is refused if it is damaged or was made from other lists or words."""
        return cls._of(open_index(path, None if lists is None else made_of(lists, ordinary)), linguistics)

    def knowing(self, products: KnownProducts | None = None, images: KnownImages | None = None) -> "Matcher":
        """Return the same matcher that compares with known products and images as well; nothing is compiled again."""
        return self._of(self._index, self._linguistics, Known(products, images))

    @classmethod
    def _of(cls, index: Index, linguistics: Linguistics | None = None, known: Known = NOTHING_KNOWN) -> "Matcher":
        matcher = cls.__new__(cls)
        matcher._use(index, linguistics, known)
        return matcher

    def _use(self, index: Index, linguistics: Linguistics | None, known: Known = NOTHING_KNOWN) -> None:
        self._index = index
        self._linguistics = linguistics
        self._known = known
        self._digest = known.digest_with(digest_with(index.digest, linguistics))
        self._concerns = tuple(sorted({found.concern for found in index.heads}))
        self._versions = tuple((found.list_id, found.version) for found in index.heads)

    def __reduce__(self) -> tuple[object, ...]:
        return Matcher._of, (self._index, self._linguistics, self._known)

    def with_linguistics(self, linguistics: Linguistics | None) -> "Matcher":
        """Return a matcher of the same lists that asks other grammar models, or none."""
        return Matcher._of(self._index, linguistics, self._known)

    def save(self, path: Path) -> None:
        """Store what was compiled in a folder of its own, which is there whole or not at all."""
        save(self._index, path)

    @property
    def digest(self) -> str:
        """SHA-256 of all that a result depends on, hexadecimal: the same digest gives the same result anywhere."""
        return self._digest

    def assess(self, listing: Listing) -> Assessment:
        """Say what the machine thinks of a listing, and why."""
        passages = tuple(passages_of(listing))
        found = [Candidate(find, passage) for passage in passages for find in finds_in(passage, self._index)]
        matches = judge(choose(found, listing), passages, listing, self._linguistics) if found else {}
        scores: list[ConcernScore] = []
        indicators: dict[str, Indicator] = {}
        known = tuple(self._known.indicators(listing))
        for concern in self._known.concerns(self._concerns):
            own = matches.get(concern, [])
            flags = red_flags(concern, listing, own, passages)
            flags += tuple(each for each in known if each.concern is concern)
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
            index_digest=self._digest,
        )
