"""What one crawl is told, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version

from pydantic import TypeAdapter

from crawlers.recipe import Recipe
from domain.clock import Clock, clock_at
from domain.errors import MarketsweepError
from domain.sweep import SamplingPlan
from storage.frontier import FrontierState

FrontierCounts = dict[FrontierState, int]
"""How many addresses of a run are in each state."""


class ContactMissingError(MarketsweepError):
    """A crawl was to start without telling the marketplaces whom to write to."""

    def __init__(self, contact: str) -> None:
        super().__init__(
            f"The contact {contact!r} is neither an e-mail address nor an http(s) address. Set one in the settings: "
            "a marketplace must be able to write to whoever crawls it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One run's crawl: everything its process is told. It looks nothing up."""

    database_url: str
    evidence_root: str
    run_id: int
    fence: int
    recipes: tuple[Recipe, ...]
    contact: str
    """An e-mail or web address that stands in the user agent."""
    plan: SamplingPlan = field(default_factory=SamplingPlan)
    allow: tuple[str, ...] = ()
    """Addresses or networks that the gate lets through although they are not public."""
    browser_path: str | None = None
    """None: pages that need a browser are skipped, and counted as such."""
    now: datetime | None = None
    """A fixed told moment, for simulations; None is the computer's clock."""

    @property
    def clock(self) -> Clock:
        """The clock of every moment that the crawl records."""
        return clock_at(self.now)

    @property
    def user_agent(self) -> str:
        """The honest name under which the crawl fetches."""
        return user_agent(self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What became of one crawl."""

    counts: FrontierCounts
    notes: tuple[str, ...]
    """What a reader of the run must know, such as a missing browser or a sandbox that had to be off."""
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether nothing is left to fetch."""
        return not (self.counts[FrontierState.PENDING] or self.counts[FrontierState.CLAIMED])


JOB = TypeAdapter(CrawlJob)
SUMMARY = TypeAdapter(CrawlSummary)


def user_agent(contact: str) -> str:
    """Return `Marketsweep/<version> (+<contact>)`, or refuse a contact that nobody can write to."""
    reachable = "@" in contact.strip("@") or contact.startswith(("http://", "https://"))
    if not reachable or not contact.isascii() or any(char.isspace() or char in "()" for char in contact):
        raise ContactMissingError(contact)
    return f"Marketsweep/{version('marketsweep')} (+{contact})"
