"""How a seller hides a word from those who search for it, while a buyer still reads it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random

Hide = Callable[[str, Random], str]


class Disguise(StrEnum):
    """The ways of hiding a word."""

    LOOK_ALIKE = "look_alike"
    ZERO_WIDTH = "zero_width"
    LEET = "leet"
    SPACED = "spaced"
    DOTTED = "dotted"
    TYPO = "typo"
    SPLIT = "split"
    CODE_WORD = "code_word"


_LOOK_ALIKES = dict(zip("aceopxyisABCEHKMOPTXІаеосрху", "асеорхуіѕАВСЕНКМОРТХIaeocpxy", strict=True))
_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7", "а": "@", "о": "0", "е": "3", "з": "3"}
_LEET |= {letter.upper(): sign for letter, sign in _LEET.items()}
_ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\u00ad")


def look_alike(word: str, chance: Random) -> str:
    """Put letters of another alphabet that look the same."""
    return _swap(word, _LOOK_ALIKES, chance)


def leet(word: str, chance: Random) -> str:
    """Put digits and signs for letters."""
    return _swap(word, _LEET, chance)


def zero_width(word: str, chance: Random) -> str:
    """Put marks without width between letters."""
    mark = chance.choice(_ZERO_WIDTH)
    places = set(chance.sample(range(1, len(word)), min(2, len(word) - 1)))
    return "".join(mark + letter if place in places else letter for place, letter in enumerate(word))


def spaced(word: str, chance: Random) -> str:
    """Put a space between all letters."""
    del chance
    return "  ".join(" ".join(part) for part in word.split(" "))


def dotted(word: str, chance: Random) -> str:
    """Put a dot, a hyphen or a bar between all letters."""
    sign = chance.choice(".-_*")
    return " ".join(sign.join(part) for part in word.split(" "))


def typo(word: str, chance: Random) -> str:
    """Misspell: two letters change places, one is dropped, or one is doubled; the first and last stay."""
    if len(word) < 5:
        return word[:-1] + word[-1] * 2
    place = chance.randrange(1, len(word) - 2)
    return chance.choice(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        )
    )


def split(word: str, chance: Random) -> str:
    """Break the word in two, not where it has a space already."""
    inside = [place for place in range(1, len(word)) if " " not in word[place - 1 : place + 1]]
    place = chance.choice(inside[1:-1] or inside or [1])
    return word[:place] + chance.choice((" ", "/", " - ")) + word[place:]


HIDES: Mapping[Disguise, Hide] = {
    Disguise.LOOK_ALIKE: look_alike,
    Disguise.ZERO_WIDTH: zero_width,
    Disguise.LEET: leet,
    Disguise.SPACED: spaced,
    Disguise.DOTTED: dotted,
    Disguise.TYPO: typo,
    Disguise.SPLIT: split,
}
"""The ways that change the letters; a code word changes the word and stands in the wording of the goods."""


def hide(word: str, how: Disguise, chance: Random) -> str:
    """Return the word as a seller would write it in this way, or the word itself where the way changes nothing."""
    return HIDES[how](word, chance)


def _swap(word: str, table: Mapping[str, str], chance: Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in table]
    chosen = set(chance.sample(places, min(len(places), chance.choice((1, 2, 3)))))
    return "".join(table[letter] if place in chosen else letter for place, letter in enumerate(word))
