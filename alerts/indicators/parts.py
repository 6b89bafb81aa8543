"""Rows put together: one per offer for the total, and by marketplace and concern for the breakdown."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from alerts.indicators.kpi import Breakdown, Figure, KPIRow


class Counted(Protocol):
    """Something that a method counts and that stands on one row."""

    @property
    def row(self) -> KPIRow:
        """The row to show."""

    @property
    def rank(self) -> int:
        """Which of several about the same offer stands for it in the total: the lowest."""

    @property
    def censored(self) -> bool:
        """Whether its end was not seen yet."""


C = TypeVar("C", bound=Counted)


def one_per_offer(counted: Iterable[C]) -> tuple[C, ...]:
    """Return one of those about the same offer: an offer under two concerns counts once in a total."""
    by_offer = sorted(counted, key=lambda each: (each.row.key, each.rank, each.row.concern))
    return tuple(next(group) for _, group in groupby(by_offer, key=lambda each: each.row.key))


def break_down(counted: Iterable[C], figures: Callable[[Sequence[C]], tuple[Figure, ...]]) -> tuple[Breakdown, ...]:
    """Return the figures and rows of each marketplace and concern."""
    ordered = sorted(counted, key=lambda each: (each.row.key.marketplace, each.row.concern, each.row.key))
    parts = []
    for (marketplace, concern), group in groupby(
        ordered, key=lambda each: (each.row.key.marketplace, each.row.concern)
    ):
        members = tuple(group)
        parts.append(
            Breakdown(
                marketplace=marketplace,
                concern=concern,
                figures=figures(members),
                censored=sum(each.censored for each in members),
                rows=tuple(each.row for each in members),
            )
        )
    return tuple(parts)
