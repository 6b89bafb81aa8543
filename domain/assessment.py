"""What the machine thinks of a listing, and why."""

from dataclasses import dataclass
from enum import StrEnum

from domain.concern import Concern
from domain.indicator import Indicator
from domain.listing import ListingKey
from domain.match import Match


class Level(StrEnum):
    """How much attention a listing asks for."""

    ALERT = "alert"
    REVIEW = "review"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernScore:
    """The score of a listing for one concern, with its level and the sentences that add up to it."""

    concern: Concern
    score: float
    """0 to 1."""
    level: Level
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All matches and indicators of a listing, the risk level, and the list versions that were asked."""

    key: ListingKey
    level: Level
    score: float
    """The highest of the scores of its concerns, 0 to 1."""
    scores: tuple[ConcernScore, ...]
    """The concerns that reached at least `review`, the highest first."""
    matches: tuple[Match, ...]
    """Excused matches included: they explain why nothing was raised."""
    indicators: tuple[Indicator, ...]
    list_versions: tuple[tuple[str, str], ...]
    """Pairs of list id and version."""
    index_digest: str = ""
    """SHA-256 of all that was asked, hexadecimal: the same digest gives the same result on another machine."""

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The concerns that reached at least `review`, the highest score first."""
        return tuple(score.concern for score in self.scores)
