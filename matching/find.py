"""The finder: which terms stand in a folded text, and where. It knows nothing of what the finds mean."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.match import Disguise
from matching.fold import Folded
from matching.index import Entry, Index, Phrase
from matching.ordinary_words import ordinary_words
from matching.reading import Reader, Reading
from matching.scripts import is_unspaced
from matching.tokens import Token, plain_parts, tokens_of, traces_in

_SPELLED_AT_MOST = 24
"""Letters of a word that is spelled letter by letter."""
_SPLIT_AT_MOST = 3
"""Pieces of a word that was split."""
_FEWEST_LETTERS_SPLIT = 7
"""Shorter words count as split by a space only within a phrase."""
_BETWEEN = r"[\s.\-_*·•]?"


class Find(NamedTuple):
    """A term as it was found in a folded text, before anyone asks what it means there."""

    entry: Entry
    start: int
    """In the folded text, as is `end`."""
    end: int
    first: int
    """The first of its words, as is `last` the last: places among the tokens."""
    last: int
    edits: int
    letters: int
    """Letters of the term."""
    disguises: frozenset[Disguise]
    rest: str = ""
    """What else the written word is made of, if it is a compound."""


class Finder:
    """Finds the terms of an index in folded texts."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._reader = Reader(index)
        self._unspaced = _unspaced_pattern(index)

    def words(self, folded: Folded) -> list[Token]:
        """Return the words of a text; those held together by signs are taken apart unless they can be read."""
        words: list[Token] = []
        for token in tokens_of(folded):
            if token.text.isalnum() or self._reader.read(token.text):
                words.append(token)
            else:
                words.extend(plain_parts(token))
        return words

    def find(self, folded: Folded, tokens: Sequence[Token]) -> Iterator[Find]:
        """Yield each find of a text, in order of its first word."""
        yield from _Search(self._index, self._reader, folded, tokens).finds()
        if self._unspaced is not None and is_unspaced(folded.text):
            yield from self._find_unspaced(folded, tokens, self._unspaced)

    def _find_unspaced(self, folded: Folded, tokens: Sequence[Token], pattern: re.Pattern[str]) -> Iterator[Find]:
        ends = [token.end for token in tokens]
        for found in pattern.finditer(folded.text):
            written = found[0]
            plain = re.sub(_BETWEEN[:-1], "", written)
            disguises = traces_in(folded, found.start(), found.end())
            if plain != written:
                disguises |= {Disguise.SEPARATED}
            place = min(bisect_right(ends, found.start()), len(ends) - 1)
            for entry in self._index.unspaced.get(plain, ()):
                yield Find(entry, found.start(), found.end(), place, place, 0, len(plain), disguises)


class _Step(NamedTuple):
    """A reading of one word or of several pieces, and the place after it."""

    reading: Reading
    after: int


