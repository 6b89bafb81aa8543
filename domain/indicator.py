"""A red flag that is not a word."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A red flag that is not a word: price far below, missing trader, evasive spelling, dose pattern."""

    name: str
    detail: str
    """One sentence for a person."""
    weight: float
    """What it adds to the score; negative if it speaks against."""
