"""All that one word of a text may be read as."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from termscan.reference import tables
from termscan.reference.distance import edits_between
from termscan.reference.letters import (
    ACCENT,
    BESIDE,
    EDITED,
    IN_PHRASE,
    INFLECTED,
    LEET,
    LONE,
    LOOK_ALIKE,
    MASKED,
    NEEDS_PARTNER,
    REPEATED,
    TRANSLITERATED,
    class_of,
    compare,
    is_of_letters,
    may_be_leet,
    scripts_of,
)
from termscan.reference.phonetics import skeletons
from termscan.reference.vocabulary import PHONETIC_SCRIPTS, Listed, Vocabulary, collapsed, edits_in_word
from termscan.reference.words import LONGEST_WORD
from termscan.types import Boundary

_FEWEST_SOUNDS = 4
_GLUED_FROM = 6
_GLUED_INSIDE_FROM = 8
_GLUED_IN_TAG_FROM = 5
_LONG_PART = 7
"""What is glued to an ordinary word need be none if it has as many letters: half of a compound."""
_SHORT_PART = 2
"""A first or last word of a longer term of so few letters may stand glued to at least as many letters."""
_BEFORE_UNIT_FROM = 3
_BEFORE_NUMBER_FROM = 5
_UNITS = frozenset(("mg", "mcg", "ml", "g", "iu", "мг", "мл"))
_RARE_FROM = 4
_REPEATED_FROM = 4
"""A listed word of fewer letters may have repeated ones only beside others."""
_MEMORY = 200_000


class Reading(NamedTuple):
    """A listed word that a written word may be read as, and what it takes to read it so."""

    word: Listed
    distance: int
    flags: int
    """Disguises, NEEDS_PARTNER, IN_PHRASE."""
    boundary: Boundary = Boundary.WHOLE
    start: int = 0
    """Within the written word."""
    end: int = -1
    """Within the written word; -1: its end."""


class Reader:
    """Reads words; most are nothing of interest, and what was read is remembered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._memory: dict[tuple[str, bool], tuple[Reading, ...]] = {}

    def is_ordinary(self, text: str) -> bool:
        """Tell whether a word is what it seems: an ordinary or a listed word, into which nothing is read."""
        return self._words.options.ordinary_rule and (text in self._words.ordinary or text in self._words.listed)

    def read(self, text: str, *, is_tag: bool = False) -> tuple[Reading, ...]:
        """Return all that a word in honest letters may be read as."""
        known = self._memory.get((text, is_tag))
        if known is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            known = tuple(dict.fromkeys(self._read(text, is_tag)))
            if len(text) <= LONGEST_WORD:
                self._memory[text, is_tag] = known
        return known

    def _read(self, text: str, is_tag: bool) -> Iterator[Reading]:
        if len(text) > LONGEST_WORD:
            yield from self._glued(text, class_of(text), is_tag)
            return
        key = class_of(text)
        is_ordinary = self.is_ordinary(text)
        yield from self._exact(text, key, is_ordinary)
        if tables.letter(text[0]).kind == tables.UNSPACED:
            return
        yield from self._before_number(text)
        if not is_ordinary or tables.LATIN not in scripts_of(text):
            yield from self._sounding_alike(text, is_ordinary=is_ordinary)
        if is_ordinary:
            return
        yield from self._repeated(text, key)
        yield from self._edited(text, key)
        yield from self._glued(text, key, is_tag)
        yield from self._first_glued(text, key)

    def _exact(self, text: str, key: str, is_ordinary: bool) -> Iterator[Reading]:
        for (form, word), is_inflected in self._words.forms.get(key, {}).items():
            flags = compare(text, form)
            if flags is not None and not (is_ordinary and flags & ~ACCENT and not flags & LONE):
                yield Reading(word, 0, flags | INFLECTED * is_inflected)

    def _before_number(self, text: str) -> Iterator[Reading]:
        """Yield words that stand glued before a number (`dianabol10mg`)."""
        size = next((place for place, letter in enumerate(text) if tables.letter(letter).kind != tables.LETTER), 0)
        if not size or tables.letter(text[size]).kind != tables.DIGIT:
            return
        fewest = _BEFORE_UNIT_FROM if text[size:].lstrip("0123456789") in _UNITS else _BEFORE_NUMBER_FROM
        if size >= fewest:
            for reading in self._exact(text[:size], class_of(text[:size]), self.is_ordinary(text[:size])):
                if not reading.flags & NEEDS_PARTNER:
                    yield reading._replace(boundary=Boundary.GLUED_AFTER, end=size)

    def _repeated(self, text: str, key: str) -> Iterator[Reading]:
        for word in self._words.collapsed.get(collapsed(key), ()):
            listed = class_of(word.text)
            if len(key) > len(listed):
                shortened = _without_repetitions(text, key, listed)
                flags = None if shortened is None or text.isdigit() else compare(shortened, word.text)
                if flags is not None:
                    if flags & LEET:
                        flags = flags & ~NEEDS_PARTNER | NEEDS_PARTNER * (not may_be_leet(text))
                    yield Reading(word, 0, flags | REPEATED | NEEDS_PARTNER * (len(listed) < _REPEATED_FROM))

    def _edited(self, text: str, key: str) -> Iterator[Reading]:
        masks = text.count("*")
        has_signs = not masks and not is_of_letters(text)
        if len(text) < 2 or (has_signs and not may_be_leet(text)):
            return
        scripts = scripts_of(text)
        for near, edits in self._words.near.near(key):
            if edits == 0 or (masks and (edits != masks or len(near) != len(key))):
                continue
            for word in self._words.by_class[near]:
                wanted = scripts_of(word.text)
                if scripts & wanted:
                    flags = MASKED if masks else EDITED
                    flags |= LOOK_ALIKE if scripts - wanted else 0
                    yield Reading(word, edits, flags | (LEET if has_signs else 0))

    def _sounding_alike(self, text: str, *, is_ordinary: bool) -> Iterator[Reading]:
        scripts = scripts_of(text)
        for script in PHONETIC_SCRIPTS:
            if scripts != {script} or not self._words.scripts - scripts or not is_of_letters(text):
                continue
            for skeleton in skeletons(text, script):
                flags = TRANSLITERATED | NEEDS_PARTNER * (is_ordinary or len(skeleton) < _FEWEST_SOUNDS)
                for word in self._words.phonetic.get(skeleton, ()):
                    wanted = scripts_of(word.text)
                    if wanted != scripts and tables.LATIN in wanted | scripts:
                        yield Reading(word, 0, flags)

    def edited_beside(self, text: str, words: Collection[Listed]) -> Iterator[Reading]:
        """Yield those of the words that an ordinary one may be by a typing error, unless it is one of them itself."""
        if not words or len(text) < 2 or not is_of_letters(text) or not self.is_ordinary(text):
            return
        if any(word.text == text for word in words):
            return
        key, scripts = class_of(text), scripts_of(text)
        for word in words:
            if not edits_in_word(len(word.text)) or not is_of_letters(word.text) or not scripts & scripts_of(word.text):
                continue
            if edits_between(key, class_of(word.text), 1) == 1:
                yield Reading(word, 1, EDITED | BESIDE)

    def plain(self, text: str) -> Iterator[Listed]:
        """Yield the listed words that a word is with one typing error at most."""
        for reading in self.read(text):
            if self.is_plain(reading):
                yield reading.word

    @staticmethod
    def is_plain(reading: Reading) -> bool:
        """Tell whether a word is plain enough to excuse an error in another one."""
        if reading.boundary is not Boundary.WHOLE:
            return False
        if reading.distance == 0:
            return not reading.flags & ~LOOK_ALIKE
        return reading.distance == 1 and reading.flags == EDITED

    def is_rare(self, word: Listed) -> bool:
        """Tell whether a listed word is no ordinary one."""
        return len(word.text) >= _RARE_FROM and word.text not in self._words.ordinary

    def _glued(self, text: str, key: str, is_tag: bool) -> Iterator[Reading]:
        """Yield words that are terms by themselves and stand glued to other letters in this longer one."""
        fewest = _GLUED_IN_TAG_FROM if is_tag else _GLUED_FROM
        if len(key) <= fewest or tables.LATIN not in scripts_of(text):
            return
        for start in range(len(key) - fewest + 1):
            if key[start : start + _GLUED_IN_TAG_FROM] not in self._words.glued_starts:
                continue
            for end in range(start + fewest, min(len(key), start + LONGEST_WORD) + 1):
                boundary = _boundary_of(start, end, len(key))
                if boundary is Boundary.WHOLE:
                    continue
                if boundary is Boundary.GLUED_INSIDE and end - start < _GLUED_INSIDE_FROM and not is_tag:
                    continue
                for word in self._words.glued.get(key[start:end], ()):
                    if is_tag or self._may_stand_beside(word, text[:start], text[end:]):
                        yield from self._part(text, word, boundary, start, end)

    def _may_stand_beside(self, word: Listed, *rests: str) -> bool:
        """Tell whether a word is glued to others: one that is ordinary itself only to ordinary ones."""
        ordinary = self._words.ordinary
        if not self._words.options.ordinary_rule or word.text not in ordinary:
            return True
        return all(
            not rest or len(rest) >= _LONG_PART or (len(rest) >= _SHORT_PART and rest in ordinary) for rest in rests
        )

    def _first_glued(self, text: str, key: str) -> Iterator[Reading]:
        """Yield first words of longer terms with other letters glued before them."""
        for start in range(1, len(key) - 1):
            if not _may_be_glued(text[start:], text[:start]):
                continue
            for word in self._words.firsts.get(key[start:], ()):
                for reading in self._part(text, word, Boundary.GLUED_BEFORE, start, len(key)):
                    yield reading._replace(flags=reading.flags | IN_PHRASE)

    def last_glued(self, text: str, words: Mapping[Listed, object]) -> Iterator[Reading]:
        """Yield those of the words that this longer word begins with."""
        if self.is_ordinary(text) or len(text) > LONGEST_WORD:
            return
        key = class_of(text)
        for end in range(1, len(key)):
            if not _may_be_glued(text[:end], text[end:]):
                continue
            for form, word in self._words.forms.get(key[:end], ()):
                if form == word.text and word in words and scripts_of(form) == {tables.LATIN}:
                    yield from self._part(text, word, Boundary.GLUED_AFTER, 0, end)

    @staticmethod
    def _part(text: str, word: Listed, boundary: Boundary, start: int, end: int) -> Iterator[Reading]:
        flags = compare(text[start:end], word.text)
        if flags is not None and not flags & (LEET | NEEDS_PARTNER) and tables.LATIN in scripts_of(text):
            yield Reading(word, 0, flags, boundary, start, end)


def _may_be_glued(part: str, rest: str) -> bool:
    """Tell whether a word of a longer term may stand glued to other letters; the shorter it is, the less."""
    return len(part) > _SHORT_PART or (len(rest) >= _SHORT_PART and is_of_letters(rest))


def _boundary_of(start: int, end: int, length: int) -> Boundary:
    if start == 0:
        return Boundary.WHOLE if end == length else Boundary.GLUED_AFTER
    return Boundary.GLUED_BEFORE if end == length else Boundary.GLUED_INSIDE


def _runs(key: str) -> list[int]:
    """Return where each run of one letter begins, and the length of the whole."""
    return [0, *(place + 1 for place, (one, other) in enumerate(pairwise(key)) if one != other), len(key)]


def _without_repetitions(text: str, key: str, listed: str) -> str | None:
    """Return the letters of a written word that stand for those of a listed one, each run cut to the listed length."""
    kept = []
    for (start, end), (first, last) in zip(pairwise(_runs(key)), pairwise(_runs(listed)), strict=True):
        if end - start < last - first:
            return None
        kept.append(text[start : start + last - first])
    return "".join(kept)
