"""Words of a folded text, each with its place: what the context of a find is made of."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from termscan import Folded, fold

_LETTER = r"(?:[^\W_]|[\u0900-\u0dff])"
"""Letters, digits, and the vowel signs of the scripts of India."""
_WORD = re.compile(rf"{_LETTER}+")
_LOOSE_GAP = re.compile(r"[^\w\n\r.!?;:,]{0,4}|[.,/:]|['’`] ?")
_CLAUSE_END = re.compile(r"[.!?…]+\s|[;\n\r|•]")


class Token(NamedTuple):
    """A word of a folded text."""

    text: str
    start: int
    """In the folded text, as is `end`."""
    end: int
    clause: int
    """The number of the clause that it stands in."""
    glued: bool
    """Whether only a space, a hyphen or a like sign parts it from the word before: a phrase may go on."""
    tag: bool
    """Whether it is a hashtag."""


def tokens_of(folded: Folded) -> list[Token]:
    """Return the words of a folded text in order."""
    text = folded.text
    words: list[Token] = []
    clause = last = 0
    make = tuple.__new__  # what Token() comes to, at a third of its time: most words are made here
    for found in _WORD.finditer(text):
        start, end = found.span()
        gap = text[last:start]
        if gap == " ":
            words.append(make(Token, (found[0], start, end, clause, bool(words), False)))
        else:
            goes_on = gap == ". " and _is_lower(folded, start)
            clause += not goes_on and _CLAUSE_END.search(gap) is not None
            glued = bool(words) and (goes_on or _LOOSE_GAP.fullmatch(gap) is not None)
            words.append(Token(found[0], start, end, clause, glued, gap.endswith("#")))
        last = end
    return words


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a term or of a phrase, folded."""
    yield from _WORD.findall(fold(text).text)


def _is_lower(folded: Folded, place: int) -> bool:
    """Tell whether a letter was written small: after a dot, that dot ended an abbreviation, not a sentence."""
    start, _ = folded.span(place, place + 1)
    return folded.original[start].islower()
