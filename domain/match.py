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
    """How a term was hidden from simple filters."""

    LOOK_ALIKE = "look_alike"
    ZERO_WIDTH = "zero_width"
    WIDTH = "width"
    ACCENT = "accent"
    LEET = "leet"
    SEPARATED = "separated"
    JOINED = "joined"
    REPEATED = "repeated"
    MASKED = "masked"
    """Letters blotted out: `r*lex`."""
    EDITED = "edited"


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
    """1.0 is the term itself, disguised or not; each edit takes away its share of the length."""
    disguises: frozenset[Disguise] = frozenset()
    supported_by: tuple[str, ...] = ()
    """What is there of what the term requires, in words."""
    excused_by: str = ""
    """What in the context speaks against the find, in words; empty if nothing does."""
    reason: str = ""
    """One sentence for a person: what was found, how it was disguised, what in the context counts."""

    @property
    def counts(self) -> bool:
        """Whether nothing excuses the find."""
        return not self.excused_by
