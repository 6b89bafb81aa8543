"""The piece of a sentence around a find that a parser reads."""

from typing import NamedTuple

from domain.match import Disguise
from matching.candidate import Candidate

REACH = 12
"""Words to either side of a find."""
_FEWEST_WORDS_OF_A_TITLE = 3
_SHARE_OF_CAPITALS = 0.6
_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write nouns with capitals, so that capitals say nothing about a title."""


_HIDES_NOTHING = frozenset({Disguise.INFLECTED})


class Window(NamedTuple):
    """A text with a find in it, undisguised."""

    language: str
    text: str
    start: int
    """First code point of the find in the text."""
    end: int
    """One past the last."""


def window_of(candidate: Candidate, language: str) -> Window:
    """Return the clause around a find, cut to a few words, the term in place of its disguise, a title in small letters.

    Taggers take the capitals of a title for names, and know no disguises.
    """
    passage, find = candidate.passage, candidate.find
    first, after = passage.clause(find.first, find.last)
    first, after = max(first, find.first - REACH), min(after, find.last + REACH + 1)
    original = passage.folded.original
    start, end = candidate.span
    opening = passage.folded.span(passage.tokens[first].start, passage.tokens[first].end)[0]
    closing = passage.folded.span(passage.tokens[after - 1].start, passage.tokens[after - 1].end)[1]
    before, behind = original[min(opening, start) : start], original[end : max(closing, end)]
    is_plain = not find.edits and candidate.disguises <= _HIDES_NOTHING
    term = original[start:end] if is_plain or find.rest else candidate.term.text
    if _is_title(f"{before} {behind}", language):
        before, term, behind = before.lower(), term.lower(), behind.lower()
    before = " ".join(before.split()) + (" " if before[-1:].isspace() else "")
    behind = (" " if behind[:1].isspace() else "") + " ".join(behind.split())
    return Window(language, before + term + behind, len(before), len(before) + len(term))


def _is_title(text: str, language: str) -> bool:
    """Tell whether words are written with capitals as titles are, or wholly in capitals."""
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < _FEWEST_WORDS_OF_A_TITLE:
        return False
    if language in _CAPITAL_NOUNS:
        return all(word.isupper() for word in words)
    return sum(word[0].isupper() for word in words) / len(words) >= _SHARE_OF_CAPITALS
