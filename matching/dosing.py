"""Doses and packs as medicines have them: red flags next to a substance."""

import re
from collections.abc import Iterator, Sequence

from matching.passage import Passage
from matching.phrases import pattern_places

_AMOUNT = r"\d{1,6}(?:[.,]\d{1,4})?\s?(?:mg|mcg|µg|μg|ug|iu|i\.u\.|ie|ui|мг|мкг|ме|ед)"
_PACK = (
    r"(?:tab(?:let)?s?|tabletten|tabletek|tabletki|tabletta|tabletter|tabletas|tablet|hap|comprim\w{1,5}|compresse|tabl?"
    r"|pastillas|pills?|pillen|pillole|caps?(?:ules?)?|capsulas|kapseln?|kapsul\w{0,3}|kapsle|kapslar|kaps|gelules?"
    r"|pcs|vials?|amp(?:oule|ul\w{0,3}|olas?|ollas?)?s?|fiale?|strips?|sachets?|таб\w{0,6}|капс\w{0,4}|амп\w{0,4})"
)
_DOSE = re.compile(
    rf"\b{_AMOUNT}\s?[*x×]\s?\d+|\b{_AMOUNT}\s?/\s?(?:ml|мл)|\b{_AMOUNT}[\s,/-]{{1,3}}(?:[x×*]\s?)?\d+\s?{_PACK}\b"
    rf"|\b\d{{1,5}}\s?{_PACK}[\s,/x×*-]{{1,3}}{_AMOUNT}"
)
_INJECTION = re.compile(r"[*x×]\s?\d{1,4}\s?vials?\b|\bml\s?/\s?vial\b|\d\s?ml vials?\b|\biu\s?[*x×]\s?\d")


_DIGIT = re.compile(r"\d")
_PATTERNS = (
    ("doses and packs", _DOSE, "is a dose or a pack as medicines have them"),
    ("vials for injection", _INJECTION, "is how vials for injection are offered"),
)
DOSING = frozenset(name for name, _, _ in _PATTERNS)
"""The names of what is looked for."""


def doses_in(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield the name of each pattern that a listing shows, with a sentence about it."""
    numbered = [passage for passage in passages if _DIGIT.search(passage.folded.text) or "vial" in passage.folded.text]
    for name, pattern, says in _PATTERNS:
        found = next((place for passage in numbered for place in pattern_places(pattern, passage)), None)
        if found:
            yield name, f"“{found.phrase.strip()}” {says}"


def has_dose(passages: Sequence[Passage]) -> bool:
    """Tell whether a listing gives a dose or a pack as medicines have them."""
    return any(True for _ in doses_in(passages))
