"""The one spider: it claims addresses from the frontier, fetches and settles them. What is where, recipes say."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from twisted.python.failure import Failure

from crawlers.crawl_settings import AHEAD
from crawlers.fetch_errors import FailureKind, FetchFailure, failure_of
from crawlers.harvest import Answer, Harvest, harvest
from crawlers.hosts import RECIPE
from crawlers.job import CrawlJob
from crawlers.late_browser import BROWSER
from crawlers.patience import RETRY_PAUSE
from crawlers.recipe import Recipe
from domain.errors import MarketsweepError
from domain.page_kind import PageKind
from storage import frontier
from storage.database import read, write
from storage.evidence import EvidenceStore
from storage.frontier import FrontierKind, FrontierRow, FrontierState
from storage.pages import FetchedPage, complete_page

ROW = "row"
"""The request's meta key for its frontier row."""
PARKED_AFTER = 12
"""Claims after which a row that never settles is given up: its page may kill whoever reads it. Not fewer: a row also
waits, claimed, while a crawl is killed for other reasons."""
LONGEST_NAP = 5.0
"""Seconds between two looks at rows that wait for their moment."""
SKIPPED = (FailureKind.ROBOTS, FailureKind.OFFSITE)
"""Failures that are our own restraint."""

_log = logging.getLogger(__name__)


