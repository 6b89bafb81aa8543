"""The 21 kinds of writing that sellers use to hide a word, each as a seeded function from a term to its disguise."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

Disguised = str | None
Disguiser = Callable[[str, random.Random], Disguised]

LOOK_ALIKES = {
    "a": "аɑα", "b": "Ьᖯ", "c": "сϲ", "d": "ԁժ", "e": "еҽ", "f": "ϝք", "g": "ցɡ", "h": "һհ", "i": "іιı", "j": "јϳ",
    "k": "кκ", "l": "ӏ", "m": "м", "n": "ոп", "o": "оοօ", "p": "рρ", "q": "ԛզ", "r": "гᴦ", "s": "ѕꜱ", "t": "тτ",
    "u": "սυ", "v": "νѵ", "w": "ԝѡ", "x": "хχ", "y": "уγ", "z": "ᴢ",
}  # fmt: skip
ACCENTED = {
    "a": "áàâäãåāă", "c": "çćč", "d": "ďđ", "e": "éèêëěēę", "g": "ğ", "i": "íìîïī", "l": "łľ", "n": "ñńň",
    "o": "óòôöõøō", "r": "řŕ", "s": "śšş", "t": "ťţ", "u": "úùûüůū", "y": "ýÿ", "z": "žźż",
}  # fmt: skip
LEET = {"a": "4@", "b": "8", "e": "3€", "g": "9", "i": "1!|", "l": "1|", "o": "0", "s": "5$", "t": "7"}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ya", "я"), ("yo", "ё"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"),
    ("g", "г"), ("h", "х"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"),
    ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"),
    ("w", "в"), ("x", "кс"), ("y", "и"), ("z", "з"),
)  # fmt: skip
ALPHABETS = ((0x1D400, 0x1D41A), (0x1D5D4, 0x1D5EE), (0x24B6, 0x24D0))
"""Code points of capital and small a: mathematical bold, mathematical sans bold, circled."""
INVISIBLE = "\u200b\u200c\u200d\u00ad\u2060\ufeff"
SEPARATORS = ".-_*·/~"
LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of hiding a term, and the letters a term needs for it to make sense."""

    name: str
    letters: int
    disguise: Disguiser


def letter_places(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isalpha()]


def neighbours(letter: str) -> str:
    """Return the keys beside and diagonal to a letter's on a QWERTY keyboard."""
    for row, keys in enumerate(KEYBOARD):
        at = keys.find(letter)
        if at >= 0:
            around = [keys[at - 1 : at] if at else "", keys[at + 1 : at + 2]]
            around += [KEYBOARD[r][max(0, at - 1) : at + 1] for r in (row - 1, row + 1) if 0 <= r < len(KEYBOARD)]
            return "".join(around)
    return LATIN


def exchange(table: dict[str, str], most: int = 3) -> Disguiser:
    """Return a disguiser that exchanges one to `most` letters by the table's."""

    def disguise(term: str, chance: random.Random) -> Disguised:
        places = [place for place in letter_places(term) if term[place].lower() in table]
        if not places:
            return None
        letters = list(term)
        for place in chance.sample(places, min(len(places), chance.randint(1, most))):
            letters[place] = chance.choice(table[letters[place].lower()])
        return "".join(letters)

    return disguise


look_alike = exchange(LOOK_ALIKES)
accented = exchange(ACCENTED)
leet = exchange(LEET)


def same(term: str, chance: random.Random) -> Disguised:
    return term


def mixed_case(term: str, chance: random.Random) -> Disguised:
    return "".join(chance.choice((letter.upper(), letter.lower())) for letter in term)


def wide_or_mathematical(term: str, chance: random.Random) -> Disguised:
    if chance.random() < 0.5:
        return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in term)
    capital, small = chance.choice(ALPHABETS)
    return "".join(
        chr(capital + ord(letter) - ord("A"))
        if "A" <= letter <= "Z"
        else chr(small + ord(letter) - ord("a"))
        if "a" <= letter <= "z"
        else letter
        for letter in term
    )


def spaced(term: str, chance: random.Random) -> Disguised:
    return "   ".join(" ".join(word) for word in term.split(" "))


def separated(term: str, chance: random.Random) -> Disguised:
    return chance.choice(SEPARATORS).join(letter for letter in term if letter != " ")


