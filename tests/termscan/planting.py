"""Disguises as they are planted into texts: twenty-one kinds, each a few lines."""

import random
import re
from collections.abc import Callable

LOOK_ALIKES = dict(
    zip(
        "aeopcxyiskhbnutmjdglvrwz",
        [
            "а",
            "е",
            "о",
            "р",
            "с",
            "х",
            "у",
            "і",
            "ѕ",
            "к",
            "һ",
            "Ь",
            "ո",
            "ս",
            "т",
            "м",
            "ј",
            "ԁ",
            "ց",
            "ӏ",
            "ν",
            "г",
            "ԝ",
            "ᴢ",
        ],
        strict=True,
    )
)
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9", "l": "1|"}
ACCENTED = {
    "a": "áàâäãå",
    "e": "éèêëě",
    "i": "íìîï",
    "o": "óòôöõ",
    "u": "úùûü",
    "c": "çćč",
    "n": "ñń",
    "s": "śš",
    "z": "žż",
    "l": "ł",
}
CYRILLIC = {
    "sch": "щ",
    "sh": "ш",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "yu": "ю",
    "ya": "я",
    "a": "а",
    "b": "б",
    "c": "к",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "г",
    "h": "х",
    "i": "и",
    "j": "й",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "н",
    "o": "о",
    "p": "п",
    "q": "к",
    "r": "р",
    "s": "с",
    "t": "т",
    "u": "у",
    "v": "в",
    "w": "в",
    "x": "кс",
    "y": "и",
    "z": "з",
}
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
Way = Callable[[str, random.Random], str]


def places(text: str, among: str = "") -> list[int]:
    """Return where letters (or those among some) stand."""
    return [place for place, letter in enumerate(text) if letter.isalpha() and (not among or letter.lower() in among)]


def replaced(table: dict[str, str]) -> Way:
    def way(text: str, chance: random.Random) -> str:
        letters = list(text)
        where = places(text, "".join(table))
        for place in chance.sample(where, min(len(where), chance.randint(1, 3))):
            letters[place] = chance.choice(table[letters[place].lower()])
        return "".join(letters)

    return way


def substituted(text: str, chance: random.Random) -> str:
    place = chance.choice(places(text))
    row = next((keys for keys in KEYS if text[place].lower() in keys), ALPHABET)
    at = row.find(text[place].lower())
    wrong = row[at - 1] if at else row[1]
    return text[:place] + (wrong if chance.random() < 0.8 else chance.choice(ALPHABET)) + text[place + 1 :]


def inserted(text: str, chance: random.Random) -> str:
    place = chance.choice(places(text))
    return text[:place] + chance.choice(ALPHABET) + text[place:]


def deleted(text: str, chance: random.Random) -> str:
    place = chance.choice(places(text))
    return text[:place] + text[place + 1 :]


def swapped(text: str, chance: random.Random) -> str:
    where = [
        place for place in places(text) if text[place + 1 : place + 2].isalpha() and text[place] != text[place + 1]
    ]
    place = chance.choice(where) if where else 0
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]


def twice(text: str, chance: random.Random) -> str:
    first, second = chance.choices([substituted, inserted, deleted], k=2)
    return second(first(text, chance), chance)


def wide(text: str, chance: random.Random) -> str:
    offset = chance.choice([0xFEE0, 0])
    if offset:
        return "".join(chr(ord(letter) + offset) if "!" <= letter <= "~" else letter for letter in text)
    return "".join(chr(0x1D41A + ord(letter) - 97) if "a" <= letter <= "z" else letter for letter in text.lower())


def with_invisible(text: str, chance: random.Random) -> str:
    for place in sorted(chance.sample(range(1, len(text)), min(2, len(text) - 1)), reverse=True):
        text = text[:place] + chance.choice("\u200b\u200c\u200d\u00ad\u2060\ufeff") + text[place:]
    return text


def repeated(text: str, chance: random.Random) -> str:
    place = chance.choice(places(text))
    return text[:place] + text[place] * chance.randint(2, 4) + text[place + 1 :]


def spaced(text: str, chance: random.Random) -> str:
    return "   ".join(" ".join(word) for word in text.split(" "))


def dotted(text: str, chance: random.Random) -> str:
    return chance.choice(".-_*·/~").join(letter for letter in text if letter != " ")


def split(text: str, chance: random.Random) -> str:
    word = max(text.split(" "), key=len)
    place = chance.randint(2, max(2, len(word) - 2))
    return text.replace(word, word[:place] + " " + word[place:], 1)


def transliterated(text: str, chance: random.Random) -> str:
    text = text.lower()
    for sounds, letter in CYRILLIC.items():
        text = text.replace(sounds, letter)
    return text.title()


def glued(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return text + chance.choice(["style", "look", "2024", "like"])
    return chance.choice(["my", "super", "neo", "real"]) + text


DISGUISES: dict[str, tuple[Way, int]] = {
    "exact": (lambda text, chance: text, 3),
    "case": (lambda text, chance: "".join(chance.choice([letter.upper(), letter.lower()]) for letter in text), 3),
    "accents": (replaced(ACCENTED), 4),
    "look-alikes": (replaced(LOOK_ALIKES), 4),
    "wide": (wide, 4),
    "leet": (replaced(LEET), 5),
    "spaced": (spaced, 4),
    "dotted": (dotted, 4),
    "invisible": (with_invisible, 4),
    "repeated": (repeated, 4),
    "substituted": (substituted, 6),
    "inserted": (inserted, 6),
    "deleted": (deleted, 6),
    "swapped": (swapped, 5),
    "two errors": (twice, 10),
    "joined": (lambda text, chance: text.replace(" ", ""), 7),
    "split": (split, 6),
    "transliterated": (transliterated, 5),
    "glued": (glued, 6),
    "leet and dotted": (lambda text, chance: dotted(replaced(LEET)(text, chance), chance), 5),
    "look-alikes and error": (lambda text, chance: substituted(replaced(LOOK_ALIKES)(text, chance), chance), 6),
}
"""Each kind with the fewest letters of a term that it is used on."""


def may_be(text: str, kind: str) -> bool:
    """Tell whether a term may be hidden in this way."""
    if kind == "joined" and " " not in text:
        return False
    plain = re.fullmatch(r"[A-Za-z ]+" if kind == "transliterated" else r"[A-Za-z'&\-. ]+", text)
    return len(places(text)) >= DISGUISES[kind][1] and plain is not None


def disguised(text: str, kind: str, chance: random.Random) -> str:
    """Return a term hidden in this way; as it is, where it may not be."""
    return DISGUISES[kind][0](text, chance) if may_be(text, kind) else text
