"""Sets of phrases that the context of a find is searched for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import lru_cache
from typing import NamedTuple

from matching.passage import Passage, Place
from matching.scripts import is_unspaced
from matching.tokens import words_of
from termscan import fold, forms, spellings

_LETTERS_THAT_NEED_THEIR_MARK = 4
"""So short a word is told from others by its accent only: `für` is not `fur`."""


_FEWEST_LETTERS_BEFORE_AN_ENDING = 3
"""A compound has at least a short word before its ending: `Ahorn` ends in no horn."""
_LONGEST_COMPOUND = 64
"""Letters; what is longer is no word, and to look at each of its ends takes long."""


_FEWEST_LETTERS_OF_AN_ENDING = 4
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no"})
"""Languages that write compounds as one word, the thing itself last."""


class _Spelling(NamedTuple):
    phrase: str
    rest: tuple[frozenset[str], ...]
    """The forms of each word after the first."""
    marked: bool
    """Whether it must be written with its accent."""
    bound_to: str
    """The language of the texts in which alone it counts; nothing: it counts in all."""


class PhraseSet:
    """Phrases, each with its language, searched for all at once with their forms."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, str]],
        *,
        in_compounds: bool = False,
        is_bound: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Compile phrases; those that are bound count only in texts of their own language (see `within`)."""
        self._in_compounds = in_compounds
        self._tails: dict[str, list[tuple[str, str]]] = {}
        """Ends of words with each phrase that they are a form of, and what that is bound to."""
        self._by_first: dict[str, list[_Spelling]] = {}
        self._unspaced: list[tuple[str, str]] = []
        self._languages = frozenset({""})
        for phrase, language in phrases:
            bound_to = language if is_bound(phrase) else ""
            for spelling in spellings(phrase, language):
                self._add(phrase, spelling, language, bound_to)

    def within(self, languages: Iterable[str]) -> "PhraseSet":
        """Return the phrases that count in texts of some languages; nothing is compiled again."""
        narrowed = copy(self)
        narrowed._languages = frozenset(languages) | {""}
        return narrowed

    def _add(self, phrase: str, spelling: str, language: str, bound_to: str) -> None:
        if is_unspaced(spelling):
            self._unspaced.append((phrase, spelling.replace(" ", "")))
            return
        words = tuple(frozenset(forms(word, language)) for word in words_of(spelling))
        if phrase.startswith("-"):
            self._add_tails(words[0], phrase, bound_to)
        elif words:
            plain = spelling.isascii() and len(spelling) <= _LETTERS_THAT_NEED_THEIR_MARK
            if self._in_compounds and len(words) == 1 and len(phrase) >= _FEWEST_LETTERS_OF_AN_ENDING:
                self._add_tails(words[0], phrase, bound_to)
            marked = plain and len(phrase) == len(spelling) and not phrase.isascii()
            for form in words[0]:
                self._by_first.setdefault(form, []).append(_Spelling(phrase, words[1:], marked, bound_to))

    def _add_tails(self, forms: Iterable[str], phrase: str, bound_to: str) -> None:
        for form in forms:
            self._tails.setdefault(form, []).append((phrase, bound_to))

    def _tail(self, word: str) -> str | None:
        """Return the phrase that a word, or the end of one, is a form of."""
        return next(
            (phrase for phrase, bound_to in reversed(self._tails.get(word, ())) if bound_to in self._languages), None
        )

    def _spellings(self, first: str) -> Iterator[_Spelling]:
        for spelling in self._by_first.get(first, ()):
            if spelling.bound_to in self._languages:
                yield spelling

    def __contains__(self, word: str) -> bool:
        """Tell whether one folded word is a whole phrase of the set."""
        return self._tail(word) is not None or any(not spelling.rest for spelling in self._spellings(word))

    def places(self, passage: Passage, start: int, end: int) -> Iterator[Place]:
        """Yield the phrases that stand wholly among the words from `start` up to `end`, in their order."""
        if self not in passage.places:
            passage.places[self] = sorted(self._everywhere(passage), key=_order)
        found = passage.places[self]
        for number in range(bisect_left(found, start, key=_first_word), len(found)):
            place = found[number]
            if place.first >= end:
                break
            if place.last < end:
                yield place
        if self._unspaced and passage.is_unspaced:
            start, end = max(start, 0), min(end, len(passage.tokens))
            if start < end:
                yield from (Place(phrase, start, end - 1) for phrase in self._unspaced_among(passage, start, end))

    def _everywhere(self, passage: Passage) -> Iterator[Place]:
        words = passage.words
        for word in self._by_first.keys() & words.keys():
            for spelling in self._spellings(word):
                goes_on = all(any(form in words for form in forms) for forms in spelling.rest)
                for first in words[word] if goes_on else ():
                    if _is_written(spelling, passage, first):
                        yield Place(spelling.phrase, first, first + len(spelling.rest))
        for word, phrase in self._compounds(words):
            yield from (Place(phrase, first, first) for first in words[word])

    def _unspaced_among(self, passage: Passage, start: int, end: int) -> Iterator[str]:
        for phrase, spelling in self._unspaced:
            if spelling not in passage.places:
                passage.places[spelling] = list(_unspaced_places(spelling, passage))
            found = passage.places[spelling]
            first = bisect_left(found, start, key=_first_word)
            if first < len(found) and found[first].last < end:
                yield phrase

    def _compounds(self, words: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the words that end in a phrase that is written as an ending: `Sommerkleid` for `-kleid`."""
        if self._tails:
            for word in words:
                if len(word) > _LONGEST_COMPOUND:
                    continue
                tails = (word[start:] for start in range(_FEWEST_LETTERS_BEFORE_AN_ENDING, len(word) - 2))
                phrase = next((phrase for tail in tails if tail in self._tails and (phrase := self._tail(tail))), None)
                if phrase:
                    yield word, phrase

    def first_in(self, text: str) -> str | None:
        """Return a phrase that a short text without clauses holds, such as the name of a category."""
        words = tuple(words_of(fold(text).text))
        for place, word in enumerate(words):
            for spelling in self._spellings(word):
                following = words[place + 1 : place + 1 + len(spelling.rest)]
                if len(following) == len(spelling.rest) and all(map(_is_in, following, spelling.rest)):
                    return spelling.phrase
        return next((phrase for _, phrase in self._compounds(words)), None) or next(self.unspaced_in(text), None)

    def unspaced_in(self, text: str) -> Iterator[str]:
        """Yield the phrases in scripts without spaces that a folded text holds."""
        if self._unspaced and not text.isascii():
            text = text.replace(" ", "")
            yield from (phrase for phrase, spelling in self._unspaced if spelling in text)


