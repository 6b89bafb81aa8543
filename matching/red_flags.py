"""Red flags that are not words."""

import re
from collections.abc import Iterator, Sequence

from domain.concern import Concern
from domain.indicator import Indicator
from domain.match import Disguise, Match
from matching.passage import Passage

EVASIVE = frozenset(Disguise) - {Disguise.JOINED, Disguise.EDITED, Disguise.ACCENT, Disguise.WIDTH}
"""Disguises that are hardly ever innocent."""

WEIGHTS = {"evasive spelling": 0.35, "doses and packs": 0.30, "wholesale of injections": 0.30}
"""What each red flag adds to the score."""

_AMOUNT = r"\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|μg|ug|iu|i\.u\.|ie|мг|мкг|ме)"
_PACK = (
    r"(?:tab(?:let)?s?|tabletten|comprim\w*|compresse|tabl?|caps?(?:ules?)?|kapseln?|pcs|pills?|vials?"
    r"|amp(?:oule)?s?|таб\w*|капс\w*)"
)
_DOSE = re.compile(
    rf"\b{_AMOUNT}\s?[*x×]\s?\d+|\b{_AMOUNT}\s?/\s?(?:ml|мл)|\b{_AMOUNT}[\s,/-]+(?:[x×*]\s?)?\d+\s?{_PACK}\b"
    rf"|\b\d+\s?{_PACK}[\s,/x×*-]+{_AMOUNT}"
)
_INJECTION = re.compile(r"[*x×]\s?\d+\s?vials?\b|\bml\s?/\s?vial\b|\d+\s?ml vials?\b|\biu\s?[*x×]\s?\d+")


def red_flags(concern: Concern, matches: Sequence[Match], passages: Sequence[Passage]) -> tuple[Indicator, ...]:
    """Return the red flags of a listing that speak for one concern, next to the finds that count."""
    counting = [match for match in matches if match.counts]
    if not counting:
        return ()
    flags = [*_evasive_spelling(counting)]
    if concern is Concern.UNSAFE:
        flags += _patterns(passages)
    return tuple(flags)


def _evasive_spelling(counting: Sequence[Match]) -> Iterator[Indicator]:
    for match in counting:
        if match.disguises & EVASIVE:
            yield _flag("evasive spelling", f"“{match.text}” is spelled so that simple filters miss it")
            return


def _patterns(passages: Sequence[Passage]) -> Iterator[Indicator]:
    for name, pattern, says in (
        ("doses and packs", _DOSE, "is a dose or a pack as medicines have them"),
        ("wholesale of injections", _INJECTION, "is how vials for injection are offered"),
    ):
        found = next((found[0] for passage in passages for found in pattern.finditer(passage.folded.text)), None)
        if found:
            yield _flag(name, f"“{found.strip()}” {says}")


def _flag(name: str, detail: str) -> Indicator:
    return Indicator(name=name, detail=detail, weight=WEIGHTS[name])
