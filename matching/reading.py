"""What one word of a text may be read as."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from domain.match import Disguise
from matching.index import LONGEST_WORD, Index, deletions_of
from matching.ordinary_words import ordinary_words
from matching.scripts import language_scripts_agree, readings_by_look
from matching.skeleton import collapsed, is_repeating, may_be_leet, skeleton

_NO_DISGUISE: frozenset[Disguise] = frozenset()
_BEFORE_NUMBER = re.compile(r"([^\W\d_]{5,})\d+[^\W_]*|([^\W\d_]{3,})\d+(?:mg|mcg|ml|g|iu|мг|мл)")
_MEMORY = 200_000
"""Words whose readings are remembered; when it is full, it is emptied."""


class Reading(NamedTuple):
    """A word that a listed word may be read in, with what it takes to read it so."""

    word: str
    """The listed word, in its base form."""
    edits: int = 0
    disguises: frozenset[Disguise] = _NO_DISGUISE
    rest: str = ""
    """What else the written word is made of, if it is a compound."""


class Reader:
    """Reads words: as listed, in another form, disguised, within a compound, or with typing errors."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._memory: dict[str, tuple[Reading, ...]] = {}
        self._masked: dict[int, tuple[str, ...]] = {}

    def read(self, text: str) -> tuple[Reading, ...]:
        """Return all that a folded word may be read as; most words are nothing of interest."""
        known = self._memory.get(text)
        if known is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            known = self._memory[text] = tuple(self._read(text)) if len(text) <= LONGEST_WORD else ()
        return known

    def read_tag(self, text: str) -> tuple[Reading, ...]:
        """Return what a hashtag may be read as: its words are written as one."""
        found = self.read(text)
        if found or not 7 <= len(text) <= LONGEST_WORD or not text.isalpha():
            return found
        return tuple(self._read_parts(text, self._index.forms, fewest=5))

    def _read(self, text: str) -> Iterator[Reading]:
        exact = self._exact(text, _NO_DISGUISE)
        if exact:
            yield from exact
            return
        for look in (text, *readings_by_look(text)):
            by_look = frozenset([Disguise.LOOK_ALIKE]) if look != text else _NO_DISGUISE
            found = self._exact(look, by_look) if by_look else ()
            found = found or tuple(self._disguised(look, by_look))
            found = found or tuple(self._read_parts(look, self._index.compounds, fewest=6))
            found = found or tuple(self._with_errors(look, by_look))
            if found:
                yield from found
                return

    def _exact(self, text: str, disguises: frozenset[Disguise]) -> tuple[Reading, ...]:
        return tuple(Reading(word, disguises=disguises) for word in self._index.forms.get(text, ()))

    def _disguised(self, text: str, before: frozenset[Disguise]) -> Iterator[Reading]:
        index = self._index
        if may_be_leet(text):
            for word in index.skeletons.get(skeleton(text), ()):
                yield Reading(word, disguises=before | {Disguise.LEET})
        if is_repeating(text):
            for word in index.collapsed.get(collapsed(text), ()):
                yield Reading(word, disguises=before | {Disguise.REPEATED})
        if "*" in text:
            yield from self._masked_words(text)
        glued = _BEFORE_NUMBER.fullmatch(text)
        if glued:
            yield from self._exact(glued[1] or glued[2], before)

    def _masked_words(self, text: str) -> Iterator[Reading]:
        """Yield the words that a text with letters blotted out (`sh*rk`) may stand for."""
        letters = len(text) - text.count("*")
        if letters < 3 or letters < text.count("*") + 1:
            return
        if not self._masked:
            by_length: dict[int, list[str]] = {}
            for form in sorted(self._index.forms):
                by_length.setdefault(len(form), []).append(form)
            self._masked = {length: tuple(forms) for length, forms in by_length.items()}
        pattern = re.compile(re.escape(text).replace(r"\*", r"[^\W\d_]"))
        for form in self._masked.get(len(text), ()):
            if pattern.fullmatch(form):
                for word in self._index.forms[form]:
                    yield Reading(word, disguises=frozenset([Disguise.MASKED]))

    def _read_parts(
        self, text: str, parts: dict[str, str] | dict[str, tuple[str, ...]], *, fewest: int
    ) -> Iterator[Reading]:
        """Yield the listed words that a compound begins or ends with, the longest first."""
        if len(text) < fewest + 3 or not text.isalpha() or text in ordinary_words():
            return
        for length in range(len(text) - 2, fewest - 1, -1):
            for part in (text[:length], text[-length:]):
                found = parts.get(part)
                if found:
                    for word in (found,) if isinstance(found, str) else found:
                        yield Reading(word, rest=_rest_of(text, word))
                    return

    def _with_errors(self, text: str, before: frozenset[Disguise]) -> Iterator[Reading]:
        if not 5 <= len(text) <= 40 or not text.isalpha() or text in ordinary_words():
            return
        edits = self._index.edits
        candidates = {
            word
            for left in deletions_of(text, 1 if len(text) < 9 else 2)
            for word in self._index.deletions.get(left, ())
        }
        for word in sorted(candidates):
            distance = OSA.distance(text, word, score_cutoff=edits[word])
            if distance <= edits[word] and language_scripts_agree(text, word):
                yield Reading(word, distance, before | {Disguise.EDITED})


def _rest_of(compound: str, word: str) -> str:
    """Return a compound without the word that it begins or ends with."""
    return compound.removeprefix(word) if compound.startswith(word) else compound.removesuffix(word)
