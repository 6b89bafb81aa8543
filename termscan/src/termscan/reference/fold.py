"""The honest fold: case, marks, width and invisible characters go; every letter leads back to the original."""

from typing import NamedTuple

from termscan.reference import tables
from termscan.types import Folded

_COMPOSED = {"и\u0306": "й", "у\u0306": "ў", "і\u0308": "ї"}
"""Cyrillic letters whose mark makes another letter, for texts that write the mark apart."""


class Honest(NamedTuple):
    """A text in honest letters, with what folding found on the way."""

    text: str
    starts: list[int] | None
    """Code point of the original, for each letter; None where the offsets are the same."""
    ends: list[int] | None
    traces: list[int] | None
    """Trace of each letter (bits of `tables`); ZERO_WIDTH: something invisible stands before it. None: no traces."""


def fold_text(text: str) -> Honest:
    """Return a text in honest letters; takes time in proportion to its length."""
    if text.isascii():
        return Honest(text.lower(), None, None, None)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    traces: list[int] = []
    invisible = 0
    for offset, character in enumerate(text):
        honest, trace = tables.fold_of(character)
        if not honest:
            if trace == tables.ACCENT and letters:
                composed = _COMPOSED.get(letters[-1] + character) if ends[-1] == offset else None
                letters[-1] = composed or letters[-1]
                traces[-1] |= 0 if composed else trace
                ends[-1] = offset + 1
            else:
                invisible |= trace & tables.ZERO_WIDTH
            continue
        for letter in honest:
            letters.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
            traces.append(trace | invisible)
            invisible = 0
    return _shortened(letters, starts, ends, traces, len(text))


def _shortened(letters: list[str], starts: list[int], ends: list[int], traces: list[int], length: int) -> Honest:
    same = len(letters) == length and ends == list(range(1, length + 1)) and starts == list(range(length))
    return Honest("".join(letters), None if same else starts, None if same else ends, traces if any(traces) else None)


def fold(text: str) -> Folded:
    """Return the honest letters of a text with the code points of the original that each came from."""
    honest = fold_text(text)
    return Folded(text, honest.text, honest.starts, honest.ends)
