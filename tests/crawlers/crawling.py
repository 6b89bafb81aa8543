"""A yard to crawl in: a database, an evidence store, and runs over small sites."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawlers.crawl import CrawlJob, CrawlSummary, run_crawl
from crawlers.recipe import Recipe
from domain.listing import Listing
from domain.sweep import SweepRun
from storage import frontier
from storage.database import open_database, read, write
from storage.evidence import EvidenceStore
from storage.frontier import FrontierKind, FrontierRequest, FrontierRow
from storage.listings import observations_of_run
from storage.pages import RecordedPage, pages_of_run
from storage.runs import start_run
from tests.factories import NOON

CONTACT = "tests@authority.example"


def search_for(recipe: Recipe, query: str = "bangle") -> FrontierRequest:
    return FrontierRequest(
        url=recipe.search_address(query),
        kind=FrontierKind.SEARCH,
        marketplace=recipe.code,
        query=query,
        page_number=1,
    )


def look_at(recipe: Recipe, url: str, name: str = "") -> FrontierRequest:
    listing_id = recipe.listing_id_of(url) or ""
    meta = {"listing_id": listing_id}
    return FrontierRequest(
        url=url, kind=FrontierKind.LOOK, marketplace=recipe.code, url_key=f"look {name or url}", meta=meta
    )


@dataclass
class Yard:
    root: Path
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = open_database(self.url)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.root / 'marketsweep.db'}"

    def run(self, requests: Iterable[FrontierRequest], due_at: datetime = NOON) -> SweepRun:
        with write(self.engine) as connection:
            run = start_run(connection, "test", due_at=due_at, started_at=due_at)
            frontier.add(connection, run.run_id, requests)
        return run

    def job(self, run: SweepRun, *recipes: Recipe, **told: Any) -> CrawlJob:
        return CrawlJob(
            **{
                "database_url": self.url,
                "evidence_root": str(self.root / "evidence"),
                "run_id": run.run_id,
                "fence": run.fence,
                "recipes": recipes,
                "contact": CONTACT,
                "allow": ("127.0.0.1",),
                **told,
            }
        )

    def crawl(self, recipe: Recipe, *requests: FrontierRequest, **told: Any) -> CrawlSummary:
        return run_crawl(self.job(self.run(requests), recipe, **told))

    def pages(self, run_id: int = 1) -> tuple[RecordedPage, ...]:
        with read(self.engine) as connection:
            return pages_of_run(connection, run_id)

    def rows(self, run_id: int = 1) -> tuple[FrontierRow, ...]:
        with read(self.engine) as connection:
            return frontier.rows_of_run(connection, run_id)

    def listings(self, run_id: int = 1) -> list[Listing]:
        with read(self.engine) as connection:
            return [listing for _, listing in observations_of_run(connection, run_id)]

    @property
    def evidence(self) -> EvidenceStore:
        return EvidenceStore(self.root / "evidence")
