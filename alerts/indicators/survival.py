"""How long until something happens, when some of it has not happened yet and the rest is known by bounds only."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta

NEVER = timedelta.max
"""Stands for an end that was not seen."""


def quantile(times: Sequence[timedelta], q: float) -> timedelta | None:
    """Return the smallest time that at least a share q of all times does not exceed (nearest rank).

    None without times, and where that rank falls on one that has not ended.
    """
    if not times:
        return None
    rank = max(1, math.ceil(q * len(times) - 1e-9))
    found = sorted(times)[rank - 1]
    return None if found == NEVER else found


def kaplan_meier_quantile(ended: Sequence[timedelta], censored: Sequence[timedelta], q: float) -> timedelta | None:
    """Return the time by which the Kaplan-Meier curve says that a share q has ended; None if it stays above.

    Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958). Assumes that being
    censored says nothing about the end. A time that is both ends before it is censored.
    """
    ends, cut = sorted(ended), sorted(censored)
    surviving = 1.0
    for moment in dict.fromkeys(ends):
        first = bisect_left(ends, moment)
        at_risk = len(ends) - first + len(cut) - bisect_left(cut, moment)
        surviving *= 1 - (bisect_right(ends, moment) - first) / at_risk
        if surviving <= 1 - q + 1e-9:
            return moment
    return None
