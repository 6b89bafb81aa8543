"""What the crawler's process does with its job: open, guard, crawl, say what became of it."""

import json
import logging
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from pydantic import ValidationError
from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor
from sqlalchemy import Engine
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawlers.crawl import TAKEN_OVER
from crawlers.crawl_settings import sandbox_possible, settings_for, wants_browser
from crawlers.gate import Gate
from crawlers.gated_reactor import guard_reactor
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


def crawl(line: bytes) -> int:
    """Crawl as the job in this line of JSON says, and return the exit code."""
    try:
        job = JOB.validate_json(line)
        settings = settings_for(job)
    except (ValidationError, MarketsweepError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_JOB
    configure_logging(settings)
    # It warns at every start that no Referer is sent: that is what we want.
    logging.getLogger("scrapy.downloadermiddlewares.redirect").setLevel(logging.ERROR)
    install_reactor(settings["TWISTED_REACTOR"])
    engine = open_database(job.database_url)
    try:
        with write(engine) as connection:
            frontier.reopen_claimed(connection, job.run_id, job.fence)
        return _Crawl(job, engine).run(AsyncCrawlerRunner(settings))
    except StaleFenceError as error:
        sys.stderr.write(f"{error}\n")
        return TAKEN_OVER
    except MarketsweepError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    finally:
        engine.dispose()


class _Crawl:
    """One crawl in progress: its spider and the error that ended it, if one did."""

    def __init__(self, job: CrawlJob, engine: Engine) -> None:
        self._job = job
        self._engine = engine
        self._crawler: Crawler | None = None
        self._broken: BaseException | None = None
        self._began = monotonic()

    def run(self, runner: AsyncCrawlerRunner) -> int:
        from twisted.internet import reactor as installed  # only now is the right one installed

        reactor: Any = installed
        guard_reactor(reactor, Gate.of(self._job.allow))
        self._crawler = crawler = runner.create_crawler(MarketplaceSpider)
        crawler.signals.connect(self._note_error, signals.spider_error)
        evidence = EvidenceStore(Path(self._job.evidence_root))
        reactor.callWhenRunning(self._start, runner, crawler, evidence, reactor)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: reactor.callFromThread(self._ask_to_stop))
        reactor.run(installSignalHandlers=False)
        if self._broken is None and self._spider is not None:
            self._broken = self._spider.broken
        if isinstance(self._broken, StaleFenceError):
            raise self._broken
        if self._broken is not None:
            _log.error("The crawl broke: %s: %s", type(self._broken).__name__, self._broken)
            return FAILED
        self._say({"summary": SUMMARY.dump_python(self._summary(), mode="json")})
        return 0

    def _start(self, runner: AsyncCrawlerRunner, crawler: Crawler, evidence: EvidenceStore, reactor: Any) -> None:
        progress = LoopingCall(self._tell_progress)
        progress.start(PROGRESS_SECONDS).addErrback(self._break)
        done = deferred_from_coro(_crawl(runner, crawler, self._job, self._engine, evidence))
        done.addErrback(self._break)
        done.addBoth(lambda _: progress.stop() if progress.running else None)
        done.addBoth(lambda _: reactor.stop())

    @property
    def _spider(self) -> MarketplaceSpider | None:
        spider = self._crawler.spider if self._crawler else None
        return spider if isinstance(spider, MarketplaceSpider) else None

    def _ask_to_stop(self) -> None:
        if self._spider is not None:
            self._spider.stop()

    def _note_error(self, failure: Failure) -> None:
        """An error in settling a page is an error of ours: nothing more is claimed, and the exit code says so."""
        self._break(failure)

    def _break(self, failure: Failure) -> None:
        self._broken = self._broken or failure.value
        if self._crawler is not None and self._crawler.engine is not None:
            self._ask_to_stop()
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
        stopped = self._spider.stopping if self._spider else False
        seconds = round(monotonic() - self._began, 3)
        return CrawlSummary(counts=counts, notes=tuple(self._notes()), stopped=stopped, seconds=seconds)

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


async def _crawl(
    runner: AsyncCrawlerRunner, crawler: Crawler, job: CrawlJob, engine: Engine, evidence: EvidenceStore
) -> None:
    await runner.crawl(crawler, job=job, engine=engine, evidence=evidence)
