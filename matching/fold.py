"""Fold a text: case, accents, width and invisible characters go, and every offset leads back to the original."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from domain.match import Disguise
from matching.look_alikes import look_alikes

_STRIPPED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Combining marks that may go; the vowel signs of Thai and the Indian scripts are letters and stay."""

_INVISIBLE = {"\u00ad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180e", "\u3164", "\uffa0"}
_SEPARATORS = dict.fromkeys("™℠®©№℡\u2800…⁄", " ")
_STROKED = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d", "ŧ": "t"}
_HONEST_MARKS = set("йїўґ")
"""Cyrillic letters whose mark makes another letter."""
_WIDTHS = ("<wide>", "<font>", "<circle>", "<square>", "<super>", "<sub>", "<narrow>")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back: the original code points that each folded character came from."""

    original: str
    text: str
    starts: list[int] | None = None
    """None where folded and original offsets are the same."""
    ends: list[int] | None = None
    traces: dict[int, Disguise] = field(default_factory=dict)
    """Folded offset to what was done to the character there (or just before it) besides case and accents."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of the folded characters from `start` up to `end`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text for searching; takes time in proportion to its length."""
    if text.isascii():
        return Folded(text, text.lower())
    characters = [_fold_character(character) for character in text]
    if all(len(letters) == 1 and disguise is None for letters, disguise in characters):
        return Folded(text, "".join(letters for letters, _ in characters))
    return _fold_each(text)


def fold_term(text: str) -> str:
    """Fold a term or a context word in the same way as the texts that it is looked for in."""
    return fold(text).text


def _fold_each(text: str) -> Folded:
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    traces: dict[int, Disguise] = {}
    previous = ""
    for offset, character in enumerate(text):
        letters, disguise = _fold_character(character)
        if not letters:
            composed = unicodedata.normalize("NFC", previous + character).casefold() if previous else ""
            if len(composed) == 1 and composed in _HONEST_MARKS:
                folded[-1] = composed
            previous = ""
            if disguise is not None:
                traces[len(folded)] = disguise
            elif ends:
                ends[-1] = offset + 1
            continue
        if disguise is not None:
            traces[len(folded)] = disguise
        for letter in letters:
            folded.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
        previous = character
    return Folded(text, "".join(folded), starts, ends, traces)


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> tuple[str, Disguise | None]:
    """Return what one character becomes (nothing if it is dropped), and the disguise that this undoes."""
    if character.isascii():
        return character.lower(), None
    if character in _SEPARATORS:
        return " ", None
    category = unicodedata.category(character)
    if category == "Cf" or character in _INVISIBLE:
        return "", None if character == "\u00ad" else Disguise.ZERO_WIDTH
    if category in ("Mn", "Me") and _is_stripped(character):
        return "", None
    negative = _negative_letter(character)
    if negative:
        return negative, Disguise.WIDTH
    compatible = unicodedata.normalize("NFKC", character).casefold()
    letters = "".join(_without_mark(letter) for letter in compatible)
    return _latin_look_alike(character, letters)


def _latin_look_alike(character: str, letters: str) -> tuple[str, Disguise | None]:
    if letters.isascii() and unicodedata.decomposition(character).startswith(_WIDTHS):
        return letters, Disguise.WIDTH if letters.isalpha() and character not in "ªº" else None
    if letters.isascii() or script_of(letters[0]) not in ("LATIN", ""):
        return letters, None
    stand_in = look_alikes().get(character)
    return (stand_in, Disguise.LOOK_ALIKE) if stand_in else (letters, None)


def _without_mark(letter: str) -> str:
    if letter in _HONEST_MARKS:
        return letter
    if letter in _STROKED:
        return _STROKED[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base == letter or script_of(base) in ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC"):
        return "" if _is_stripped(base) else base
    return letter


def _is_stripped(character: str) -> bool:
    point = ord(character)
    return any(first <= point <= last for first, last in _STRIPPED_MARKS)


def _negative_letter(character: str) -> str:
    """Return the letter of a squared, negative circled or regional indicator sign, which NFKC leaves alone."""
    point = ord(character)
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6):
        if first <= point < first + 26:
            return chr(ord("a") + point - first)
    return ""


@lru_cache(maxsize=65536)
def script_of(letter: str) -> str:
    """Return the script of a letter as its Unicode name says it, or nothing for what is no letter."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]
