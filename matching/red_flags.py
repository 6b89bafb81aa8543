"""Red flags that are not words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from domain.concern import Concern
from domain.indicator import Indicator, Span
from domain.listing import Listing
from domain.match import Match
from matching.context.words import Role, context_words
from matching.dosing import DOSING, doses_in
from matching.languages import language_of
from matching.passage import Passage
from matching.prices import rough_euros
from matching.rules import Rule, rule_of
from matching.spelling import telling

_STATED = re.compile(
    r"\b(?:rrp|msrp|retail(?: price)?|retails (?:at|for)|was|instead of|uvp|statt|au lieu de|pvp|listino|antes|zamiast)"
    r"[ :]{1,2}[€$£]?\s?(\d{2,6}(?:[.,]\d{2})?)\b"
)

_EVADED = (("without prescription", Role.WITHOUT_PRESCRIPTION), ("said to be without papers", Role.WITHOUT_PAPERS))


def red_flags(
    concern: Concern, listing: Listing, matches: Sequence[Match], passages: Sequence[Passage]
) -> tuple[Indicator, ...]:
    """Return the red flags of a listing that speak for one concern, next to the finds that count."""
    counting = [match for match in matches if match.counts]
    if not counting:
        return ()
    rule = rule_of(concern)
    found = dict(_found(rule, listing, passages))
    flags = [_flag(name, detail, rule.red_flags[name]) for name, detail in found.items() if name in rule.red_flags]
    return (*_evasive_spelling(rule, counting), *flags)


def evidence_of(rule: Rule, match: Match) -> float:
    """Return what the way in which a find is hidden says by itself: nothing, where it may well be innocent."""
    hiding = telling(match.disguises, match.text)
    return max((rule.disguises.get(disguise, 0.0) for disguise in hiding), default=0.0)


def _evasive_spelling(rule: Rule, counting: Sequence[Match]) -> Iterator[Indicator]:
    match = max(counting, key=lambda match: (evidence_of(rule, match), -match.start))
    weight = evidence_of(rule, match)
    if weight:
        detail = f"“{match.text}” is spelled so that simple filters miss it"
        span = Span(match.field, match.start, match.end)
        yield Indicator(name="evasive spelling", detail=detail, weight=weight, span=span)


def _found(rule: Rule, listing: Listing, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield the red flags that the rule asks for; what it does not weigh is not looked for."""
    if any(name in rule.red_flags for name in DOSING):
        yield from doses_in(passages)
    yield from _far_below(rule, listing, passages)
    yield from _missing_trader(listing)
    yield from _evaded_rules(rule, listing, passages)


def _far_below(rule: Rule, listing: Listing, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield a flag if the text states a price that the price asked is far below."""
    if rough_euros(listing) is None or listing.price is None:
        return
    for passage in passages:
        for found in _STATED.finditer(passage.folded.text):
            stated = _decimal(found[1])
            if stated is not None and listing.price < rule.far_below * stated:
                detail = f"the price of {listing.price} is far below the stated {stated}"
                yield "price far below the one stated", detail
                return


def _missing_trader(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield a flag where the marketplace calls the seller a trader and shows none of what a trader must say."""
    seller = listing.seller
    if seller is not None and seller.is_trader and not seller.trader_details.strip():
        yield "trader without details", "the seller is a trader without a name, an address or a register number"


def _evaded_rules(rule: Rule, listing: Listing, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    words = context_words(language_of(listing))
    for name, role in _EVADED:
        if name not in rule.red_flags:
            continue
        places = (place for passage in passages for place in words[role].places(passage, 0, len(passage.tokens)))
        place = next(places, None)
        if place:
            yield name, f"“{place.phrase}”: a rule is said to be evaded"


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None


def _flag(name: str, detail: str, weight: float) -> Indicator:
    return Indicator(name=name, detail=detail, weight=weight)
