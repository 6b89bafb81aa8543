"""How finds and indicators add up to a score: one rule for all concerns, its weights in tables."""

from collections.abc import Iterable
from math import prod

from domain.assessment import ConcernScore, Level
from domain.concern import Concern
from domain.indicator import Indicator
from domain.keyword_list import Strength
from domain.match import Match

WEIGHTS: dict[Strength, dict[int, float]] = {
    Strength.STRONG: {1: 0.70, 2: 0.80, 3: 0.90},
    Strength.WEAK: {1: 0.30, 2: 0.35, 3: 0.40},
    Strength.NEGATIVE: {1: 0.30, 2: 0.40, 3: 0.50},
}
"""What one term says, by its strength and severity. A negative term takes that share of the score away."""

SUPPORTED = (0.65, 0.72, 0.78)
"""What a weak term says at least when one, two, or three and more things are there of what it requires."""

RED_FLAGS = {
    "evasive spelling": 0.35,
    "doses and packs": 0.30,
    "vials for injection": 0.30,
    "price far below the one stated": 0.20,
}
"""What each red flag adds, next to a term that counts."""

THRESHOLDS = ((0.70, Level.ALERT), (0.40, Level.REVIEW))
"""The lowest score of each level."""


def score_concern(concern: Concern, matches: Iterable[Match], indicators: Iterable[Indicator]) -> ConcernScore:
    """Add up what counts for one concern: each part takes its share of what is left up to 1.

    A term counts once however often it is found. Each part is told in the reasons.
    """
    parts, against = _parts(matches)
    for indicator in indicators:
        if indicator.weight > 0:
            parts[indicator.name] = (indicator.weight, indicator.detail)
        else:
            against[indicator.name] = (-indicator.weight, indicator.detail)
    ordered = sorted(parts.values(), key=lambda part: (-part[0], part[1]))
    score = 1 - prod(1 - weight for weight, _ in ordered)
    score *= prod(1 - weight for weight, _ in against.values())
    reasons = [f"{sentence} (+{weight:.2f})" for weight, sentence in ordered]
    reasons += [f"{sentence} (−{weight:.2f})" for weight, sentence in sorted(against.values())]
    return ConcernScore(concern=concern, score=round(score, 4), level=level_of(score), reasons=tuple(reasons))


_Parts = dict[str, tuple[float, str]]


def _parts(matches: Iterable[Match]) -> tuple[_Parts, _Parts]:
    parts: _Parts = {}
    against: _Parts = {}
    for match in matches:
        if match.counts:
            side = against if match.term.strength is Strength.NEGATIVE else parts
            weight = weight_of(match)
            key = match.term.text.casefold()
            if key not in side or side[key][0] < weight:
                side[key] = (weight, match.reason)
    return parts, against


def weight_of(match: Match) -> float:
    """Return what one find says, 0 to 1: an edited spelling says less than the term itself."""
    term = match.term
    weight = WEIGHTS[term.strength][term.severity]
    if term.strength is Strength.WEAK and match.supported_by:
        weight = max(weight, SUPPORTED[min(len(match.supported_by), len(SUPPORTED)) - 1])
    return weight * match.similarity


def level_of(score: float) -> Level:
    """Return the level of attention that a score asks for."""
    return next((level for lowest, level in THRESHOLDS if round(score, 4) >= lowest), Level.NONE)
