"""Ways through a parsed sentence that hold in the label schemes of several families of models.

The schemes: ClearNLP (English models), Universal Dependencies (most others) and TIGER (German).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_DESCRIBES = frozenset({"amod", "compound", "nmod", "nn", "nk", "poss", "flat", "npadvmod"})
"""Labels of a word that describes the noun that it hangs on."""
_CARRIES = _DESCRIBES | {
    *("dobj", "obj", "iobj", "pobj", "prep", "attr", "acomp", "oprd", "nsubj", "nsubjpass", "nsubj:pass"),
    *("obl", "obl:arg", "agent", "xcomp", "oa", "da", "pd", "sb", "mo", "op", "mnr"),
}
"""Labels over which the denial of a verb, an adjective or a preposition reaches a noun."""
_PREPOSITIONS = frozenset(
    {
        *("of", "in", "from", "with", "for", "by", "aus", "mit", "von", "für", "en", "de", "d'", "avec", "pour", "di"),
        *("da", "con", "per", "van", "uit", "met", "voor", "z", "ze", "w", "od", "из", "в", "с", "от"),
    }
)
_FARTHEST = 5
"""Steps up a sentence; farther words belong to something else."""


def is_preposition(token: "Token") -> bool:
    """Tell whether a word is a preposition, whichever way its scheme hangs it."""
    return token.dep_ in ("prep", "case") or token.text.lower() in _PREPOSITIONS


def noun_phrase(token: "Token") -> list["Token"]:
    """Return a word and the nouns that it describes, one above the other: *ivory* handle *grips*."""
    phrase = [token]
    while len(phrase) < _FARTHEST and _describes(phrase[-1]):
        phrase.append(phrase[-1].head)
    return phrase


def _describes(token: "Token") -> bool:
    if token.dep_ not in _DESCRIBES or token.head.i == token.i or is_preposition(token.head):
        return False
    return preposition_of(token) is None


def preposition_of(token: "Token") -> "Token | None":
    """Return the preposition right before a noun phrase: made *of* ivory."""
    if token.head.i != token.i and is_preposition(token.head):
        return token.head
    return next((child for child in token.children if child.i < token.i and is_preposition(child)), None)


def governor_of(token: "Token") -> "Token | None":
    """Return what a noun phrase hangs on by its preposition: *handle* of ivory."""
    preposition = preposition_of(token)
    if preposition is None:
        return None
    lower = preposition if preposition.i == token.head.i else token
    return lower.head if lower.head.i != lower.i else None


def first_of_row(token: "Token") -> "Token":
    """Return the first item of an enumeration: free of *ephedra*, yohimbine and sibutramine."""
    for _ in range(_FARTHEST):
        if token.dep_ not in ("conj", "cj") or token.head.i == token.i:
            break
        token = token.head
        if token.dep_ in ("cc", "cd"):
            token = token.head
    return token


def carriers(token: "Token") -> Iterator["Token"]:
    """Yield the words above a noun over which a denial would reach it, the nearest first."""
    for _ in range(_FARTHEST):
        if token.dep_ not in _CARRIES or token.head.i == token.i:
            return
        token = token.head
        yield token
