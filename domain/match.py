"""A term, found."""

from dataclasses import dataclass
from enum import StrEnum

from domain.keyword_list import Term


class TextField(StrEnum):
    """The part of a listing that a span counts in."""

    TITLE = "title"
    DESCRIPTION = "description"
    BRAND = "brand"


class Disguise(StrEnum):
    """How a term was hidden from simple filters, or at least not written as it is listed."""

    LOOK_ALIKE = "look_alike"
    """A letter of another script, or an l for an i."""
    ZERO_WIDTH = "zero_width"
    """Something invisible inside a word."""
    WIDTH = "width"
    """Full-width, mathematical, circled or squared letters."""
    ACCENT = "accent"
    """Accents that the term does not have."""
    LEET = "leet"
    """Digits or signs for letters."""
    SPELLED = "spelled"
    """Letters set apart: `r.o.l.e.x`."""
    SPLIT = "split"
    """A word in pieces: `si-butra-mine`."""
    JOINED = "joined"
    """Words written as one."""
    REPEATED = "repeated"
    """Letters written more often than in the term."""
    MASKED = "masked"
    """Letters blotted out: `r*lex`."""
    EDITED = "edited"
    """Typing errors."""
    TRANSLITERATED = "transliterated"
    """Written as it sounds in another script."""
    INFLECTED = "inflected"
    """In another grammatical form, which hides nothing."""


class Boundary(StrEnum):
    """How a find stands among the words around it."""

    WHOLE = "whole"
    JOINED = "joined"
    SPLIT = "split"
    SPELLED = "spelled"
    GLUED_BEFORE = "glued_before"
    """Other letters stand glued before it: `myrolex`."""
    GLUED_AFTER = "glued_after"
    """Other letters stand glued after it: `rolexstyle`."""
    GLUED_INSIDE = "glued_inside"
    POSITION = "position"
    """In a script without spaces, where only the position tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A term found in a listing: where, how it was written, how near, and what the context says."""

    term: Term
    list_id: str
    list_version: str
    field: TextField
    start: int
    """First code point of the span in the original text of the field."""
    end: int
    """One past the last code point."""
    text: str
    """The original text of the span."""
    similarity: float
    """1.0 is the term itself; each edit takes away its weighted share of the letters."""
    disguises: frozenset[Disguise] = frozenset()
    boundary: Boundary = Boundary.WHOLE
    distance: int = 0
    """Letters that are wrong, missing, too many or swapped."""
    weighted_distance: float = 0.0
    """The same, each weighed by how easily it is made or hides; look-alikes count a little too."""
    rarity: float = 1.0
    """The share of the term's letters that stand in words which are not ordinary, 0 to 1."""
    supported_by: tuple[str, ...] = ()
    """What is there of what the term requires, in words."""
    excused_by: str = ""
    """What in the context speaks against the find, in words; empty if nothing does."""
    grammar: float = 0.0
    """What the grammar of the sentence adds to what the find says, or takes away of it; told in `reason`."""
    reason: str = ""
    """One sentence for a person: what was found, how it was disguised, what in the context counts."""

    @property
    def counts(self) -> bool:
        """Whether nothing excuses the find."""
        return not self.excused_by
