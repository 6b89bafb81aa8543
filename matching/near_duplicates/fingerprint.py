"""What is left of a listing when disguises, the order of words and punctuation no longer tell."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from domain.listing import Listing, ListingKey
from matching.identifiers.written import MEASURE
from matching.near_duplicates.sketch import Sketch, sketch_of
from termscan import fold

LONGEST_TEXT = 20_000
"""Code points of a title or description that count."""
MOST_WORDS = 100
"""Words of a title that count."""

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which words are not, or not always, set apart."""
_ONE_LETTER_EACH = str.maketrans(
    {"0": "o", "1": "i", "l": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "6": "g"}
)
_LOOK_ALIKES = str.maketrans("асеорхуіјѕԁһкмтвнзвαεορνικητυχ", "aceopxyijsdhkmtbh3baeopvikhtux")
"""Cyrillic and Greek letters as the Latin ones that they look like: in every word, so that honest words stay alike."""
_REPEATED = re.compile(r"(.)\1{2,}")
_SPELLED = 3
"""Letters set apart, in a row, that are read as one word."""
_SIZE_BEFORE = frozenset(
    ("size", "sz", "gr", "grosse", "groesse", "taille", "talla", "taglia", "tamanho", "maat", "rozmiar", "размер",
     "storlek", "velikost", "eu", "uk", "us", "d", "w", "l", "€", "$", "£")
)  # fmt: skip
_UNIT_AFTER = frozenset(
    ("cm", "mm", "m", "ml", "cl", "l", "g", "gr", "kg", "mg", "oz", "lb", "eu", "uk", "us", "er", "pcs", "pc", "stk",
     "st", "szt", "pieces", "stuck", "piezas", "pezzi", "шт", "мл", "г", "кг", "см", "eur", "euro", "usd",
     "gbp", "v", "w", "inch")
)  # fmt: skip
_FEWEST_DIGITS = 2
_SHORT = (2, 3)
"""Letters and digits of a word that one digit makes a number: `S9`, `A4`."""
_RUNS_OF_LEET = 4
"""Changes between letters and digits, counted as runs: `m4y4` has four."""
_SIZES = range(34, 50)
"""Bare numbers that are a shoe's or a dress's size more often than a product's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What of a listing is compared: its words without order and disguise, and the numbers that tell products apart."""

    key: ListingKey
    words: tuple[str, ...]
    """Of the title, each once, one sign for each letter however it is written; without numbers, sizes and amounts."""
    title: Sketch
    """Of groups of three letters within its words: by it like titles are found."""
    description: Sketch
    """Of pairs of words."""
    numbers: tuple[str, ...]
    """Of the title: of models and years, not sizes, amounts and prices."""


def fingerprint(listing: Listing) -> Fingerprint:
    """Return what of a listing is compared; takes time in proportion to its length, and is the same everywhere."""
    title = _words(listing.title)[:MOST_WORDS]
    numbers = frozenset(_numbers(title))
    words = frozenset(_plain(word) for word in title if word not in numbers and not _is_size(word))
    return Fingerprint(
        key=listing.key,
        words=tuple(map(sys.intern, sorted(words))),
        title=sketch_of(part for word in title for part in _parts(_plain(word))),
        description=sketch_of(_pairs([_plain(word) for word in _words(listing.description)])),
        numbers=tuple(sorted(numbers)),
    )


def _words(text: str) -> list[str]:
    """Return the folded words of a text in letters that look Latin if they can; letters set apart are one word."""
    found = _WORD.findall(fold(text[:LONGEST_TEXT]).text.translate(_LOOK_ALIKES))
    words: list[str] = []
    for single, group in groupby(found, key=lambda word: len(word) == 1 and word.isalpha()):
        letters = list(group)
        words += ["".join(letters)] if single and len(letters) >= _SPELLED else letters
    return words


def _plain(word: str) -> str:
    """Return a word with one sign for each letter, however it is written."""
    return _REPEATED.sub(r"\1", word).translate(_ONE_LETTER_EACH)


def _parts(word: str) -> Iterator[str]:
    """Yield the groups of letters of a word: three with its borders, two where words are not set apart."""
    if _UNSPACED.search(word):
        yield from (word[place : place + 2] for place in range(max(1, len(word) - 1)))
        return
    bordered = f" {word} "
    yield from (bordered[place : place + 3] for place in range(len(bordered) - 2))


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """Yield the pairs of neighbouring words; of letters where words are not set apart."""
    for word in words:
        if _UNSPACED.search(word):
            yield from _parts(word)
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _numbers(words: Sequence[str]) -> Iterator[str]:
    around = ["", *words, ""]
    for place, word in enumerate(words, start=1):
        before, after = around[place - 1], around[place + 1]
        amount = before in _SIZE_BEFORE or (word.isdecimal() and after in _UNIT_AFTER)
        if _is_number(word) and not amount and not _is_size(word):
            yield word


def _is_number(word: str) -> bool:
    """Tell whether a word numbers something, rather than that digits stand for some of its letters."""
    digits = sum(letter.isdigit() for letter in word)
    if digits < _FEWEST_DIGITS and not (digits and len(word) in _SHORT):
        return False
    runs = [is_digit for is_digit, _ in groupby(word, key=str.isdigit)]
    within = not runs[0] and not runs[-1]
    return len(runs) < _RUNS_OF_LEET and not (within and len(word) > 2 * digits)


def _is_size(word: str) -> bool:
    return MEASURE.fullmatch(word) is not None or (word.isdecimal() and len(word) < 4 and int(word) in _SIZES)
