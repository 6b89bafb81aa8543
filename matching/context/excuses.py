"""What excuses a find: each rule is one sentence of experience, for the kinds of terms that it is about."""

import re
from collections.abc import Callable, Sequence

from domain.concern import Concern
from domain.keyword_list import Strength, TermKind
from domain.listing import Listing
from matching.candidate import Candidate
from matching.context.surroundings import Surroundings, surroundings_of
from matching.context.words import Role
from matching.dosing import has_dose
from matching.passage import Passage, Place
from matching.phrases import phrase_set

_THINGS = frozenset({TermKind.MATERIAL, TermKind.SPECIES, TermKind.PRODUCT})
_FITTING = 4
"""Words, counted from the last word of the phrase, in which a brand is still what something fits."""
_NEAR = 3
"""Words between a find and an exception that still speaks against the genuine thing."""

_SUBSTANCES = frozenset({TermKind.SUBSTANCE, TermKind.TRADE_NAME})
_SHORT_CODE = 4
"""Letters of a name so short that other trades use it too."""

ABSENT = "said not to be there"
"""How the excuse begins that goes on through an enumeration: free of ephedra, yohimbine and sibutramine."""

_STUFFS = _THINGS | _SUBSTANCES

_NONE_OF_IT = re.compile(r"(?<![\d.,])0(?:[.,]0+)?\s?(?:%|mg|g|ppm)?\s{0,2}(?:of\s|de\s|d.)?$")
_NONE_REACH = 12

Rule = Callable[[Surroundings], str]


def excuse_for(candidate: Candidate, passages: Sequence[Passage], listing: Listing) -> str:
    """Return what in the context speaks against a find, in words; nothing if nothing does."""
    around = surroundings_of(candidate, passages, listing)
    excuses = (rule(around) for kinds, rule in RULES if candidate.term.kind in kinds)
    return next((excuse for excuse in excuses if excuse), "")


def listed(around: Surroundings) -> str:
    """The list itself makes an exception; what is said right at the find outweighs what stands far from it."""
    candidate = around.candidate
    phrases = candidate.term.unless + candidate.source.unless
    if not phrases:
        return ""
    found = phrase_set(phrases, candidate.term.language).places(candidate.passage, *around.clause)
    reach = _NEAR if around.is_genuine else len(candidate.passage.tokens)
    wider = tuple(around.required())
    near = (place for place in found if around.distance(place) <= reach and not _is_part(place, wider))
    is_brand = candidate.term.kind is TermKind.BRAND
    counting = (place for place in near if not around.is_denied(place))
    place = next((place for place in counting if not (is_brand and around.comes_with_it(place))), None)
    return f"the list makes an exception for “{place.phrase}”" if place else ""


def _is_part(place: Place, wider: Sequence[Place]) -> bool:
    """Tell whether an exception is only a part of something that the term requires: a puzzle of a puzzle ball."""
    return any(
        other.first <= place.first and place.last <= other.last and other.last - other.first > place.last - place.first
        for other in wider
    )


def elsewhere(around: Surroundings) -> str:
    """The term is bound to some categories, or excluded from some, and the marketplace files the listing otherwise."""
    term, path = around.candidate.term, around.listing.category_path
    if not path or not (term.only_in or term.not_in):
        return ""
    unwanted = phrase_set(term.not_in, term.language)
    name = next((name for name in path if unwanted.first_in(name)), None)
    if name:
        return f"the list makes an exception for the category “{name}”"
    wanted = phrase_set(term.only_in, term.language)
    if term.only_in and not any(wanted.first_in(name) for name in path):
        return f"the list binds it to other categories than “{path[-1]}”"
    return ""


def absent(around: Surroundings) -> str:
    """No ivory, ephedra free, 0 % hydroquinone, without steroids or sarms: the thing is not in it."""
    place = around.before(Role.ABSENT_BEFORE, 2)
    if place is not None and around.speaks_of_another(place):
        place = None
    place = place or around.after(Role.ABSENT_AFTER, 1) or around.is_denied_in_a_row()
    if place is not None:
        return f"{ABSENT}: “{place.phrase}”"
    rest = around.candidate.find.rest
    if rest and rest in around.words[Role.ABSENT_AFTER]:
        return f"{ABSENT}: “{rest}”"
    find = around.candidate.find
    none = _NONE_OF_IT.search(around.candidate.passage.folded.text, max(0, find.start - _NONE_REACH), find.start)
    return f"{ABSENT}: “{none[0].strip()}”" if none else ""


def fits(around: Surroundings) -> str:
    """Strap for Rolex: a thing that fits a brand is not offered as made by it."""
    place = around.before(Role.FITS_BEFORE, _FITTING)
    if place is not None:
        tokens = around.candidate.passage.tokens
        after = place.last + 1
        nobody = after < len(tokens) and tokens[after].text in around.words[Role.FITS_NOBODY]
        place = None if nobody else place
    place = place or around.after(Role.FITS_AFTER, 2)
    says = place.phrase if place else around.in_category(Role.PARTS_CATEGORIES)
    return f"only made to fit: “{says}”" if says else ""


