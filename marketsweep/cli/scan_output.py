"""How a scan is told: the suspects, the figures against labels, and what could not be read."""

import sys
from pathlib import Path
from typing import BinaryIO

from domain.assessment import Level
from marketsweep.cli.output import print_json, print_table, say
from marketsweep.errors import InputError
from marketsweep.judging import Judged
from marketsweep.labels import THRESHOLDS, LabelTable
from marketsweep.scan import FaultLog, ScanReport

REASONS_SHOWN = 3


def source_of(file: str) -> Path | BinaryIO:
    """Return the path of a file, or the standard input for `-`."""
    return sys.stdin.buffer if file == "-" else Path(file)


def column_names(told: list[str]) -> dict[str, str]:
    """Read `title=Name` and its like."""
    names = {}
    for each in told:
        ours, equals, theirs = each.partition("=")
        if not (ours.strip() and equals and theirs):
            raise InputError(f"--column {each!r} says nothing. Write it as --column title=Name: ours, then the file's.")
        names[ours.strip().casefold()] = theirs
    return names


def words_of(report: ScanReport, out: Path | None, faults: Path | None) -> None:
    """Say on stderr how many listings were judged, what was found, and what could not be read."""
    counts = ", ".join(f"{report.by_level[level]:,} {level.value}" for level in Level)
    say(f"{report.listings:,} listings: {counts}." + (f" Results: {out}" if out else ""))
    say(f"Index: {report.index_digest}")
    _say_faults(report.faults, faults)
    if report.damaged:
        say("The file breaks off: these are the results up to there.", style="red")


def _say_faults(log: FaultLog, file: Path | None) -> None:
    if not (log.lost or log.mended):
        return
    say(f"{log.lost:,} rows could not be read and were left out; {log.mended:,} remarks on others:", style="yellow")
    for fault in log.first:
        say(f"  line {fault.line}: {fault.cause}")
    more = log.lost + log.mended - len(log.first)
    if more:
        say(f"  … and {more:,} more" + (f", all in {file}" if file else ": --faults FILE writes them all"))


def show_report(report: ScanReport, *, as_json: bool, has_file: bool) -> None:
    """Print on stdout what was asked for: the figures against labels, else the most suspect listings."""
    if report.labels is not None and as_json:
        print_json({**report.as_json(), **report.labels.as_json()})
    elif report.labels is not None:
        print_labels(report.labels)
    elif as_json and has_file:
        print_json(report.as_json())
    elif not (as_json or has_file):
        _print_suspects(report)


def _print_suspects(report: ScanReport) -> None:
    if not report.suspects:
        say("No suspects.")
        return
    shown, all_found = len(report.suspects), report.found((Level.ALERT, Level.REVIEW))
    print_table(
        f"Suspects: the first {shown} of {all_found:,}, the highest score first",
        ("id", "level", "score", "concerns", "title", "why"),
        [_suspect_row(judged) for judged in report.suspects],
    )


def _suspect_row(judged: Judged) -> tuple[object, ...]:
    assessment = judged.assessment
    reasons = [reason for score in assessment.scores for reason in score.reasons]
    rest = [f"… and {len(reasons) - REASONS_SHOWN} more"] if len(reasons) > REASONS_SHOWN else []
    return (
        assessment.key.listing_id,
        assessment.level.value,
        f"{assessment.score:.2f}",
        ", ".join(assessment.concerns),
        judged.row.listing.title[:120],
        "\n".join((*reasons[:REASONS_SHOWN], *rest)),
    )


def print_labels(labels: LabelTable) -> None:
    """Print precision and recall per concern and slice, and the false alarms on clean listings."""
    scores = list(labels.scores())
    rows = [
        (
            scores[at].concern.value,
            scores[at].slice_name or "all slices",
            *(str(ratio) for score in scores[at : at + len(THRESHOLDS)] for ratio in (score.precision, score.recall)),
        )
        for at in range(0, len(scores), len(THRESHOLDS))
    ]
    headings = [f"{threshold}: {figure}" for threshold, _ in THRESHOLDS for figure in ("precision", "recall")]
    print_table("Found, by concern and slice", ("concern", "slice", *headings), rows)
    alarms = list(labels.false_alarms())
    print_table(
        "False alarms: clean listings that were raised",
        ("slice", *(threshold for threshold, _ in THRESHOLDS)),
        [
            (alarms[at].slice_name or "all slices", *(str(each.raised) for each in alarms[at : at + len(THRESHOLDS)]))
            for at in range(0, len(alarms), len(THRESHOLDS))
        ],
    )
    if labels.unlabelled:
        say(f"{labels.unlabelled:,} rows have no known label and are not counted.", style="yellow")
