"""A named campaign and its runs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed into a search box of one marketplace."""

    marketplace: str
    text: str
    language: str = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingPlan:
    """Which of the results of a query are looked at: the first `first_k`, in at most `max_pages` pages."""

    first_k: int = 100
    max_pages: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A named campaign: what is asked where, against which list versions. Frozen when it starts."""

    name: str
    owner: str
    queries: tuple[Query, ...]
    lists: tuple[tuple[str, str], ...]
    """Pairs of list id and version."""
    plan: SamplingPlan
    created_at: datetime
    cron: str | None = None
    """Five crontab fields; None means that it runs only when told."""
    timezone: str = "UTC"
    """IANA name that the cron text is meant in."""

    @property
    def marketplaces(self) -> tuple[str, ...]:
        """Codes of the marketplaces asked, in order of first mention."""
        return tuple(dict.fromkeys(query.marketplace for query in self.queries))


class RunKind(StrEnum):
    """What a run is for."""

    SWEEP = "sweep"
    RECHECK = "recheck"


class RunStatus(StrEnum):
    """Where a run of a sweep stands."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    UNTRUSTED = "untrusted"
    """It ended, but what it saw cannot be trusted: see its health."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRun:
    """One run of a sweep."""

    run_id: int
    sweep: str
    due_at: datetime
    started_at: datetime
    status: RunStatus
    fence: int
    """Grows by one each time the run is started or resumed; writes with an older number are refused."""
    finished_at: datetime | None = None
    kind: RunKind = RunKind.SWEEP
