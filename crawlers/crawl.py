"""Runs one crawl in a process of its own, which dies with its parent."""

import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO

from crawlers.job import JOB, SUMMARY, CrawlJob, CrawlSummary, FrontierCounts
from domain.errors import MarketsweepError
from storage.frontier import FrontierState

TAKEN_OVER = 75
"""Exit code of a crawl whose run somebody else has taken over (`EX_TEMPFAIL`)."""
LAST_LINES = 20
STOP_SECONDS = 60.0
"""How long a crawl that is asked to stop may finish the pages in flight."""

OnProgress = Callable[[FrontierCounts], None]

__all__ = ["CrawlFailedError", "CrawlJob", "CrawlSummary", "CrawlTakenOverError", "run_crawl"]


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


def run_crawl(job: CrawlJob, on_progress: OnProgress | None = None) -> CrawlSummary:
    """Crawl until the run's frontier is empty; the crawler's process ends at once if this one does."""
    _ = job.user_agent  # refused here, before a process is started, if nobody can be written to
    command = [sys.executable, "-m", "crawlers"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    with process:
        try:
            return _follow(process, job, on_progress)
        except BaseException:
            _stop(process)
            raise
        finally:
            _kill(process)


def _follow(process: "subprocess.Popen[str]", job: CrawlJob, on_progress: OnProgress | None) -> CrawlSummary:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise CrawlFailedError(job.run_id, -1, ("its pipes are missing",))
    last_lines: deque[str] = deque(maxlen=LAST_LINES)
    listener = Thread(target=_keep_last, args=(process.stderr, last_lines), daemon=True)
    listener.start()
    with suppress(BrokenPipeError):
        process.stdin.write(JOB.dump_json(job).decode() + "\n")
        process.stdin.flush()
    summary = None
    for line in process.stdout:
        message = json.loads(line)
        if "summary" in message:
            summary = SUMMARY.validate_python(message["summary"])
        elif on_progress is not None:
            on_progress({FrontierState(state): count for state, count in message["counts"].items()})
    code = process.wait()
    listener.join(timeout=5)
    if code == TAKEN_OVER:
        raise CrawlTakenOverError(job.run_id)
    if code != 0 or summary is None:
        raise CrawlFailedError(job.run_id, code, tuple(last_lines))
    return summary


def _keep_last(stream: IO[str], last_lines: deque[str]) -> None:
    for line in stream:
        last_lines.append(line.rstrip())


def _stop(process: "subprocess.Popen[str]") -> None:
    """Ask the crawl to finish what is in flight, and wait for it."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=STOP_SECONDS)


def _kill(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.kill()
