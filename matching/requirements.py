"""What a term requires near it, or anywhere in the listing, in order to count."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from domain.keyword_list import TermKind
from domain.listing import Listing
from domain.match import TextField
from matching.candidate import Candidate
from matching.context.surroundings import Surroundings, surroundings_of
from matching.context.words import Role
from matching.passage import Passage, Place
from matching.phrases import PhraseSet, pattern_places, phrase_set
from matching.prices import rough_euros
from matching.rules import rule_of
from matching.scripts import is_unspaced
from matching.spelling import is_hidden
from matching.standing import Standing

_REPLICA_PATTERN = re.compile(
    r"\[\s?(?:premium|good|top|best|high|super|original) quality\s?\]|\b\d{1,3}\s?\+?\s?colou?rways\b"
)
_BESIDE = 8
"""Words, within one clause, in which support stands right beside a find."""
_FEWEST_LETTERS_HIDDEN = 5
_ENOUGH = 3
"""More support than this says nothing more."""


def support_for(
    candidate: Candidate, standing: Standing, passages: Sequence[Passage], listing: Listing
) -> tuple[str, ...]:
    """Return what is there of what a term requires, in words; nothing if none of it is."""
    supports: dict[str, None] = {}
    for support in _supports(surroundings_of(candidate, passages, listing), standing):
        supports[support] = None
        if len(supports) == _ENOUGH:
            break
    return tuple(supports)


def _supports(around: Surroundings, standing: Standing) -> Iterator[str]:
    candidate, listing = around.candidate, around.listing
    words = _words(around)
    first = next(words, None)
    yield from _material(around) if first is None else chain((first,), words)
    yield from _offered(around)
    yield from (f"“{other.term.text}” is there too" for other in standing.apart_from(candidate))
    yield from _replica_patterns(candidate, around.passages)
    yield from _spelling(candidate)
    if listing.condition != "used" and around.in_listing(Role.SECOND_HAND) is None:
        yield from _price(around)


def _words(around: Surroundings) -> Iterator[str]:
    candidate = around.candidate
    required = candidate.term.requires
    if not required.words:
        return
    phrases = phrase_set(required.words, candidate.term.language, in_compounds=candidate.term.kind is TermKind.SPECIES)
    rest = candidate.find.rest
    if rest and rest in phrases:
        yield f"“{rest}” stands in the same word"
        yield "right beside it"
    seen: set[str] = set()
    for passage, place in _places(around, phrases):
        own = passage is candidate.passage and _is_own(candidate, place)
        words = {token.text for token in passage.tokens[place.first : place.last + 1]}
        if not own and not words & seen:
            seen |= words
            yield f"“{place.phrase}” stands by it"
            if passage is candidate.passage and _is_beside(candidate, place.first, place.last):
                yield "right beside it"


def _places(around: Surroundings, phrases: PhraseSet) -> Iterator[tuple[Passage, Place]]:
    """Yield where some phrases stand, not denied, within the distance that the term requires."""
    find, passage, within = around.candidate.find, around.candidate.passage, around.candidate.term.requires.within
    if within is None:
        yield from ((each, place) for each in around.passages for place in around.undenied(phrases, each))
    else:
        near = phrases.places(passage, find.first - within, find.last + within + 1)
        yield from ((passage, place) for place in near if not around.is_denied(place))


def _material(around: Surroundings) -> Iterator[str]:
    """Yield what says, in any of our languages, that a material with the name of a colour is the material.

    It was worked; or goods that may be made of it are named, beside a word for what they are made of or for their age.
    """
    if around.candidate.term.kind is not TermKind.MATERIAL or not around.overlaps(Role.COLOUR_NAMES):
        return
    worked = around.in_clause(Role.WORKED)
    if worked and around.distance(worked):
        yield f"“{worked.phrase}” stands by it"
        if around.distance(worked) <= _BESIDE:
            yield "right beside it"
    elif around.in_clause(Role.EITHER_GOODS):
        mark, age = around.before(Role.MATERIAL_MARKS, 1), around.in_clause(Role.AGE)
        if mark:
            yield f"“{mark.phrase}” says what it is made of"
        if age:
            yield f"“{age.phrase}” says how old it is"


def _offered(around: Surroundings) -> Iterator[str]:
    """Yield that something is asked for what a claim promises, word for word: then it is no talk."""
    is_claim = around.candidate.term.kind is TermKind.CLAIM and not around.candidate.distance
    if is_claim and around.listing.price:
        yield "a price is asked for it"


def _is_own(candidate: Candidate, place: Place) -> bool:
    """Tell whether a phrase belongs to the find itself; without spaces, a word next to it stands in the same place."""
    find = candidate.find
    if is_unspaced(place.phrase):
        return place.phrase in candidate.passage.folded.text[find.start : find.end]
    meets = find.first <= place.last and place.first <= find.last
    return meets and place.last - place.first <= _length(candidate)


def _is_beside(candidate: Candidate, first: int, last: int) -> bool:
    find = candidate.find
    start, end = candidate.passage.clause(find.first, find.last)
    return start <= first and last < end and max(first - find.last, find.first - last) <= _BESIDE


def _length(candidate: Candidate) -> int:
    return candidate.find.last - candidate.find.first


def _replica_patterns(candidate: Candidate, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield ways of writing that only sellers of copies have, where a term requires replica wording."""
    if TermKind.REPLICA_WORDING in candidate.term.requires.kinds:
        for passage in passages:
            for found in pattern_places(_REPLICA_PATTERN, passage):
                yield f"“{found.phrase}” is how sellers of copies write"


