"""Words of an honest text, the gaps between them, and single letters that may spell a word."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from termscan.reference import tables
from termscan.reference.fold import Honest

LONGEST_WORD = 64
"""Letters; longer words are only searched for glued terms."""
_WIDEST_GAP = 8
_MOST_SIGNS = 4
_ABBREVIATION = 3
_KINDS = "OLDSUWB"
"""One letter per kind of the table; R: regional indicator, *: asterisk."""
_WORD = re.compile(
    r"U|R+|(?:(?<![LDSR])S(?=L))?[LD]+(?:(?:S{1,3}|(?<=[LDS][LD])\*{1,8}|\*{1,8}(?=[LD][LDS]))[LD]+)*(?:(?<=L)S(?![LDSR]))?"
)
_PIECE = re.compile(r"(?<![LDSUR])[LDS](?![LDSUR])")
_PART = re.compile(r"[LD]+")


class Gap(IntEnum):
    """What stands between two words."""

    NONE = 0
    SPACE = 1
    SIGN = 2
    BREAK = 3


class Word(NamedTuple):
    """A word of an honest text."""

    text: str
    start: int
    """In the honest text, as is `end`."""
    end: int
    is_tag: bool
    """Whether a # stands before it."""


class _Kinds(dict[int, str]):
    def __missing__(self, point: int) -> str:
        kind = "*" if point == ord("*") else _KINDS[tables.letter(chr(point)).kind]
        self[point] = kind
        return kind


_KIND_OF = _Kinds()


def kinds_of(honest: Honest) -> str:
    """Return the kind of each letter of a text as one character: see `_KINDS`."""
    kinds = honest.text.translate(_KIND_OF)
    if honest.traces is None or not any(trace & tables.REGIONAL for trace in honest.traces):
        return kinds
    return "".join("R" if trace & tables.REGIONAL else kind for kind, trace in zip(kinds, honest.traces, strict=True))


def words_of(honest: Honest, kinds: str) -> Iterator[Word]:
    """Yield the words of a text, with the signs and asterisks that may stand for letters in them."""
    text = honest.text
    for found in _WORD.finditer(kinds):
        start, end = found.span()
        yield Word(text[start:end], start, end, text[start - 1 : start] == "#")


def parts_of(word: Word, kinds: str) -> Iterator[Word]:
    """Yield the runs of letters and digits of a word."""
    for found in _PART.finditer(kinds, word.start, word.end):
        start, end = found.span()
        text = word.text[start - word.start : end - word.start]
        yield Word(text, start, end, word.is_tag and start == word.start)


def gap_between(honest: Honest, kinds: str, original: str, start: int, end: int, letters_before: int) -> Gap:
    """Return what stands between a word that ends at `start` and one that begins at `end`."""
    if start == end:
        return Gap.NONE
    if end - start > _WIDEST_GAP:
        return Gap.BREAK
    between = kinds[start:end]
    signs = len(between) - between.count("W")
    if "B" in between or signs > _MOST_SIGNS:
        return Gap.BREAK
    if signs == 0:
        return Gap.SPACE
    if letters_before > _ABBREVIATION:
        for place in range(start, end - 1):
            if honest.text[place] in ".!?;" and kinds[place + 1] == "W":
                is_abbreviation = honest.text[place] == "." and _is_small(honest, original, end)
                if not is_abbreviation:
                    return Gap.BREAK
    return Gap.SIGN


def _is_small(honest: Honest, original: str, place: int) -> bool:
    """Tell whether a letter of a script with capitals is written small and without marks."""
    letter = honest.text[place]
    entry = tables.letter(letter)
    if entry.kind != tables.LETTER or not 0 < entry.script <= tables.CYRILLIC:
        return False
    return original[place if honest.starts is None else honest.starts[place]] == letter


def spelled_runs(honest: Honest, kinds: str, original: str) -> Iterator[list[int]]:
    """Yield the places of single letters, digits and signs that follow each other without a break, three or more."""
    run: list[int] = []
    for found in _PIECE.finditer(kinds):
        place = found.start()
        if run and not _goes_on(honest, kinds, original, run[-1] + 1, place):
            if len(run) >= 3:
                yield run
            run = []
        run.append(place)
    if len(run) >= 3:
        yield run


def _goes_on(honest: Honest, kinds: str, original: str, start: int, end: int) -> bool:
    between = kinds[start:end]
    if any(kind in "LDUR" for kind in between[:_WIDEST_GAP]):
        return False
    return gap_between(honest, kinds, original, start, end, 1) is not Gap.BREAK
