"""How tests look through termscan: what is found, as the letters that stand in the text."""

from collections.abc import Iterable
from typing import Literal

import termscan
from termscan import Find, Index, Options, Term

Engine = Literal["python", "compiled"]

ORDINARY = [
    "a",
    "and",
    "annual",
    "bag",
    "bank",
    "big",
    "black",
    "blue",
    "book",
    "box",
    "car",
    "cheap",
    "city",
    "cotton",
    "day",
    "dress",
    "fine",
    "fish",
    "for",
    "free",
    "good",
    "green",
    "hat",
    "home",
    "ivory",
    "lee",
    "leather",
    "long",
    "men",
    "new",
    "of",
    "old",
    "one",
    "red",
    "sale",
    "shirt",
    "shoe",
    "shoes",
    "silver",
    "small",
    "star",
    "steel",
    "style",
    "ten",
    "the",
    "tiger",
    "val",
    "ley",
    "vintage",
    "watch",
    "white",
    "with",
    "women",
    "wood",
    "wooden",
]


def index_of(
    terms: Iterable[Term | str], engine: Engine, *, ordinary: Iterable[str] = ORDINARY, ordinary_rule: bool = True
) -> Index:
    """Return an index of terms that knows a few ordinary words."""
    return termscan.compile(terms, Options(ordinary=tuple(ordinary), ordinary_rule=ordinary_rule), engine=engine)


def seen(index: Index, text: str) -> list[str]:
    """Return what is found in a text as it stands there."""
    return [text[find.start : find.end] for find in index.find(text)]


def only(index: Index, text: str) -> Find:
    """Return the one find of a text."""
    (find,) = index.find(text)
    return find