def invisible(term: str, chance: random.Random) -> Disguised:
    sign = chance.choice(INVISIBLE)
    letters = list(term)
    for place in sorted(chance.sample(range(1, len(term)), min(len(term) - 1, chance.randint(1, 3))), reverse=True):
        letters.insert(place, sign)
    return "".join(letters)


def repeated(term: str, chance: random.Random) -> Disguised:
    letters = list(term)
    places = letter_places(term)
    for place in chance.sample(places, min(len(places), chance.randint(1, 2))):
        letters[place] *= chance.randint(2, 4)
    return "".join(letters)


def substitution(term: str, chance: random.Random) -> Disguised:
    place = chance.choice(letter_places(term))
    letter = term[place].lower()
    near = neighbours(letter) if chance.random() < 0.7 else LATIN
    return term[:place] + chance.choice([other for other in near if other != letter]) + term[place + 1 :]


def insertion(term: str, chance: random.Random) -> Disguised:
    place = chance.choice(letter_places(term))
    return term[:place] + chance.choice(LATIN) + term[place:]


def deletion(term: str, chance: random.Random) -> Disguised:
    place = chance.choice(letter_places(term))
    return term[:place] + term[place + 1 :]


def transposition(term: str, chance: random.Random) -> Disguised:
    pairs = [p for p in letter_places(term[:-1]) if term[p + 1].isalpha() and term[p] != term[p + 1]]
    if not pairs:
        return None
    place = chance.choice(pairs)
    return term[:place] + term[place + 1] + term[place] + term[place + 2 :]


def two_edits(term: str, chance: random.Random) -> Disguised:
    once = chance.choice((substitution, insertion, deletion))(term, chance)
    return once and chance.choice((substitution, insertion, deletion))(once, chance)


def joined(term: str, chance: random.Random) -> Disguised:
    return term.replace(" ", "") if " " in term else None


def split(term: str, chance: random.Random) -> Disguised:
    word = max(term.split(" "), key=len)
    if len(word) < 5:
        return None
    cut = chance.randint(2, len(word) - 2)
    return term.replace(word, f"{word[:cut]} {word[cut:]}", 1)


def in_cyrillic(term: str, chance: random.Random) -> Disguised:
    text = term.lower()
    if not re.fullmatch("[a-z ]+", text):
        return None
    for latin, cyrillic in CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text.title()


def glued(term: str, chance: random.Random) -> Disguised:
    if chance.random() < 0.5:
        return term + chance.choice(("style", "look", "s", "2024", "like"))
    return chance.choice(("my", "super", "neo", "real")) + term


def leet_and_separators(term: str, chance: random.Random) -> Disguised:
    once = leet(term, chance)
    return once and separated(once, chance)


def look_alike_and_typo(term: str, chance: random.Random) -> Disguised:
    once = look_alike(term, chance)
    return once and substitution(once, chance)


KINDS = (
    Kind("exact", 3, same),
    Kind("case", 3, mixed_case),
    Kind("diacritics", 4, accented),
    Kind("look-alikes", 4, look_alike),
    Kind("full-width, mathematical", 4, wide_or_mathematical),
    Kind("leet", 4, leet),
    Kind("spaced letters", 4, spaced),
    Kind("dotted", 4, separated),
    Kind("zero-width", 4, invisible),
    Kind("repeated letters", 4, repeated),
    Kind("substitution", 5, substitution),
    Kind("insertion", 5, insertion),
    Kind("deletion", 5, deletion),
    Kind("transposition", 5, transposition),
    Kind("two edits", 9, two_edits),
    Kind("joined words", 7, joined),
    Kind("split word", 6, split),
    Kind("in Cyrillic", 5, in_cyrillic),
    Kind("glued affix", 6, glued),
    Kind("leet and separators", 5, leet_and_separators),
    Kind("look-alike and typo", 6, look_alike_and_typo),
)
WRITTEN_AS_IS = frozenset({"exact", "case", "zero-width"})
"""Kinds that suit a term in any script; the others take terms in Latin letters."""
LATIN_TERM = re.compile(r"[A-Za-z'&\-. ÀàÉéèôÔöüñ]+")


def disguise(term: str, kind: Kind, chance: random.Random) -> Disguised:
    """Return the term in a disguise of the kind, or nothing where the kind does not suit it."""
    if len(letter_places(term)) < kind.letters or not re.search("[A-Za-z]", term):
        return None
    if kind.name not in WRITTEN_AS_IS and not LATIN_TERM.fullmatch(term):
        return None
    text = kind.disguise(term, chance)
    return text if kind.name == "exact" or text != term else None
