"""Assessing many listings, in this process or on several cores, in the order they came."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process

from domain.assessment import Assessment
from marketsweep.catalogue import CatalogueRow
from marketsweep.errors import IncompleteError
from matching import Matcher

CHUNK = 256
"""Listings that go to a process at once."""
FEW_CHUNKS = 8
"""Fewer chunks than this are done before other processes have even started."""
CHUNKS_AHEAD = 4
"""Chunks per process that are read before the first of them is back: it bounds the memory."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a catalogue and what the machine thinks of it."""

    row: CatalogueRow
    assessment: Assessment


class WorkerDiedError(IncompleteError):
    """A process that assesses listings ended before its work was done."""

    def __init__(self) -> None:
        super().__init__(
            "A worker process died, most likely for want of memory. Nothing was written. Run again with --workers 1."
        )


def judge(rows: Iterable[CatalogueRow], matcher: Matcher, workers: int = 1) -> Iterator[Judged]:
    """Yield each row with its assessment, in order; processes are started only where there is work for them."""
    chunks = _chunks(rows)
    first = list(islice(chunks, FEW_CHUNKS)) if workers > 1 else []
    if len(first) == FEW_CHUNKS:
        yield from _judge_in_processes(chain(first, chunks), matcher, workers)
        return
    for row in chain.from_iterable(chain(first, chunks)):
        yield Judged(row, matcher.assess(row.listing))


def _judge_in_processes(chunks: Iterator[list[CatalogueRow]], matcher: Matcher, workers: int) -> Iterator[Judged]:
    # Spawned, not forked: the progress bar has threads, and a fork copies their locks in whatever state they are.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (matcher,))
    waiting: deque[tuple[list[CatalogueRow], Future[list[Assessment]]]] = deque()
    with pool:
        try:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_assess_chunk, chunk)))
                if len(waiting) >= workers * CHUNKS_AHEAD:
                    yield from _first_of(waiting)
            while waiting:
                yield from _first_of(waiting)
        except BrokenProcessPool:
            raise WorkerDiedError from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _first_of(waiting: deque[tuple[list[CatalogueRow], Future[list[Assessment]]]]) -> Iterator[Judged]:
    chunk, future = waiting.popleft()
    for row, assessment in zip(chunk, future.result(), strict=True):
        yield Judged(row, assessment)


def _chunks(rows: Iterable[CatalogueRow]) -> Iterator[list[CatalogueRow]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


class _Worker:
    """What a worker process keeps between chunks."""

    matcher: Matcher


def _start_worker(matcher: Matcher) -> None:
    # Ctrl-C reaches every process of the terminal; the parent answers it and ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.matcher = matcher


def _end_with_parent() -> None:
    """A killed parent cannot tell its workers to stop; they watch it themselves."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _assess_chunk(chunk: list[CatalogueRow]) -> list[Assessment]:
    return [_Worker.matcher.assess(row.listing) for row in chunk]
