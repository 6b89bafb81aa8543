"""What the judge makes of grammar: whom it asks, and which of the answers count."""

from collections.abc import Sequence

from matching.candidate import Candidate
from matching.linguistics.asking import Linguistics
from matching.linguistics.remarks import Remark

Open = dict[int, str]
"""Places of finds that grammar may still say something about, with the denial that excuses them so far, if any."""


def heard(
    linguistics: Linguistics | None, candidates: Sequence[Candidate], places: Open, language: str | None
) -> dict[int, Remark]:
    """Return what grammar says of the finds at some places; it is asked once for all of them, and last."""
    asked = [place for place in places if candidates[place].term.parse]
    if linguistics is None or not asked:
        return {}
    said = linguistics.remarks([candidates[place] for place in asked], language)
    return {
        place: remark
        for place, remark in zip(asked, said, strict=True)
        if remark is not None and remark.answers(places[place])
    }


def with_grammar(weight: float, grammar: float) -> float:
    """Return what a find says after its grammar took its share away, or added its share of what is left up to 1."""
    return weight * (1 + grammar) if grammar < 0 else 1 - (1 - weight) * (1 - grammar)
