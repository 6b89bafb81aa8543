"""Working days of a stated country, counted as Regulation (EEC, Euratom) No 1182/71, article 3, counts them.

The day of the event is not counted; a period ends with the last hour of its last day, in the time zone of the
country. Public holidays are those that the `holidays` library knows for the country (and its subdivision).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

import holidays

from domain.clock import require_utc
from domain.errors import MarketsweepError

TIME_ZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "CH": "Europe/Zurich",
    "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
    "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome",
    "LI": "Europe/Vaduz",
    "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
}
"""Where each country's capital keeps its time (IANA names)."""


class UnknownCountryError(MarketsweepError):
    """No calendar of working days is known for a country."""

    def __init__(self, country: str) -> None:
        super().__init__(
            f"There is no calendar of working days for {country!r}. Use one of {', '.join(TIME_ZONES)}, "
            "or state a country that the holidays library knows together with its time zone."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """The working days of one country: whose holidays, in whose time zone."""

    country: str
    """ISO 3166-1 alpha-2 code."""
    timezone: str
    """IANA name."""
    subdivision: str | None = None
    """ISO 3166-2 code without the country, such as `BY`; None means nationwide holidays only."""

    def __post_init__(self) -> None:
        _public_holidays(self.country, self.subdivision)

    def __str__(self) -> str:
        place = f"{self.country}-{self.subdivision}" if self.subdivision else self.country
        return f"{place}, {self.timezone}, holidays {version('holidays')}"

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day: it is neither weekend nor a public holiday."""
        return _public_holidays(self.country, self.subdivision).is_working_day(day)

    def deadline(self, event: datetime, days: int) -> datetime:
        """Return the end of the n-th working day after the day of an event, in UTC: the midnight that ends it."""
        zone = ZoneInfo(self.timezone)
        day = require_utc(event).astimezone(zone).date()
        left = days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
        return require_utc(midnight)


def calendar_of(country: str, subdivision: str | None = None) -> WorkingCalendar:
    """Return the calendar of a country in the time zone of its capital."""
    code = country.strip().upper()
    if code not in TIME_ZONES:
        raise UnknownCountryError(country)
    return WorkingCalendar(country=code, timezone=TIME_ZONES[code], subdivision=subdivision)


@lru_cache(maxsize=64)
def _public_holidays(country: str, subdivision: str | None) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError as error:
        raise UnknownCountryError(f"{country}-{subdivision}" if subdivision else country) from error
