"""Sets of phrases that the context of a find is searched for."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from matching.fold import fold_term
from matching.index import words_of
from matching.inflection import forms_of, spellings_of
from matching.passage import Passage
from matching.scripts import is_unspaced


class Place(NamedTuple):
    """A phrase of a set, found."""

    phrase: str
    first: int
    """Its first word, as is `last` its last: places among the tokens."""
    last: int


class PhraseSet:
    """Phrases with their forms, searched for all at once."""

    def __init__(self, phrases: Iterable[str], language: str) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        self._unspaced: list[tuple[str, str]] = []
        for phrase in phrases:
            for spelling in spellings_of(phrase, language):
                self._add(phrase, spelling, language)

    def _add(self, phrase: str, spelling: str, language: str) -> None:
        if is_unspaced(spelling):
            self._unspaced.append((phrase, spelling.replace(" ", "")))
            return
        words = tuple(frozenset(forms_of(word, language)) for word in words_of(spelling))
        if words:
            for form in words[0]:
                self._by_first.setdefault(form, []).append((phrase, words[1:]))

    def __bool__(self) -> bool:
        return bool(self._by_first or self._unspaced)

    def places(self, passage: Passage, start: int, end: int) -> Iterator[Place]:
        """Yield the phrases that stand among the words from `start` up to `end`."""
        tokens = passage.tokens
        if self._by_first:
            for first in range(max(start, 0), min(end, len(tokens))):
                for phrase, rest in self._by_first.get(tokens[first].text, ()):
                    last = first + len(rest)
                    if last < min(end, len(tokens)) and all(
                        tokens[first + 1 + step].text in forms for step, forms in enumerate(rest)
                    ):
                        yield Place(phrase, first, last)
        if self._unspaced and is_unspaced(passage.folded.text):
            yield from self._unspaced_places(passage, start, end)

    def _unspaced_places(self, passage: Passage, start: int, end: int) -> Iterator[Place]:
        tokens = passage.tokens[max(start, 0) : end]
        if not tokens:
            return
        text = passage.folded.text[tokens[0].start : tokens[-1].end].replace(" ", "")
        for phrase, spelling in self._unspaced:
            if spelling in text:
                yield Place(phrase, start, end - 1)


@lru_cache(maxsize=65536)
def phrase_set(phrases: tuple[str, ...], language: str) -> PhraseSet:
    """Return the set of some phrases, compiled once."""
    return PhraseSet(phrases, language)


def folded_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase, folded."""
    return tuple(words_of(fold_term(phrase)))
