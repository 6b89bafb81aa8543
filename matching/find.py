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
        for place, token in enumerate(tokens):
            for step in self._steps(tokens, place, token):
                for phrase in self._index.phrases.get(step.reading.word, ()):
                    yield from self._follow(folded, tokens, phrase, place, step)
        if self._unspaced is not None and is_unspaced(folded.text):
            yield from self._find_unspaced(folded, tokens, self._unspaced)

    def _steps(self, tokens: Sequence[Token], place: int, token: Token) -> Iterator["_Step"]:
        readings = self._reader.read_tag(token.text) if token.tag else self._reader.read(token.text)
        if readings:
            yield from (_Step(reading, place + 1) for reading in readings)
            if all(reading.edits == 0 for reading in readings):
                return
        if len(token.text) == 1:
            yield from self._spelled(tokens, place)
        elif token.text in self._index.beginnings:
            yield from self._split(tokens, place)

    def _spelled(self, tokens: Sequence[Token], place: int) -> Iterator["_Step"]:
        """Yield words that are spelled letter by letter, such as `r.o.l.e.x`."""
        letters = ""
        for after in range(place, min(place + _SPELLED_AT_MOST, len(tokens))):
            token = tokens[after]
            if len(token.text) != 1 or (letters and not token.glued):
                return
            letters += token.text
            if len(letters) == 4 and letters.isalpha() and not self._begins(letters):
                return
            if len(letters) >= 3:
                yield from self._as_one(letters, after + 1, fewest=3)

    def _begins(self, letters: str) -> bool:
        return letters in self._index.beginnings or letters in self._index.forms

    def _split(self, tokens: Sequence[Token], place: int) -> Iterator["_Step"]:
        """Yield words that are split, such as `rhi no`, if at least one piece is no ordinary word."""
        text = tokens[place].text
        for after in range(place + 1, min(place + _SPLIT_AT_MOST, len(tokens))):
            token = tokens[after]
            if not token.glued or token.text.isdigit():
                return
            text += token.text
            pieces = [piece.text for piece in tokens[place : after + 1]]
            if not all(piece in ordinary_words() or piece in self._index.forms for piece in pieces):
                yield from self._as_one(text, after + 1, fewest=5)
            if text not in self._index.beginnings:
                return

    def _as_one(self, letters: str, after: int, *, fewest: int) -> Iterator["_Step"]:
        if len(letters) < fewest:
            return
        for reading in self._reader.read(letters):
            if reading.edits == 0 and not reading.rest:
                disguises = reading.disguises | {Disguise.SEPARATED}
                yield _Step(reading._replace(disguises=disguises), after)

    def _follow(
        self, folded: Folded, tokens: Sequence[Token], phrase: Phrase, first: int, step: "_Step"
    ) -> Iterator[Find]:
        """Yield the finds of a phrase whose first word was read."""
        paths: list[tuple[_Step, ...]] = [(step,)]
        for word in phrase.words[1:]:
            paths = [
                (*path, following)
                for path in paths
                for following in self._next_steps(tokens, path[-1].after)
                if following.reading.word == word
            ]
            if not paths:
                return
        path = min(paths, key=lambda steps: sum(taken.reading.edits for taken in steps))
        start, end = tokens[first].start, tokens[path[-1].after - 1].end
        disguises = frozenset[Disguise]().union(*(taken.reading.disguises for taken in path))
        disguises |= traces_in(folded, start, end)
        if phrase.joined:
            disguises |= {Disguise.JOINED}
        edits = sum(taken.reading.edits for taken in path)
        letters = sum(map(len, phrase.words))
        rest = " ".join(taken.reading.rest for taken in path if taken.reading.rest)
        for entry in phrase.entries:
            yield Find(entry, start, end, first, path[-1].after - 1, edits, letters, disguises, rest)

    def _next_steps(self, tokens: Sequence[Token], place: int) -> Iterator["_Step"]:
        if place < len(tokens) and tokens[place].glued:
            yield from self._steps(tokens, place, tokens[place])

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


def _unspaced_pattern(index: Index) -> re.Pattern[str] | None:
    if not index.unspaced:
        return None
    terms = sorted(index.unspaced, key=lambda term: (-len(term), term))
    return re.compile("|".join(_BETWEEN.join(map(re.escape, term.replace(" ", ""))) for term in terms))
