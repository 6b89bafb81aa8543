"""Scanning a catalogue: every listing judged once, every answer handed to those who asked for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from domain.assessment import Level
from marketsweep.atomic_file import atomic_file
from marketsweep.catalogue import RowFault, open_catalogue
from marketsweep.catalogue_format import CatalogueFormat
from marketsweep.errors import InputError
from marketsweep.judging import Judged, judge
from marketsweep.labels import LabelTable
from marketsweep.results import plain_json, result_line
from marketsweep.suspects import Suspects
from matching import Matcher

FAULTS_KEPT = 20
"""Faults that are shown; the others are counted."""
ABOUT = 0.1
"""How far an expected total may be off and still stand."""
TOLD_EVERY = 50
"""Listings between two steps of the progress bar."""

Sink = Callable[[Judged], None]
OnProgress = Callable[[int, int | None], None]


@dataclass(frozen=True, kw_only=True)
class ScanRequest:
    """What is to be scanned, and what is wanted of it."""

    source: Path | BinaryIO
    seen_at: datetime
    written_as: CatalogueFormat | None = None
    """None means: see for yourself."""
    columns: dict[str, str] = field(default_factory=dict)
    """Our column names with those of the file, where they differ."""
    encoding: str = "utf-8"
    results: Path | BinaryIO | None = None
    faults: Path | None = None
    with_labels: bool = False
    most_suspects: int = 20
    limit: int | None = None
    workers: int = 1


class SameFileError(InputError):
    """A file was to be read and written, or written twice, at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was named twice. Name different files for the catalogue, --out and --faults.")


@dataclass
class FaultLog:
    """What could not be read: counted, the first few kept, all written where a file was asked for."""

    file: BinaryIO | None = None
    first: list[RowFault] = field(default_factory=list)
    lost: int = 0
    """Rows that were left out."""
    mended: int = 0
    """Things of rows that were judged without them."""

    def add(self, fault: RowFault) -> None:
        """Keep a fault."""
        self.lost += fault.lost
        self.mended += not fault.lost
        if len(self.first) < FAULTS_KEPT:
            self.first.append(fault)
        if self.file is not None:
            self.file.write(plain_json({"line": fault.line, "lost": fault.lost, "cause": fault.cause}))


@dataclass(frozen=True, kw_only=True)
class ScanReport:
    """What a scan came to."""

    by_level: dict[Level, int]
    suspects: list[Judged]
    faults: FaultLog
    labels: LabelTable | None
    damaged: bool
    """Whether the file broke off before its end."""
    index_digest: str
    """What was asked: the same digest gives the same results on another machine."""

    @property
    def listings(self) -> int:
        """How many listings were judged."""
        return sum(self.by_level.values())

    def as_json(self) -> dict[str, Any]:
        """Return the counts."""
        return {
            "listings": self.listings,
            "levels": {level.value: self.by_level[level] for level in Level},
            "rows_lost": self.faults.lost,
            "remarks": self.faults.mended,
            "damaged": self.damaged,
            "index_digest": self.index_digest,
        }

    def found(self, levels: Sequence[Level]) -> int:
        """Return how many listings have one of these levels."""
        return sum(self.by_level[level] for level in levels)


def scan_file(request: ScanRequest, matcher: Matcher, on_progress: OnProgress) -> ScanReport:
    """Judge a catalogue file in bounded memory; files that are written are there whole or not at all."""
    _require_different_files(request)
    with ExitStack() as stack:
        catalogue = stack.enter_context(
            open_catalogue(
                request.source,
                seen_at=request.seen_at,
                written_as=request.written_as,
                columns=request.columns,
                encoding=request.encoding,
            )
        )
        faults = FaultLog(stack.enter_context(atomic_file(request.faults)) if request.faults else None)
        suspects = Suspects(request.most_suspects)
        labels = LabelTable() if request.with_labels else None
        sinks: list[Sink] = [suspects.add, *([labels.add] if labels else [])]
        if request.results is not None:
            sinks.append(_results_to(request.results, stack))
        rows = islice(catalogue.rows(faults.add), request.limit)

        def expect() -> int | None:
            known = (catalogue.expected_rows(), request.limit)
            return min((each for each in known if each is not None), default=None)

        by_level = _hand_out(judge(rows, matcher, request.workers), sinks, expect, on_progress)
    return ScanReport(
        by_level=by_level,
        suspects=suspects.highest_first(),
        faults=faults,
        labels=labels,
        damaged=catalogue.damaged,
        index_digest=matcher.digest,
    )


def _require_different_files(request: ScanRequest) -> None:
    named = [each for each in (request.source, request.results, request.faults) if isinstance(each, Path)]
    real = [path.resolve() for path in named]
    for path, resolved in zip(named, real, strict=True):
        if real.count(resolved) > 1:
            raise SameFileError(path)


def _hand_out(
    judgements: Iterable[Judged], sinks: Sequence[Sink], expect: Callable[[], int | None], on_progress: OnProgress
) -> dict[Level, int]:
    by_level: Counter[Level] = Counter()
    told: int | None = None
    for done, judged in enumerate(judgements, start=1):
        for sink in sinks:
            sink(judged)
        by_level[judged.assessment.level] += 1
        if done % TOLD_EVERY == 0:
            told = _steady(told, expect(), done)
            on_progress(done, told)
    on_progress(by_level.total(), by_level.total())
    return {level: by_level[level] for level in Level}


def _steady(told: int | None, expected: int | None, done: int) -> int | None:
    """Keep to the total that was told while it is about right: each change restarts the estimate of the rate."""
    if told is not None and expected is not None and done <= told and abs(expected - told) <= ABOUT * told:
        return told
    return expected


def _results_to(results: Path | BinaryIO, stack: ExitStack) -> Sink:
    file = stack.enter_context(atomic_file(results)) if isinstance(results, Path) else results

    def write(judged: Judged) -> None:
        file.write(result_line(judged.assessment))

    return write
