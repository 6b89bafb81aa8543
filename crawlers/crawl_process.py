"""What the crawler's process does with each job: open, guard, crawl, say what became of it."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event
from time import monotonic
from typing import Any

from pydantic import ValidationError
from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor
from sqlalchemy import Engine
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawlers import settings as project
from crawlers.crawl import TAKEN_OVER
from crawlers.crawl_settings import sandbox_possible, settings_for, wants_browser
from crawlers.gate import Gate
from crawlers.gated_reactor import guarded
from crawlers.job import JOB, SUMMARY, CrawlJob, CrawlSummary
from crawlers.spiders.marketplace import MarketplaceSpider
from domain.errors import MarketsweepError
from storage import frontier
from storage.database import open_database, read, write
from storage.evidence import EvidenceStore
from storage.runs import StaleFenceError

BAD_JOB = 64
"""Exit code for a job that cannot be read (`EX_USAGE`)."""
FAILED = 1
PROGRESS_SECONDS = 0.5

_log = logging.getLogger(__name__)


def work_through(first: bytes, more: "Queue[bytes]", busy: Event) -> int:
    """Crawl one job after the other, each a line of JSON, and return the exit code of the first that ended badly."""
    configure_logging(Settings({"LOG_LEVEL": project.LOG_LEVEL, "LOG_FORMAT": project.LOG_FORMAT}))
    # It warns at every start that no Referer is sent: that is what we want.
    logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel(logging.ERROR)
    install_reactor(project.TWISTED_REACTOR)
    from twisted.internet import reactor as installed  # only now is the right one installed

    reactor: Any = installed
    worker = _Worker(more, busy, reactor)
    reactor.callWhenRunning(worker.start, first)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: reactor.callFromThread(worker.ask_to_stop))
    reactor.run(installSignalHandlers=False)
    return worker.code


class _Worker:
    """Takes jobs until one ends badly, or until it is told to stop."""

    def __init__(self, more: "Queue[bytes]", busy: Event, reactor: Any) -> None:
        self._more = more
        self._busy = busy
        self._reactor = reactor
        self._crawl: _Crawl | None = None
        self._stopping = False
        self.code = 0

    def start(self, first: bytes) -> None:
        """Begin with the first job."""
        deferred_from_coro(self._work(first)).addBoth(self._end)

    def ask_to_stop(self) -> None:
        """Finish the pages in flight and end; without a job, end at once."""
        if self._crawl is None:
            os._exit(0)  # a thread waits for the next job, and nothing is unsaid
        self._stopping = True
        self._crawl.ask_to_stop()

    async def _work(self, line: bytes) -> None:
        while True:
            self.code = await self._one(line)
            if self.code or self._stopping:
                return
            self._busy.clear()
            line = await asyncio.get_running_loop().run_in_executor(None, self._more.get)

    def _end(self, result: object) -> None:
        if isinstance(result, Failure):
            _log.error("The crawler broke: %s", result.getTraceback())
            self.code = FAILED
        self._reactor.stop()

    async def _one(self, line: bytes) -> int:
        try:
            job = JOB.validate_json(line)
            settings = settings_for(job)
        except (ValidationError, MarketsweepError) as error:
            sys.stderr.write(f"{error}\n")
            return BAD_JOB
        try:
            engine = open_database(job.database_url)
        except MarketsweepError as error:
            sys.stderr.write(f"{error}\n")
            return FAILED
        try:
            with guarded(self._reactor, Gate.of(job.allow)):
                return await self._in_database(job, engine, AsyncCrawlerRunner(settings))
        finally:
            self._crawl = None
            engine.dispose()

    async def _in_database(self, job: CrawlJob, engine: Engine, runner: AsyncCrawlerRunner) -> int:
        try:
            with write(engine) as connection:
                frontier.reopen_claimed(connection, job.run_id, job.fence)
            self._crawl = _Crawl(job, engine)
            return await self._crawl.run(runner)
        except StaleFenceError as error:
            sys.stderr.write(f"{error}\n")
            return TAKEN_OVER
        except MarketsweepError as error:
            sys.stderr.write(f"{error}\n")
            return FAILED


class _Crawl:
    """One crawl in progress: its spider and the error that ended it, if one did."""

    def __init__(self, job: CrawlJob, engine: Engine) -> None:
        self._job = job
        self._engine = engine
        self._crawler: Crawler | None = None
        self._broken: BaseException | None = None
        self._began = monotonic()

    async def run(self, runner: AsyncCrawlerRunner) -> int:
        """Crawl until nothing is left, say what became of it, and return the exit code."""
        self._crawler = crawler = runner.create_crawler(MarketplaceSpider)
        crawler.signals.connect(self._note_error, signals.spider_error)
        progress = LoopingCall(self._tell_progress)
        progress.start(PROGRESS_SECONDS).addErrback(self._break)
        evidence = EvidenceStore(Path(self._job.evidence_root))
        try:
            await runner.crawl(crawler, job=self._job, engine=self._engine, evidence=evidence)
        finally:
            if progress.running:
                progress.stop()
        if self._broken is None and self._spider is not None:
            self._broken = self._spider.broken
        if isinstance(self._broken, StaleFenceError):
            raise self._broken
        if self._broken is not None:
            _log.error("The crawl broke: %s: %s", type(self._broken).__name__, self._broken)
            return FAILED
        self._say({"summary": SUMMARY.dump_python(self._summary(), mode="json")})
        return 0

    @property
    def _spider(self) -> MarketplaceSpider | None:
        spider = self._crawler.spider if self._crawler else None
        return spider if isinstance(spider, MarketplaceSpider) else None

    def ask_to_stop(self) -> None:
        """Claim nothing more; what is in flight is finished."""
        if self._spider is not None:
            self._spider.stop()

    def _note_error(self, failure: Failure) -> None:
        """An error in settling a page is an error of ours: nothing more is claimed, and the exit code says so."""
        self._break(failure)

    def _break(self, failure: Failure) -> None:
        self._broken = self._broken or failure.value
        if self._crawler is not None and self._crawler.engine is not None:
            self.ask_to_stop()
            self._crawler.stop()

    def _tell_progress(self) -> None:
        with read(self._engine) as connection:
            self._say({"counts": frontier.counts(connection, self._job.run_id)})

    def _say(self, message: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()

    def _summary(self) -> CrawlSummary:
        with read(self._engine) as connection:
            counts = frontier.counts(connection, self._job.run_id)
        seconds = round(monotonic() - self._began, 3)
        return CrawlSummary(counts=counts, notes=tuple(self._notes()), seconds=seconds)

    def _notes(self) -> Iterator[str]:
        if wants_browser(self._job.recipes):
            if not self._job.browser_path:
                yield "browser=absent: pages that need a browser were skipped, not found empty"
            elif not sandbox_possible():
                yield "sandbox=off: the browser ran as root, without its sandbox; use another user for real sweeps"
        for reason, count in (self._spider.skipped if self._spider else {}).items():
            yield f"skipped={count}: {reason}"
        for recipe in self._job.recipes:
            if recipe.robots_exception is not None:
                ground = recipe.robots_exception
                yield f"robots=not obeyed on {recipe.code}: {ground.legal_ground}; {ground.reason}"
