"""Listings a second on a core, in processor seconds, of engines in interleaved rounds; and what only ours has."""

import gc
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.matching_engines import Engine, Termscan
from benchmarks.matching_engines.base import resident_mb

TRIAL = 16
LEAST = 16
OPENING = """
import sys, time
import termscan
start = time.perf_counter()
index = termscan.Index.open(sys.argv[1])
opened = time.perf_counter()
index.find("Rolex Submariner")
print((opened - start) * 1000, (time.perf_counter() - start) * 1000)
"""


@dataclass(slots=True)
class Speed:
    """What one engine took with one list."""

    engine: Engine
    terms: int
    build_seconds: float
    memory_mb: float
    listings: int = 0
    prepare_seconds: float = 0.0
    scan_seconds: list[float] = field(default_factory=list)
    prepared: Any = None

    @property
    def per_second(self) -> float:
        """Listings a second on a core, texts prepared beforehand: the median of the rounds."""
        return self.listings / statistics.median(self.scan_seconds)

    @property
    def best(self) -> float:
        return self.listings / min(self.scan_seconds)

    @property
    def with_folding(self) -> float:
        return self.listings / (statistics.median(self.scan_seconds) + self.prepare_seconds)


@dataclass(frozen=True, slots=True)
class Own:
    """What is only measured of our own engine."""

    terms: int
    arrow_per_second: float
    first_pass_per_second: float
    """By an index that has read nothing yet: each word is new to it once."""
    two_threads: float
    open_ms: float
    first_find_ms: float
    index_mb: float
    stored_mb: float
    find_us: float


def build(engine: Engine, terms: Sequence[str], ordinary: Collection[str]) -> Speed:
    """Build an engine for a list, and once more in a process of its own to see by how much that grows."""
    gc.collect()
    start = time.process_time()
    engine.build(terms, ordinary)
    seconds = time.process_time() - start
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        memory = alone.submit(growth, type(engine), terms, ordinary).result()
    return Speed(engine, len(terms), seconds, memory)


def growth(kind: type[Engine], terms: Sequence[str], ordinary: Collection[str]) -> float:
    """Megabytes by which this process grows when it builds an engine, after one of a single term."""
    first, engine = kind(), kind()
    first.build(terms[:1], ())
    before = resident_mb()
    engine.build(terms, ordinary)
    return resident_mb() - before


def race(runs: Sequence[Speed], texts: Sequence[str], rounds: int, budget: float, tell: Callable[[str], None]) -> None:
    """Give each engine as many listings as it can scan in its budget of seconds, then scan in interleaved rounds."""
    for run in runs:
        run.listings = affordable(run.engine, texts, budget)
        start = time.process_time()
        run.prepared = run.engine.prepare(texts[: run.listings])
        run.prepare_seconds = time.process_time() - start
    for number in range(rounds):
        for run in runs:
            tell(f"{run.terms:,} terms, round {number + 1} of {rounds}: {run.engine.name}, {run.listings:,} listings")
            start = time.process_time()
            run.engine.scan(run.prepared)
            run.scan_seconds.append(time.process_time() - start)
    for run in runs:
        run.prepared = None


def affordable(engine: Engine, texts: Sequence[str], budget: float) -> int:
    """How many listings an engine scans in the budget, by trials of growing size."""
    count = min(TRIAL, len(texts))
    while True:
        prepared = engine.prepare(texts[:count])
        start = time.process_time()
        engine.scan(prepared)
        seconds = max(time.process_time() - start, 1e-6)
        if seconds > budget / 10 or count == len(texts):
            return max(LEAST, min(len(texts), int(count * budget / seconds)))
        count = min(len(texts), count * 4)


def own_figures(engine: Termscan, terms: int, texts: Sequence[str], rounds: int) -> Own:
    """Measure the Arrow column, two threads against one, the stored index and the single text."""
    import pyarrow

    column = pyarrow.array(texts, type=pyarrow.large_utf8())
    cpu, one, two = [], [], []
    for _ in range(rounds):
        start_cpu, start = time.process_time(), time.perf_counter()
        engine.index.scan(column, threads=1)
        cpu.append(time.process_time() - start_cpu)
        one.append(time.perf_counter() - start)
        start = time.perf_counter()
        engine.index.scan(column, threads=2)
        two.append(time.perf_counter() - start)
    opened, first_find, stored = opening(engine)
    return Own(
        terms,
        len(texts) / statistics.median(cpu),
        len(texts) / first_pass(engine, column),
        min(one) / min(two),
        opened,
        first_find,
        engine.index.memory / 1e6,
        stored,
        single_text(engine, texts),
    )


def first_pass(engine: Termscan, column: Any) -> float:
    """Processor seconds of one scan by a copy of the index, whose memory of words is empty."""
    fresh = pickle.loads(pickle.dumps(engine.index))
    start = time.process_time()
    fresh.scan(column, threads=1)
    return time.process_time() - start


def opening(engine: Termscan, times: int = 5) -> tuple[float, float, float]:
    """Open the stored index in fresh processes: milliseconds to open, to the first find, and its megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        engine.index.save(path)
        seen = []
        for _ in range(times):
            command = [sys.executable, "-c", OPENING, str(path)]
            seen.append([float(part) for part in subprocess.check_output(command, text=True).split()])
        opened, found = (statistics.median(column) for column in zip(*seen, strict=True))
        return opened, found, path.stat().st_size / 1e6


def single_text(engine: Termscan, texts: Sequence[str], count: int = 1_000) -> float:
    """Microseconds of one `find` in one text, the process warm."""
    few = texts[:count]
    times = []
    for text in few:
        start = time.perf_counter()
        engine.index.find(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6
