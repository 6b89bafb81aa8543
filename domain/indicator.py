"""A red flag that is not a word."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.concern import Concern
from domain.match import TextField


class Span(NamedTuple):
    """Where in a listing the text stands that an indicator is about."""

    field: TextField
    start: int
    """First code point in the original text of the field."""
    end: int
    """One past the last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A red flag that is not a word: price far below, missing trader, evasive spelling, dose pattern."""

    name: str
    detail: str
    """One sentence for a person."""
    weight: float
    """What it adds to the score; negative if it speaks against."""
    concern: Concern | None = None
    """What it speaks for, where it does not depend on a find."""
    span: Span | None = None
    """None where it is about no text: a price, an image, a missing detail."""