def _spelling(candidate: Candidate) -> Iterator[str]:
    """Yield what it says that a brand is hidden: nobody who sells the genuine thing has a reason to."""
    if candidate.term.kind is TermKind.BRAND and candidate.find.letters >= _FEWEST_LETTERS_HIDDEN:
        written = candidate.passage.folded.original[slice(*candidate.span)]
        if is_hidden(candidate.disguises, written):
            yield "it is spelled so that simple filters miss it"


def _price(around: Surroundings) -> Iterator[str]:
    """Yield what a low price says, by the shares of the rule; a far lower one says more, if it is asked for new goods.

    New goods: the title names some that are never that cheap, or the brand leads it and nothing says that only a part,
    papers or an accessory is offered.
    """
    required, listing = around.candidate.term.requires, around.listing
    limit = required.price_below
    euros = rough_euros(listing)
    if limit is None or euros is None or euros >= limit:
        return
    rule = rule_of(around.candidate.source.concern)
    asked = f"{listing.price} {listing.currency or ''}".strip()
    yield f"the price of {asked} is under {limit} euros"
    goods = _goods(around)
    usual = required.reference_price or limit
    share = f"{rule.far_below * 100:.0f} %"
    if goods and euros < rule.far_below * usual:
        yield f"it is less than {share} of {usual} euros, for “{goods.phrase}”"
    elif goods and euros < rule.less_than_half * limit:
        yield f"it is less than {rule.less_than_half * 100:.0f} % of that, for “{goods.phrase}”"
    elif euros < rule.far_below * limit and _leads(around):
        yield f"it is less than {share} of that, and the brand leads the title"


def _goods(around: Surroundings) -> Place | None:
    """Return the goods of the brand that a title names; what only tells a part apart (*watch* strap) is none."""
    goods = around.in_title(Role.BRANDED_GOODS)
    part = around.in_title(Role.PARTS)
    return None if goods and part and part.first == goods.last + 1 else goods


def _leads(around: Surroundings) -> bool:
    """Tell whether the title is about the brand's own goods: it begins with the brand, and names no part or paper."""
    if around.candidate.passage.where is not TextField.TITLE or around.first > 1:
        return False
    return around.in_title(Role.PARTS) is None
