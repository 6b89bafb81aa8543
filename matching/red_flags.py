"""Red flags that are not words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from domain.concern import Concern
from domain.indicator import Indicator
from domain.listing import Listing
from domain.match import Disguise, Match
from matching.passage import Passage
from matching.prices import rough_euros
from matching.scoring import RED_FLAGS

EVASIVE = frozenset(Disguise) - {
    Disguise.JOINED,
    Disguise.EDITED,
    Disguise.ACCENT,
    Disguise.WIDTH,
    Disguise.TRANSLITERATED,
    Disguise.INFLECTED,
}
"""Disguises that are hardly ever innocent."""

FAR_BELOW = Decimal("0.3")
"""The share of a stated price under which a price is suspicious."""

_AMOUNT = r"\d{1,6}(?:[.,]\d{1,4})?\s?(?:mg|mcg|µg|μg|ug|iu|i\.u\.|ie|мг|мкг|ме)"
_PACK = (
    r"(?:tab(?:let)?s?|tabletten|comprim\w{1,5}|compresse|tabl?|caps?(?:ules?)?|kapseln?|pcs|pills?|vials?"
    r"|amp(?:oule)?s?|таб\w{0,5}|капс\w{0,3})"
)
_DOSE = re.compile(
    rf"\b{_AMOUNT}\s?[*x×]\s?\d+|\b{_AMOUNT}\s?/\s?(?:ml|мл)|\b{_AMOUNT}[\s,/-]{{1,3}}(?:[x×*]\s?)?\d+\s?{_PACK}\b"
    rf"|\b\d{{1,5}}\s?{_PACK}[\s,/x×*-]{{1,3}}{_AMOUNT}"
)
_INJECTION = re.compile(r"[*x×]\s?\d{1,4}\s?vials?\b|\bml\s?/\s?vial\b|\d\s?ml vials?\b|\biu\s?[*x×]\s?\d")
_STATED = re.compile(
    r"\b(?:rrp|msrp|retail(?: price)?|retails (?:at|for)|was|instead of|uvp|statt|au lieu de|pvp|listino)"
    r"[ :]{1,2}[€$£]?\s?(\d{2,6}(?:[.,]\d{2})?)\b"
)


def red_flags(
    concern: Concern, listing: Listing, matches: Sequence[Match], passages: Sequence[Passage]
) -> tuple[Indicator, ...]:
    """Return the red flags of a listing that speak for one concern, next to the finds that count."""
    counting = [match for match in matches if match.counts]
    if not counting:
        return ()
    flags = [*_evasive_spelling(counting)]
    if concern is Concern.UNSAFE:
        flags += _patterns(passages)
    if concern is Concern.COUNTERFEIT:
        flags += _far_below(listing, passages)
    return tuple(flags)


def _evasive_spelling(counting: Sequence[Match]) -> Iterator[Indicator]:
    for match in counting:
        if match.disguises & EVASIVE:
            yield _flag("evasive spelling", f"“{match.text}” is spelled so that simple filters miss it")
            return


def _patterns(passages: Sequence[Passage]) -> Iterator[Indicator]:
    for name, pattern, says in (
        ("doses and packs", _DOSE, "is a dose or a pack as medicines have them"),
        ("vials for injection", _INJECTION, "is how vials for injection are offered"),
    ):
        found = next((found[0] for passage in passages for found in pattern.finditer(passage.folded.text)), None)
        if found:
            yield _flag(name, f"“{found.strip()}” {says}")


def _far_below(listing: Listing, passages: Sequence[Passage]) -> Iterator[Indicator]:
    """Yield a flag if the text states a price that the price asked is far below."""
    if rough_euros(listing) is None or listing.price is None:
        return
    for passage in passages:
        for found in _STATED.finditer(passage.folded.text):
            stated = _decimal(found[1])
            if stated is not None and listing.price < FAR_BELOW * stated:
                detail = f"the price of {listing.price} is far below the stated {stated}"
                yield _flag("price far below the one stated", detail)
                return


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None


def _flag(name: str, detail: str) -> Indicator:
    return Indicator(name=name, detail=detail, weight=RED_FLAGS[name])
