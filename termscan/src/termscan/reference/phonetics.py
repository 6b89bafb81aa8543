"""Phonetic skeletons: what words in two scripts have in common when the one is written as the other sounds."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from termscan.reference import tables

_MOST_SKELETONS = 8
_LONGEST_ROW = 4
_FAMILIES = {"latin": tables.LATIN, "greek": tables.GREEK, "cyrillic": tables.CYRILLIC}
_SILENT = re.compile(r"(?<=[ptrgdb])h|t(?=S)")
_RUN = re.compile(r"(.)\1+")


class _Row(NamedTuple):
    before: str
    """What must follow; empty: anything."""
    alternatives: tuple[str, ...]


@cache
def _rows() -> dict[tuple[int, str], list[_Row]]:
    found: dict[tuple[int, str], list[_Row]] = {}
    for script, letters, before, sounds in tables.rows("phonetics.tsv"):
        alternatives = tuple("" if sound == "-" else sound for sound in sounds.split(" "))
        row = _Row("" if before == "-" else before, alternatives)
        found.setdefault((_FAMILIES[script], letters), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: not row.before)
    return found


@lru_cache(maxsize=65536)
def skeletons(word: str, script: int) -> tuple[str, ...]:
    """Return the phonetic skeletons of an honest word in a script, at most eight; none if a letter has no sound."""
    sounds = [""]
    place = 0
    while place < len(word):
        length, alternatives = _sound_at(word, place, script)
        if not length:
            return ()
        sounds = [before + sound for before in sounds for sound in alternatives][:_MOST_SKELETONS]
        place += length
    return tuple(dict.fromkeys(_RUN.sub(r"\1", _SILENT.sub("", sound)) for sound in sounds))


def _sound_at(word: str, place: int, script: int) -> tuple[int, tuple[str, ...]]:
    for length in range(min(_LONGEST_ROW, len(word) - place), 0, -1):
        after = word[place + length : place + length + 1]
        for row in _rows().get((script, word[place : place + length]), ()):
            if not row.before or (after and after in row.before):
                return length, row.alternatives
    return 0, ()