@lru_cache(maxsize=65536)
def phrase_set(phrases: tuple[str, ...], language: str, *, in_compounds: bool = False) -> PhraseSet:
    """Return the set of some phrases of one language, compiled once; if so wanted, found as ends of compounds too."""
    compounds = in_compounds and language in _COMPOUNDING
    return PhraseSet(((phrase, language) for phrase in phrases), in_compounds=compounds)


def pattern_places(pattern: re.Pattern[str], passage: Passage) -> list[Place]:
    """Return what a pattern finds in a passage, each wording once; it is searched for once."""
    if pattern not in passage.places:
        wordings = dict.fromkeys(found[0] for found in pattern.finditer(passage.folded.text))
        passage.places[pattern] = [Place(wording, 0, len(passage.tokens) - 1) for wording in wordings]
    return passage.places[pattern]


def _unspaced_places(spelling: str, passage: Passage) -> Iterator[Place]:
    """Yield the words among which a spelling stands that no spaces part, each stretch of words once."""
    text, starts = passage.without_spaces
    place = text.find(spelling)
    while place >= 0:
        first = bisect_right(starts, place) - 1
        last = bisect_left(starts, place + len(spelling)) - 1
        yield Place(spelling, max(first, 0), max(last, 0))
        beyond = starts[first + 1] - len(spelling) + 1 if first + 1 < len(starts) else len(text)
        place = text.find(spelling, max(place + 1, beyond))


def _is_in(word: str, forms: frozenset[str]) -> bool:
    return word in forms


def _first_word(place: Place) -> int:
    return place.first


def _order(place: Place) -> tuple[int, int, str]:
    return place.first, place.last, place.phrase


def _is_written(spelling: _Spelling, passage: Passage, first: int) -> bool:
    """Tell whether a phrase whose first word stands at a place goes on there."""
    last = first + len(spelling.rest)
    if last >= len(passage.tokens):
        return False
    if first == last and not spelling.marked:
        return True
    following = passage.tokens[first + 1 : last + 1]
    if not all(token.text in forms for token, forms in zip(following, spelling.rest, strict=True)):
        return False
    return not spelling.marked or not passage.written(first, last).isascii()
