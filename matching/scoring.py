"""How finds and indicators add up to a score, by the rule of the concern."""

from collections.abc import Iterable
from math import prod

from domain.assessment import ConcernScore
from domain.concern import Concern
from domain.indicator import Indicator
from domain.keyword_list import Strength, TermKind
from domain.match import Match
from matching.linguistics.hearing import with_grammar
from matching.rules import Rule, rule_of


def score_concern(concern: Concern, matches: Iterable[Match], indicators: Iterable[Indicator]) -> ConcernScore:
    """Add up what counts for one concern: each part takes its share of what is left up to 1.

    A term counts once however often it is found. Each part is told in the reasons.
    """
    rule = rule_of(concern)
    parts, against = _parts(rule, matches)
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
    return ConcernScore(concern=concern, score=round(score, 4), level=rule.level_of(score), reasons=tuple(reasons))


_Parts = dict[str, tuple[float, str]]


def _parts(rule: Rule, matches: Iterable[Match]) -> tuple[_Parts, _Parts]:
    parts: _Parts = {}
    against: _Parts = {}
    told: set[tuple[str, ...]] = set()
    counting = [(weight_of(rule, match), match) for match in matches if match.counts]
    for weight, match in sorted(counting, key=_most_first):
        key = match.term.text.casefold()
        side = against if match.term.strength is Strength.NEGATIVE else parts
        if key not in side and not _is_held_up_by(told, match):
            side[key] = (weight, match.reason)
            told.add(match.supported_by)
    return parts, against


def _is_held_up_by(told: set[tuple[str, ...]], match: Match) -> bool:
    """Tell whether a brand has nothing but what held up another name of it: one price makes no two signs."""
    return match.term.kind is TermKind.BRAND and bool(match.supported_by) and match.supported_by in told


def _most_first(weighed: tuple[float, Match]) -> tuple[float, str]:
    weight, match = weighed
    return -weight, match.reason


def weight_of(rule: Rule, match: Match) -> float:
    """Return what one find says, 0 to 1: less if it is misspelled, near an ordinary word, or glued to other letters."""
    term = match.term
    weight = rule.terms[term.strength][term.severity - 1]
    if term.strength is Strength.WEAK and match.supported_by:
        weight = max(weight, rule.supported[min(len(match.supported_by), len(rule.supported)) - 1])
    if match.distance:
        weight *= match.similarity * (rule.ordinary + (1 - rule.ordinary) * match.rarity)
    return with_grammar(weight * rule.boundary.get(match.boundary, 1.0), match.grammar)
