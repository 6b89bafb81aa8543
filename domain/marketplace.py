"""Where goods are offered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Marketplace:
    """A site that we watch: its hosts, the countries it serves, and how to notify it."""

    code: str
    """Short name that stands in keys and commands, such as `bazaar`."""
    name: str
    hosts: tuple[str, ...]
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes, the most used first."""
    notice_email: str | None = None
    contact_points: tuple[str, ...] = ()
    """Where authorities write to, one line each, such as `DE: authority-desk@example.com`."""
