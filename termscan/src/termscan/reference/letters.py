"""Comparing words letter by letter: which disguise makes the one the other, if any may."""

import re
from functools import lru_cache

from termscan.reference import tables
from termscan.types import Disguise

(
    LOOK_ALIKE, ZERO_WIDTH, WIDTH, ACCENT, LEET, SPELLED, SPLIT, JOINED, REPEATED, MASKED, EDITED, TRANSLITERATED,
    INFLECTED,
) = map(int, Disguise)  # fmt: skip
"""Plain numbers, which are faster than flags."""
NEEDS_PARTNER = 1 << 16
"""Set beside disguises: this reading holds only within a find in which another word is plain to see."""
IN_PHRASE = 1 << 17
"""Set beside disguises: this reading holds only as one of several words of a term."""
BESIDE = 1 << 18
"""Set beside disguises: an ordinary word read by a typing error, which holds only if the others are plain."""
LONE = 1 << 19
"""Set beside disguises: a single digit read as a letter, which holds only if another word is long or rare enough."""
_FEWEST_FOREIGN = 4
_FEWEST_HIDING = 5
_AMOUNT = re.compile(r"DD+[Lx]{1,4}D*|D[Lx]{1,3}|[Lx]{1,3}DD+[Lx]?|D+x?D+[Lx]{0,3}")
"""`250mg`, `5ml`, `a4`, `mk677`, `2x500g`, by letters L and digits D: amounts, sizes and codes, which hide no word."""


def class_of(word: str) -> str:
    """Return a word in class letters."""
    return "".join(tables.letter(letter).stands_for for letter in word)


@lru_cache(maxsize=65536)
def scripts_of(word: str) -> frozenset[int]:
    """Return the scripts of a word's letters."""
    return frozenset(tables.letter(letter).script for letter in word) - {0}


def is_of_letters(word: str) -> bool:
    """Tell whether a word has letters only."""
    return all(tables.letter(letter).kind == tables.LETTER for letter in word)


def may_be_leet(word: str) -> bool:
    """Tell whether digits and signs in a word may stand for letters by themselves."""
    shape = "".join("x" if letter == "x" else "OLDSLWB"[tables.letter(letter).kind] for letter in word)
    letters = shape.count("L") + shape.count("x")
    if letters < 2 or len(word) < 4 or "*" in word or shape.endswith("DDD"):
        return False
    return _AMOUNT.fullmatch(shape) is None


def _hides_word(written: str) -> bool:
    """Tell whether digits and signs stand for letters in a word that is a listed one letter by letter."""
    if may_be_leet(written):
        return True
    kinds = [tables.letter(letter).kind for letter in written]
    if len(written) < _FEWEST_HIDING or kinds.count(tables.LETTER) < 2 or "*" in written:
        return False
    return any(kind != tables.DIGIT for kind in kinds[-3:])


def compare(written: str, listed: str) -> int | None:
    """Return the disguises that make a written word the listed one of the same class; None: it is another word."""
    flags = 0
    for one, other in zip(written, listed, strict=True):
        if one != other:
            swap = _swap(one, other)
            if swap is None:
                return None
            flags |= swap
    if flags & LEET and len(written) == 1:
        flags |= NEEDS_PARTNER | LONE
    elif flags & LEET and not _hides_word(written):
        if all(tables.letter(letter).kind == tables.DIGIT for letter in written):
            return None
        flags |= NEEDS_PARTNER
    return _judge_script(written, listed, flags) if flags & LOOK_ALIKE else flags


def _swap(written: str, listed: str) -> int | None:
    """Return the disguise of one letter by another of its class, None if it is none."""
    one, other = tables.letter(written), tables.letter(listed)
    if other.kind == tables.DIGIT:
        return None
    if one.kind in (tables.DIGIT, tables.SIGN):
        return LEET
    if one.script != other.script or one.script == tables.LATIN:
        return LOOK_ALIKE
    return ACCENT if one.is_marked != other.is_marked else None


def _judge_script(written: str, listed: str, flags: int) -> int | None:
    """Let a word that is wholly in another script stand only if all its letters look the same."""
    scripts, wanted = scripts_of(written), scripts_of(listed)
    if len(scripts) != 1 or not wanted or scripts & wanted:
        return flags
    for one, other in zip(written, listed, strict=True):
        foreign = tables.letter(other if scripts == {tables.LATIN} else one)
        if foreign.kind == tables.LETTER and not foreign.is_perfect:
            return None
    return flags | NEEDS_PARTNER * (len(written) < _FEWEST_FOREIGN)