class MarketplaceSpider(Spider):
    """Walks search pages and item pages of any marketplace that has a recipe, and looks again at known listings."""

    name = "marketplace"

    def __init__(self, job: CrawlJob, engine: Engine, evidence: EvidenceStore, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.user_agent = job.user_agent
        self.recipes = {recipe.code: recipe for recipe in job.recipes}
        self.skipped: Counter[str] = Counter()
        """Reasons for which rows were left out, with how many."""
        self.broken: BaseException | None = None
        """What ended the claiming of rows before its time: Scrapy would only log it."""
        self.stopping = False
        self._engine = engine
        self._evidence = evidence
        self._in_flight: Counter[str] = Counter()
        self._settled = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more; what is in flight is finished."""
        self.stopping = True
        self._settled.set()

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each row of the frontier, until none is left or the crawl is to stop."""
        while not self.stopping:
            self._settled.clear()
            try:
                rows = self._claim()
                requests = [request for row in rows if (request := self._request(row))]
            except (MarketsweepError, SQLAlchemyError) as error:
                self.broken = error
                return
            for request in requests:
                yield request
            if not rows and not await self._wait():
                return

    def _claim(self) -> list[FrontierRow]:
        """Claim what each marketplace has room for."""
        claimed: list[FrontierRow] = []
        with write(self._engine) as connection:
            for code in self.recipes:
                if room := AHEAD - self._in_flight[code]:
                    claimed += frontier.claim(
                        connection, self.job.run_id, self.job.fence, room, now=self.job.clock(), marketplaces=(code,)
                    )
        for row in claimed:
            self._in_flight[row.request.marketplace] += 1
        return claimed

    async def _wait(self) -> bool:
        """Wait until something changes; return whether there is anything left to wait for."""
        if self._in_flight.total():
            await self._settled.wait()
            return True
        with read(self._engine) as connection:
            moment = frontier.next_moment(connection, self.job.run_id)
        if moment is None or self.job.now is not None:
            return False
        left = (moment - self.job.clock()).total_seconds()
        await asyncio.sleep(min(max(left, 0.0), LONGEST_NAP))
        return True

    def _request(self, row: FrontierRow) -> Request | None:
        """Return the request for a row, or settle the row at once if it is not to be fetched."""
        recipe = self.recipes[row.request.marketplace]
        in_browser = row.request.needs_browser or _needs_browser(row, recipe, row.request.url)
        if row.attempts > PARKED_AFTER:
            self._give_up(row, FrontierState.FAILED, f"parked: claimed {row.attempts} times and never settled")
            return None
        return self._fetch(row, recipe, row.request.url, in_browser=in_browser)

    def _fetch(self, row: FrontierRow, recipe: Recipe, url: str, *, in_browser: bool) -> Request | None:
        if in_browser and not self.job.browser_path:
            self._give_up(row, FrontierState.SKIPPED, "browser absent")
            return None
        seconds = recipe.politeness.timeout_seconds
        meta = {
            ROW: row,
            RECIPE: recipe,
            "download_slot": recipe.code,
            "download_timeout": seconds,
            "cookiejar": recipe.code,
            "max_retry_times": recipe.politeness.retries,
            RETRY_PAUSE: recipe.politeness.retry_pause_seconds,
            "dont_obey_robotstxt": recipe.robots_exception is not None,
        }
        if in_browser:
            from crawlers.browser_handler import browser_meta  # late: most crawls start quicker without Playwright

            meta |= browser_meta(recipe.code, self.user_agent, seconds)
        return Request(url, self.parse, errback=self.failed, meta=meta, dont_filter=True)

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        """Keep a page as evidence, read it, and settle its row."""
        row: FrontierRow = response.meta[ROW]
        recipe: Recipe = response.meta[RECIPE]
        if not recipe.owns(response.url):
            # A browser follows redirects by itself: no middleware has seen this address.
            why = FetchFailure(FailureKind.OFFSITE, f"{response.url} is on no host of {recipe.code}")
            self._settle_unfetched(row, response.request or Request(row.request.url), why)
            return
        if not response.meta.get(BROWSER) and _needs_browser(row, recipe, response.url):
            # A plain address led to one that only a browser can read.
            if again := self._fetch(row, recipe, response.url, in_browser=True):
                yield again
            return
        answer = Answer(
            url=response.url,
            status=response.status,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
            used_browser="playwright" in response.flags,
        )
        seen_at = self.job.clock()
        kept = self._evidence.put(
            answer.body, url=answer.url, status=answer.status, fetched_at=seen_at, fetched_by=self.user_agent
        )
        found = self._read(row, answer, recipe)
        page = FetchedPage(
            url=answer.url,
            page_kind=found.page_kind,
            reason=found.reason,
            fetched_at=seen_at,
            fetched_by=kept.fetched_by,
            http_status=answer.status,
            body_sha256=kept.sha256,
            size=len(answer.body),
            used_browser=answer.used_browser,
            listings_found=found.listings_found,
            query_understood=found.query_understood,
            total_results=found.total_results,
        )
        self._settle(row, page, found)

    def _read(self, row: FrontierRow, answer: Answer, recipe: Recipe) -> Harvest:
        try:
            return harvest(row, answer, recipe, self.job.plan, self.job.clock())
        except Exception as error:  # noqa: BLE001 # the rim: one hostile page of many must not end the crawl
            _log.exception("Cannot read %s", answer.url)
            reason = f"unreadable: {type(error).__name__}: {error}"[:300]
            return Harvest(page_kind=PageKind.UNKNOWN, reason=reason, state=FrontierState.FAILED)

    def failed(self, failure: Failure) -> None:
        """Settle the row of a page that could not be fetched, with why."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        why = failure_of(failure.value or RuntimeError("no reason given"))
        self._settle_unfetched(request.meta[ROW], request, why)

    def _settle_unfetched(self, row: FrontierRow, request: Request, why: FetchFailure) -> None:
        """Settle a row without a page of its marketplace, saying why there is none."""
        state = FrontierState.SKIPPED if why.kind in SKIPPED else FrontierState.FAILED
        page = FetchedPage(
            url=request.url,
            page_kind=why.kind.page_kind,
            reason=str(why),
            fetched_at=self.job.clock(),
            fetched_by=self.user_agent,
            used_browser=bool(request.meta.get(BROWSER)),
        )
        self._settle(row, page, Harvest(page_kind=page.page_kind, reason=page.reason, state=state))
        _log.warning("%s: %s", request.url, why)

    def _settle(self, row: FrontierRow, page: FetchedPage, found: Harvest) -> None:
        with write(self._engine) as connection:
            complete_page(
                connection,
                row.row_id,
                self.job.fence,
                page,
                listings=found.listings,
                requests=found.requests,
                state=found.state,
                detail="" if found.state is FrontierState.DONE else found.reason,
            )
        self._let_go(row)

    def _give_up(self, row: FrontierRow, state: FrontierState, detail: str) -> None:
        with write(self._engine) as connection:
            frontier.settle(connection, row.row_id, self.job.fence, state, detail=detail)
        self.skipped[detail.partition(":")[0]] += 1
        self._let_go(row)

    def _let_go(self, row: FrontierRow) -> None:
        self._in_flight[row.request.marketplace] -= 1
        self._settled.set()


def _needs_browser(row: FrontierRow, recipe: Recipe, url: str) -> bool:
    if row.request.kind is FrontierKind.SEARCH:
        return recipe.search.needs_browser
    return recipe.item_needs_browser(url)