class _Search:
    """One search through one text; what each place may be read as is asked once."""

    def __init__(self, index: Index, reader: Reader, folded: Folded, tokens: Sequence[Token]) -> None:
        self._index = index
        self._reader = reader
        self._folded = folded
        self._tokens = tokens
        self._known: dict[int, tuple[_Step, ...]] = {}

    def finds(self) -> Iterator[Find]:
        """Yield each find, in order of its first word."""
        for place in range(len(self._tokens)):
            for step in self._steps(place):
                for phrase in self._index.phrases.get(step.reading.word, ()):
                    yield from self._follow(phrase, place, step)

    def _steps(self, place: int) -> tuple[_Step, ...]:
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = tuple(self._read(place))
        return known

    def _read(self, place: int) -> Iterator[_Step]:
        token = self._tokens[place]
        readings = self._reader.read_tag(token.text) if token.tag else self._reader.read(token.text)
        if readings:
            yield from (_Step(reading, place + 1) for reading in readings)
            if len(token.text) > 1 and not self._is_hyphened(place) and all(not reading.edits for reading in readings):
                return
        if len(token.text) == 1:
            yield from self._spelled(place)
        elif token.text in self._index.beginnings:
            yield from self._split(place)

    def _spelled(self, place: int) -> Iterator[_Step]:
        """Yield words that are spelled letter by letter, such as `r.o.l.e.x`."""
        letters = ""
        for after in range(place, min(place + _SPELLED_AT_MOST, len(self._tokens))):
            token = self._tokens[after]
            if len(token.text) != 1 or (letters and not token.glued):
                return
            letters += token.text
            if len(letters) == 4 and letters.isalpha() and not self._begins(letters):
                return
            if len(letters) >= 4 or (len(letters) == 3 and not self._has_space(place, after)):
                yield from self._as_one(letters, after + 1)

    def _begins(self, letters: str) -> bool:
        return letters in self._index.beginnings or letters in self._index.forms

    def _split(self, place: int) -> Iterator[_Step]:
        """Yield words that are split, such as `rhi no`.

        Words of their own are joined only over a hyphen (`sting-ray`), which hides nothing.
        """
        text = self._tokens[place].text
        for after in range(place + 1, min(place + _SPLIT_AT_MOST, len(self._tokens))):
            token = self._tokens[after]
            if not token.glued or token.text.isdigit():
                return
            text += token.text
            words = all(self._is_a_word(piece.text) for piece in self._tokens[place : after + 1])
            if len(text) >= 5 and not (words and self._has_space(place, after)):
                yield from self._as_one(text, after + 1, is_hidden=not words)
            if text not in self._index.beginnings:
                return

    def _is_a_word(self, piece: str) -> bool:
        return piece in ordinary_words() or piece in self._index.forms

    def _has_space(self, first: int, last: int) -> bool:
        return " " in self._folded.text[self._tokens[first].start : self._tokens[last].end]

    def _is_hyphened(self, place: int) -> bool:
        return place + 1 < len(self._tokens) and self._tokens[place + 1].glued and not self._has_space(place, place + 1)

    def _as_one(self, letters: str, after: int, *, is_hidden: bool = True) -> Iterator[_Step]:
        for reading in self._reader.read(letters):
            if reading.edits == 0 and not reading.rest:
                disguises = reading.disguises | ({Disguise.SEPARATED} if is_hidden else frozenset())
                yield _Step(reading._replace(disguises=disguises), after)

    def _follow(self, phrase: Phrase, first: int, step: _Step) -> Iterator[Find]:
        """Yield the finds of a phrase whose first word was read."""
        paths: list[tuple[_Step, ...]] = [(step,)]
        for word in phrase.words[1:]:
            paths = [
                (*path, following)
                for path in paths
                for following in self._next_steps(path[-1].after)
                if following.reading.word == word
            ]
            if not paths:
                return
        path = min(paths, key=lambda steps: sum(taken.reading.edits for taken in steps))
        if self._is_clear(phrase, first, path):
            yield from self._finds_of(phrase, first, path)

    def _is_clear(self, phrase: Phrase, first: int, path: tuple[_Step, ...]) -> bool:
        """Tell whether a phrase was found as such, where its words alone would be too little to tell.

        Only one word of a phrase may be edited (Frank Miller is no Franck Muller), a phrase of digits must be written
        with its own signs (`1:1`), and a short word may be split only by a sign.
        """
        last = path[-1].after - 1
        if sum(step.reading.edits > 0 for step in path) > 1:
            return False
        if phrase.literal:
            return self._folded.text[self._tokens[first].start : self._tokens[last].end] == phrase.literal
        is_split = len(phrase.words) == 1 and last > first and len(self._tokens[first].text) > 1
        return not is_split or len(phrase.words[0]) >= _FEWEST_LETTERS_SPLIT or not self._has_space(first, last)

    def _finds_of(self, phrase: Phrase, first: int, path: tuple[_Step, ...]) -> Iterator[Find]:
        last = path[-1].after - 1
        start, end = self._tokens[first].start, self._tokens[last].end
        disguises = frozenset[Disguise]().union(*(taken.reading.disguises for taken in path))
        disguises |= traces_in(self._folded, start, end)
        if phrase.joined:
            disguises |= {Disguise.JOINED}
        edits = sum(taken.reading.edits for taken in path)
        letters = sum(map(len, phrase.words))
        rest = " ".join(taken.reading.rest for taken in path if taken.reading.rest)
        for entry in phrase.entries:
            yield Find(entry, start, end, first, last, edits, letters, disguises, rest)

    def _next_steps(self, place: int) -> tuple[_Step, ...]:
        if place < len(self._tokens) and self._tokens[place].glued:
            return self._steps(place)
        return ()


def _unspaced_pattern(index: Index) -> re.Pattern[str] | None:
    if not index.unspaced:
        return None
    terms = sorted(index.unspaced, key=lambda term: (-len(term), term))
    return re.compile("|".join(_BETWEEN.join(map(re.escape, term.replace(" ", ""))) for term in terms))
