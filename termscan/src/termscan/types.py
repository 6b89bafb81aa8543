"""The words of termscan: what is looked for, and what a find is."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import NamedTuple

from termscan.given import check_edits, check_letters, check_several, check_text


class Disguise(IntFlag):
    """What was done to a term so that it is not seen."""

    LOOK_ALIKE = 1
    """A letter of another script, or an l for an i."""
    ZERO_WIDTH = 2
    """Something invisible inside a word."""
    WIDTH = 4
    """Full-width, mathematical, circled or squared letters."""
    ACCENT = 8
    """Accents that the term does not have."""
    LEET = 16
    """Digits or signs for letters."""
    SPELLED = 32
    """Letters set apart."""
    SPLIT = 64
    """A word in pieces."""
    JOINED = 128
    """Words written as one."""
    REPEATED = 256
    """Letters written more often than in the term."""
    MASKED = 512
    """Asterisks for letters."""
    EDITED = 1024
    """Typing errors."""
    TRANSLITERATED = 2048
    """Written as it sounds in another script."""
    INFLECTED = 4096
    """In another grammatical form, which hides nothing."""


class Boundary(IntEnum):
    """How a find stands among the words around it."""

    WHOLE = 0
    JOINED = 1
    SPLIT = 2
    SPELLED = 3
    GLUED_BEFORE = 4
    """Other letters stand glued before it."""
    GLUED_AFTER = 5
    """Other letters stand glued after it."""
    GLUED_INSIDE = 6
    POSITION = 7
    """In a script without spaces, where only the position tells."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for."""

    text: str
    language: str = "und"
    """Language code, for inflection."""
    edits: int | None = None
    """Most typing errors forgiven, 0 to 2; None: by length."""
    disguises: bool = True
    """False: only case, marks, width, invisible characters and inflection may differ."""
    glued: bool = True
    """Whether it may stand glued to other letters."""

    def __post_init__(self) -> None:
        check_text(self.text, "The text of a term")
        check_text(self.language, "The language of a term")
        check_edits(self.edits)


@dataclass(frozen=True, slots=True)
class Options:
    """How terms are looked for."""

    one_edit_from: int = 5
    """Letters of a term from which one typing error is forgiven."""
    two_edits_from: int = 9
    """Letters of a term from which two are."""
    ordinary: Iterable[str] = ()
    """Words that are what they seem: nothing is read into them. As `OrdinaryWords` they are made ready only once."""
    inflect: bool = True
    ordinary_rule: bool = True
    """False: typing errors are forgiven in any word."""
    plausible: bool = True
    """False: any typing error is forgiven in a short word, not only such as fingers make. A term that sets its own
    `edits` is asked no plausibility either."""

    def __post_init__(self) -> None:
        check_letters(self.one_edit_from, "one_edit_from")
        check_letters(self.two_edits_from, "two_edits_from")
        check_several(self.ordinary, "Ordinary words")


class Find(NamedTuple):
    """A term found in a text."""

    row: int
    term: int
    """Place of the term among the terms of the index."""
    start: int
    """Code point of the original text."""
    end: int
    """One past the last code point."""
    distance: int
    """Typing errors."""
    disguises: Disguise
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in honest letters, with the code points of the original that each of them came from."""

    original: str
    text: str
    starts: list[int] | None = None
    """None where the offsets are those of the original."""
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of the honest letters from `start` up to `end`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the honest letters that come from a span of the original."""
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)
