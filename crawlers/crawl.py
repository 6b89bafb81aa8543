"""Runs crawls in a process of their own, which dies with its parent."""

import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Self

from crawlers.job import JOB, SUMMARY, CrawlJob, CrawlSummary, FrontierCounts
from domain.errors import MarketsweepError
from storage.frontier import FrontierState

TAKEN_OVER = 75
"""Exit code of a crawl whose run somebody else has taken over (`EX_TEMPFAIL`)."""
LAST_LINES = 20
STOP_SECONDS = 60.0
"""How long a crawl that is asked to stop may finish the pages in flight."""

CLOSE_SECONDS = 10.0
"""How long a crawler without a job may take to end."""

LAST_WORDS_SECONDS = 2.0
"""How long what an ended process wrote may be on its way; a browser that outlives it holds its stream open."""

OnProgress = Callable[[FrontierCounts], None]

__all__ = ["CrawlFailedError", "CrawlJob", "CrawlSummary", "CrawlTakenOverError", "CrawlerProcess", "run_crawl"]


class CrawlFailedError(MarketsweepError):
    """The process of a crawl ended badly."""

    def __init__(self, run_id: int, code: int, last_lines: tuple[str, ...]) -> None:
        listed = "\n".join(f"  {line}" for line in last_lines) or "  (nothing)"
        super().__init__(
            f"The crawl of run {run_id} ended with exit code {code}; nothing that it had recorded is lost. "
            f"`marketsweep sweep resume` takes it up again. Its last words:\n{listed}"
        )
        self.code = code
        self.last_lines = last_lines


class CrawlTakenOverError(MarketsweepError):
    """Another process resumed the run while this one was crawling."""

    def __init__(self, run_id: int) -> None:
        super().__init__(f"Run {run_id} was taken over by another process, which carries it on. Leave it to that one.")


class LastLines:
    """The last lines that a process wrote to its standard error, read as they come."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=LAST_LINES)
        self._reader: Thread | None = None

    def follow(self, stream: IO[str]) -> None:
        """Read a new process's stream until it ends."""
        lines = self._lines = deque(maxlen=LAST_LINES)
        self._reader = Thread(target=_keep, args=(stream, lines), daemon=True)
        self._reader.start()

    def forget(self) -> None:
        """Leave out what was written so far."""
        self._lines.clear()

    def when_ended(self) -> tuple[str, ...]:
        """Return the lines of a process that has ended, all that were on their way included."""
        if self._reader is not None:
            self._reader.join(LAST_WORDS_SECONDS)
        return tuple(self._lines)


class CrawlerProcess:
    """A crawler in a process of its own, for crawls one after the other; it ends at once if this process does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._last_lines = LastLines()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def crawl(self, job: CrawlJob, on_progress: OnProgress | None = None) -> CrawlSummary:
        """Crawl until the run's frontier is empty; after a crawl that failed, the next one gets a new process."""
        _ = job.user_agent  # refused here, before a process is started, if nobody can be written to
        process = self._process = self._process or self._start()
        try:
            return self._follow(process, job, on_progress)
        except BaseException:
            try:
                _stop(process)
            finally:
                self.close()
            raise

    def close(self) -> None:
        """End the process: without a job it ends by itself when its standard input closes."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=CLOSE_SECONDS)
            if process.poll() is None:
                process.kill()
            self._last_lines.when_ended()

    def _start(self) -> "subprocess.Popen[str]":
        """Start the process in a session of its own: Ctrl-C in a terminal reaches this one, which asks it to finish."""
        process = subprocess.Popen(
            [sys.executable, "-m", "crawlers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        if process.stderr is not None:
            self._last_lines.follow(process.stderr)
        return process

    def _follow(self, process: "subprocess.Popen[str]", job: CrawlJob, on_progress: OnProgress | None) -> CrawlSummary:
        if process.stdin is None or process.stdout is None:
            raise CrawlFailedError(job.run_id, -1, ("its pipes are missing",))
        self._last_lines.forget()
        with suppress(BrokenPipeError):
            process.stdin.write(JOB.dump_json(job).decode() + "\n")
            process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            if "summary" in message:
                return SUMMARY.validate_python(message["summary"])
            if on_progress is not None:
                on_progress({FrontierState(state): count for state, count in message["counts"].items()})
        code = process.wait()
        if code == TAKEN_OVER:
            raise CrawlTakenOverError(job.run_id)
        raise CrawlFailedError(job.run_id, code, self._last_lines.when_ended())


def run_crawl(job: CrawlJob, on_progress: OnProgress | None = None) -> CrawlSummary:
    """Crawl until the run's frontier is empty, in a process for this crawl alone."""
    with CrawlerProcess() as crawler:
        return crawler.crawl(job, on_progress)


def _keep(stream: IO[str], lines: deque[str]) -> None:
    for line in stream:
        lines.append(line.rstrip())


def _stop(process: "subprocess.Popen[str]") -> None:
    """Ask the crawl to finish what is in flight, and wait for it."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=STOP_SECONDS)
