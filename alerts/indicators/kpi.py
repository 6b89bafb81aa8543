"""What a report shows: figures with their bounds, and the rows that each can be opened down to.

Red flags of matching are `Indicator`; the figures of a report are `KPI`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.concern import Concern
from domain.listing import ListingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time: from `start`, which belongs to it, to `end`, which does not."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a KPI, as the bounds between which it lies; equal bounds are an exact figure."""

    name: str
    unit: str
    lower: float | None
    """None where nothing can be said."""
    upper: float | None
    """None where there is no upper bound, for instance when fewer than half have been removed so far."""
    numerator: tuple[int, int] | None = None
    """Of a share: surely, possibly."""
    denominator: int | None = None

    @property
    def exact(self) -> float | None:
        """The figure itself where both bounds agree."""
        return self.lower if self.lower == self.upper else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KPIRow:
    """One listing behind the figures, with the events to look it up by."""

    key: ListingKey
    concern: Concern
    state: str
    """What it counts as, for instance `removed after notice` or `still live`."""
    events: tuple[int, ...]
    """Sequence numbers in the event log."""
    lower: timedelta | None = None
    """Of a time: it took longer than this; of a censored one: how long it was watched."""
    upper: timedelta | None = None
    """Of a time: it took no longer than this; None if it is not over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The figures of one marketplace and one concern, with the rows behind them."""

    marketplace: str
    concern: Concern
    figures: tuple[Figure, ...]
    censored: int
    rows: tuple[KPIRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KPI:
    """An indicator, computed from the event log by one version of one method."""

    method: str
    """Method id, such as `SANTE-3`."""
    version: str
    title: str
    definition: str
    unit: str
    period: Period
    figures: tuple[Figure, ...]
    """Over all marketplaces and concerns; the first is the headline."""
    censored: int
    """Listings whose end was not seen yet."""
    breakdown: tuple[Breakdown, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know: kinds of bounds, calendar, what was left out and how many."""

    @property
    def rows(self) -> tuple[KPIRow, ...]:
        """All rows behind the figures."""
        return tuple(row for part in self.breakdown for row in part.rows)

    def figure(self, name: str) -> Figure:
        """Return the figure of a name."""
        return next(figure for figure in self.figures if figure.name == name)


def count(name: str, unit: str, number: int, possibly: int | None = None) -> Figure:
    """Return a count as a figure; `possibly` is its upper bound if that is higher."""
    return Figure(name=name, unit=unit, lower=number, upper=number if possibly is None else possibly)


def share(name: str, surely: int, possibly: int, denominator: int) -> Figure:
    """Return a share as a figure, from 0 to 1; without a denominator nothing can be said."""
    return Figure(
        name=name,
        unit="share",
        lower=surely / denominator if denominator else None,
        upper=possibly / denominator if denominator else None,
        numerator=(surely, possibly),
        denominator=denominator,
    )
