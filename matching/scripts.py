"""Which scripts a word is written in, and what follows from it."""

import re

from matching.fold import script_of
from matching.look_alikes import cyrillic_look_alikes, look_alikes

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no spaces between words."""

_PERFECT = frozenset("аеорсухкмтвнівѕјһԁԛԝ" + "αοορνικτυχ")
"""Cyrillic and Greek letters that look the same as Latin ones in lower or upper case."""
_FEWEST_FOREIGN_LETTERS = 4


def is_unspaced(text: str) -> bool:
    """Tell whether a text holds a script that puts no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def readings_by_look(word: str) -> tuple[str, ...]:
    """Return what a word with letters of several scripts, or wholly of foreign look-alikes, may be read as."""
    scripts = {script_of(letter) for letter in word if not letter.isascii()} - {""}
    if not scripts:
        return ()
    has_latin = any(letter.isascii() and letter.isalpha() for letter in word)
    readings = []
    latin = "".join(letter if letter.isascii() else look_alikes().get(letter, "") or "\0" for letter in word)
    if "\0" not in latin and (has_latin or _is_foreign_throughout(word)):
        readings.append(latin)
    if has_latin and "CYRILLIC" in scripts:
        table = cyrillic_look_alikes()
        cyrillic = "".join(table.get(letter, "\0") if "a" <= letter <= "z" else letter for letter in word)
        if "\0" not in cyrillic:
            readings.append(cyrillic)
    return tuple(readings)


def _is_foreign_throughout(word: str) -> bool:
    """Tell whether a word without any Latin letter is made of perfect look-alikes only, as honest words seldom are."""
    return len(word) >= _FEWEST_FOREIGN_LETTERS and all(letter in _PERFECT for letter in word)


def language_scripts_agree(word: str, other: str) -> bool:
    """Tell whether two words are written in the same script, judged by their first letters."""
    return script_of(word[0]) == script_of(other[0])