def imitated(around: Surroundings) -> str:
    """Faux ivory, crocodile print: it only looks like it."""
    rest = around.candidate.find.rest
    for role in (Role.IMITATION_BEFORE, Role.IMITATION_AFTER):
        if rest and any(rest[start:] in around.words[role] for start in range(max(1, len(rest) - 2))):
            return f"an imitation: “{rest}”"
    reach = 1 if around.is_genuine else 2
    place = (
        around.before(Role.IMITATION_BEFORE, reach)
        or around.after(Role.IMITATION_AFTER, reach)
        or around.in_clause(Role.IMITATION)
    )
    if place is None and not around.is_genuine:
        place = around.in_title(Role.IMITATION)
    return f"an imitation: “{place.phrase}”" if place else ""


def a_colour(around: Surroundings) -> str:
    """Ivory white, a dress in ivory: the name of a colour, if nothing says that the material was worked."""
    if not around.overlaps(Role.COLOUR_NAMES):
        return ""
    rest = around.candidate.find.rest
    if rest and rest in around.words[Role.COLOUR_WORDS]:
        return f"a colour: “{rest}”"
    if around.is_genuine or around.after(Role.GENUINE, 1) or _is_worked(around):
        return ""
    made_of_it = around.before(Role.MATERIAL_MARKS, 1) is not None
    place = (
        around.before(Role.COLOUR_WORDS, 1)
        or around.after(Role.COLOUR_WORDS, 1)
        or (None if made_of_it else around.before(Role.COLOUR_MARKS, 1))
        or around.in_listing(Role.COLOURED_GOODS)
    )
    if place is None and not made_of_it and _may_be_coloured(around):
        place = around.in_listing(Role.EITHER_GOODS)
    says = place.phrase if place else around.in_category(Role.COLOURED_CATEGORIES)
    return f"a colour: “{says}”" if says else ""


def _is_worked(around: Surroundings) -> bool:
    return around.overlaps(Role.WORKED) or around.in_clause(Role.WORKED) is not None


def _may_be_coloured(around: Surroundings) -> bool:
    """Tell whether goods that are made of it as well as coloured like it show nothing of the material.

    A strong term is one that only the material has.
    """
    if around.candidate.term.strength is Strength.STRONG:
        return False
    return not (around.in_title(Role.AGE) or around.in_clause(Role.MOTIFS) or any(around.required()))


def depicted(around: Surroundings) -> str:
    """A crocodile stamp: the animal is only shown."""
    if around.is_genuine:
        return ""
    place = around.in_clause(Role.DEPICTIONS) or around.in_title(Role.DEPICTIONS)
    says = place.phrase if place else around.in_category(Role.SHOWN_CATEGORIES)
    return f"only shown: “{says}”" if says else ""


def an_honest_model(around: Surroundings) -> str:
    """A die-cast replica is a model of something, not a counterfeit of it."""
    place = around.in_clause(Role.SCALE_MODELS) or around.in_title(Role.SCALE_MODELS)
    says = place.phrase if place else around.in_category(Role.MODEL_CATEGORIES)
    return f"an honest model: “{says}”" if says else ""


def of_another_trade(around: Surroundings) -> str:
    """A TB500 tractor battery: a code of letters and digits means other things elsewhere, unless it has a dose."""
    term = around.candidate.term.text
    is_code = any(sign.isdigit() for sign in term) or len(term) <= _SHORT_CODE
    if not is_code or around.before(Role.GENUINE, 1) or has_dose(around.passages):
        return ""
    place = around.in_title(Role.MACHINES)
    return f"a code of another trade: “{place.phrase}”" if place else ""


def spoken_of(around: Surroundings) -> str:
    """Someone speaks about the trade in wildlife; with a price, only what stands right at the find is such talk."""
    if around.candidate.source.concern is not Concern.WILDLIFE:
        return ""
    if around.listing.price is None:
        place = around.in_title(Role.SPEECH) or around.in_clause(Role.SPEECH)
    else:
        place = around.near(Role.SPEECH, _NEAR)
    return f"spoken of, not offered: “{place.phrase}”" if place else ""


RULES: tuple[tuple[frozenset[TermKind], Rule], ...] = (
    (frozenset(TermKind), elsewhere),
    (_STUFFS, absent),
    (frozenset(TermKind), listed),
    (frozenset({TermKind.BRAND}), fits),
    (_THINGS, imitated),
    (_THINGS, a_colour),
    (frozenset({TermKind.SPECIES}), depicted),
    (frozenset({TermKind.REPLICA_WORDING}), an_honest_model),
    (_SUBSTANCES, of_another_trade),
    (frozenset(TermKind), spoken_of),
)
"""Which rules are asked about which kinds of terms, in order."""
