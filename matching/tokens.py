"""Words of a folded text, each with its place."""

import re
from typing import NamedTuple

from domain.match import Disguise
from matching.fold import Folded

_SIGNS = "@$!|€£*+§"
"""Signs that may stand for a letter inside a word."""
_LETTER = r"[^\W_]"
_INDIC = "\u0900-\u0dff"
_WORD = re.compile(rf"[@$€£]?(?:{_LETTER}|[{_INDIC}])+(?:[{re.escape(_SIGNS)}]+(?:{_LETTER}|[{_INDIC}])+)*")
_PLAIN = re.compile(rf"(?:{_LETTER}|[{_INDIC}])+")
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
    clause = 0
    last = 0
    for found in _WORD.finditer(text):
        gap = text[last : found.start()]
        goes_on = gap == " " or (gap == ". " and _is_lower(folded, found.start()))
        if not goes_on:
            clause += _CLAUSE_END.search(gap) is not None
        glued = bool(words) and (goes_on or _LOOSE_GAP.fullmatch(gap) is not None)
        words.append(Token(found[0], found.start(), found.end(), clause, glued, gap.endswith("#")))
        last = found.end()
    return words


def _is_lower(folded: Folded, place: int) -> bool:
    """Tell whether a letter was written small: after a dot, that dot ended an abbreviation, not a sentence."""
    start, _ = folded.span(place, place + 1)
    return folded.original[start].islower()


def plain_parts(token: Token) -> list[Token]:
    """Return the parts of a word that signs hold together, as words of their own."""
    parts: list[Token] = []
    for found in _PLAIN.finditer(token.text):
        start = token.start + found.start()
        glued = token.glued if not parts else True
        parts.append(Token(found[0], start, token.start + found.end(), token.clause, glued, token.tag))
    return parts


def traces_in(folded: Folded, start: int, end: int) -> frozenset[Disguise]:
    """Return the disguises that folding undid inside a span; what is invisible counts only within a word."""
    if not folded.traces:
        return frozenset()
    found = (folded.traces.get(offset) for offset in range(start, end))
    inside = [trace for trace in found if trace is not None]
    if folded.traces.get(start) is Disguise.ZERO_WIDTH:
        inside.remove(Disguise.ZERO_WIDTH)
    return frozenset(inside)
