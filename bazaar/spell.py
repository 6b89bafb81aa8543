"""Bad days of the site: for a while it answers everybody with something else than its pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random


class SpellKind(StrEnum):
    """What the site does to its visitors during a spell."""

    BLOCK = "block"
    """403, with a page that says so."""
    CAPTCHA = "captcha"
    """A riddle, with status 200."""
    SERVER_ERROR = "server_error"
    """500, 502 or 503 in turn."""
    MAINTENANCE = "maintenance"
    LOGIN_WALL = "login_wall"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """An interval of told time, its start included and its end not, in which the site behaves in one bad way."""

    kind: SpellKind
    starts_at: datetime
    ends_at: datetime

    def covers(self, moment: datetime) -> bool:
        """Whether the moment lies in the spell."""
        return self.starts_at <= moment < self.ends_at


FORTNIGHT = timedelta(days=14)

_CALENDAR = (
    (SpellKind.CAPTCHA, 1.75, 2.25),
    (SpellKind.SLOW, 3.4, 3.6),
    (SpellKind.BLOCK, 4.7, 5.4),
    (SpellKind.MAINTENANCE, 6.8, 7.3),
    (SpellKind.SERVER_ERROR, 8.0, 8.6),
    (SpellKind.LOGIN_WALL, 11.0, 11.5),
)
"""Days after the start of each fortnight. The 1st, 3rd, 10th and 14th day are fair, so that what became of a
listing can be seen between the spells."""


def plan_spells(start: datetime, chance: Random, fortnights: int = 6) -> tuple[Spell, ...]:
    """The bad days of the coming fortnights, each moved by up to an hour."""
    return tuple(
        Spell(
            kind=kind,
            starts_at=_moved(start + count * FORTNIGHT, first, chance),
            ends_at=_moved(start + count * FORTNIGHT, last, chance),
        )
        for count in range(fortnights)
        for kind, first, last in _CALENDAR
    )


def _moved(start: datetime, days: float, chance: Random) -> datetime:
    return start + timedelta(days=days, minutes=chance.randint(-60, 60))
