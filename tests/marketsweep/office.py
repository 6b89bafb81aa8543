"""An office beside an open bazaar: a whole installation in a folder, both on the same told clock."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bazaar.market import Bazaar
from bazaar.server import OpenBazaar, running
from domain.case import Case
from domain.event import Event, EventKind
from domain.listing import Listing
from domain.review import Verdict
from domain.sweep import RunKind, SweepRun
from marketsweep.casework import review_listings
from marketsweep.demo.neighbour import Neighbour
from marketsweep.demo.place import furnish
from marketsweep.sweeping import RunReport, SweepPlan, add_sweep, run_sweep
from marketsweep.workspace import Workspace, open_workspace
from storage.cases import list_cases
from storage.database import read, write
from storage.event_log import read_events
from storage.listings import append_observations, observations_of_run
from storage.migration import upgrade
from storage.runs import list_runs, start_run
from tests.factories import NOON

SEED = 7
SIZE = 60
QUERIES = ("ivory", "Chanel", "Jungtiere", "Dior", "Breitling", "Kratom", "Elfenbein", "replica")
SWEEP = "weekly"
REVIEWER = "R. Viewer"


@dataclass
class Office:
    """What a test works with; `workspace` is always at the told time of the bazaar."""

    folder: Path
    market: OpenBazaar
    workspace: Workspace

    @property
    def now(self) -> datetime:
        return self.workspace.clock()

    def wait(self, **length: float) -> None:
        """Let told time pass, for the market and for us."""
        self.wait_until(self.now + timedelta(**length))

    def wait_until(self, moment: datetime) -> None:
        self.market.bazaar.set_now(moment)
        self.workspace = replace(self.workspace, told=self.market.now())

    def add_sweep(self, name: str = SWEEP, *, queries: tuple[str, ...] = QUERIES, cron: str | None = None) -> None:
        plan = SweepPlan(marketplaces=("bazaar",), queries=queries, max_pages=2, cron=cron)
        add_sweep(self.workspace, name, plan)

    def sweep(self) -> RunReport:
        self.add_sweep()
        return run_sweep(self.workspace, SWEEP)

    def see(self, *listings: Listing) -> None:
        """Have listings seen without any crawling."""
        with write(self.workspace.engine) as connection:
            run = start_run(connection, "seen", due_at=self.now, started_at=self.now)
            append_observations(connection, run.run_id, listings)

    def suspect_all(self) -> tuple[Case, ...]:
        """Suspect everything that nobody has looked at yet."""
        for case in self.cases():
            review_listings(
                self.workspace, case.case_id, Verdict.SUSPECTED, reviewer=REVIEWER, ground="", reason="Looks illegal."
            )
        return self.cases()

    def cases(self) -> tuple[Case, ...]:
        with read(self.workspace.engine) as connection:
            return list_cases(connection)

    def events(self, *kinds: EventKind) -> list[Event]:
        with read(self.workspace.engine) as connection:
            return [event for event in read_events(connection) if not kinds or event.kind in kinds]

    def runs(self, name: str = SWEEP) -> tuple[SweepRun, ...]:
        with read(self.workspace.engine) as connection:
            return list_runs(connection, name, kind=RunKind.SWEEP)

    def seen_in(self, run_id: int) -> list[str]:
        """Return the ids of the listings that a run saw, as often as it saw them."""
        with read(self.workspace.engine) as connection:
            return [listing.key.listing_id for _, listing in observations_of_run(connection, run_id, limit=10_000)]


@contextmanager
def open_office(
    folder: Path,
    *,
    port: int = 0,
    size: int = SIZE,
    database_url: str | None = None,
    crawl_delay: float = 0.0,
    start: datetime = NOON,
) -> Iterator[Office]:
    """Open a bazaar and an office in a folder: a new one, or the one that is there."""
    with running(Bazaar(SEED, start, size), port, slow_seconds=0.05, crawl_delay=crawl_delay) as market:
        host, smtp_port = market.smtp_address
        neighbour = Neighbour(base_url=market.base_url, smtp_host=host, smtp_port=smtp_port)
        settings = furnish(folder, neighbour, "")
        if database_url is not None:
            settings = settings.model_copy(update={"database_url": database_url})
        workspace = replace(open_workspace(settings), told=market.now())
        upgrade(workspace.engine)
        try:
            yield Office(folder, market, workspace)
        finally:
            workspace.engine.dispose()


@dataclass(frozen=True, slots=True)
class SweptOffice:
    """An office that has run its first sweep, closed and kept to be copied; its bazaar stands at a fixed port."""

    folder: Path
    port: int


@contextmanager
def copied_office(template: SweptOffice, folder: Path) -> Iterator[Office]:
    """Open a copy of an office, beside the same bazaar as it was at its start."""
    shutil.copytree(template.folder, folder)
    with open_office(folder, port=template.port) as office:
        yield office


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
