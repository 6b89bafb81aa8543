"""Precision and recall of the judgement on labelled listings, and its alarm rate on unlabelled ones."""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.judges import Judge, levels, ours, partial_ratio, plain_search
from benchmarks.labelled import Row, read_rows
from domain.assessment import Level
from domain.concern import Concern
from domain.keyword_list import KeywordList
from keyword_lists import load_folder, shipped_lists
from matching import Matcher

LABELLED = Path(__file__).parents[2] / "shared" / "data" / "labelled_listings" / "listings.jsonl"
CLEAN = "clean"
WANTED = {"alert": {Level.ALERT}, "alert or review": {Level.ALERT, Level.REVIEW}}
SAYS = """Precision and recall of the judgement on labelled listings, and its alarm rate on unlabelled ones.

FILE is a .jsonl, .json, .csv or .tsv file with the columns title and label (counterfeit, unsafe, wildlife or clean)
and, where there are, id, description, price, currency, lang, category and slice. Rows are halved by a hash of their
id: lists and rules may be tuned on one half, the other is only counted. Figures stand per concern and slice, never as
one total, each with its numerator, its denominator and a 95 % interval."""
EXAMPLES = """examples:
  python -m benchmarks.judging                                    the labelled listings beside this repository
  python -m benchmarks.judging mine.csv --quick                   your own, ours alone
  python -m benchmarks.judging --errors                           what was judged wrongly, with every reason
  python -m benchmarks.judging --errors kw-ivory --half held-out  the same for slices that begin so
  python -m benchmarks.judging --unlabelled titles.txt            alarms per 1,000 titles that nobody judged"""
QUANTILE = 1.959963984540054
"""Of the standard normal distribution, for an interval of 95 %."""

Answers = Sequence[tuple[Row, dict[str, Level]]]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927; for small samples: Brown, Cai, DasGupta 2001)."""
    share, square = part / whole, QUANTILE**2
    centre = (share + square / (2 * whole)) / (1 + square / whole)
    half = QUANTILE / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def told(part: int, whole: int) -> str:
    if not whole:
        return "-"
    low, high = wilson(part, whole)
    return f"{part / whole:.3f} ({part}/{whole}; {low:.2f} to {high:.2f})"


def judged(rows: Sequence[Row], judge: Judge) -> tuple[Answers, float]:
    """Return each row with what a judge says of it, and the listings per second of processor time, once warm."""
    for row in rows:
        judge(row.listing)
    start = time.process_time()
    answers = [(row, judge(row.listing)) for row in rows]
    return answers, len(rows) / max(time.process_time() - start, 1e-9)


def by_concern(answers: Answers) -> Iterator[tuple[str, ...]]:
    for concern in Concern:
        true = sum(row.label == concern for row, _ in answers)
        for name, wanted in WANTED.items():
            raised = [row.label for row, said in answers if said.get(concern) in wanted]
            right = raised.count(concern)
            yield concern, name, told(right, len(raised)), told(right, true)


def by_slice(answers: Answers) -> Iterator[tuple[str, ...]]:
    slices: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, said in answers:
        slices[row.label, row.slice].update([level_for(row, said).value, "all"])
    for (label, name), count in sorted(slices.items()):
        alerts, looked = count["alert"], count["alert"] + count["review"]
        yield f"{name} ({label})", told(alerts, count["all"]), told(looked, count["all"])


def level_for(row: Row, said: dict[str, Level]) -> Level:
    """Return the level that matters for a row: of its own concern, or the highest of any if it is clean."""
    wanted = {said.get(row.label, Level.NONE)} if row.label != CLEAN else set(said.values())
    return next((level for level in (Level.ALERT, Level.REVIEW) if level in wanted), Level.NONE)


def show(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def report(console: Console, rows: Sequence[Row], lists: Sequence[KeywordList], *, quick: bool) -> None:
    judges = {"ours": ours(lists)}
    if not quick:
        judges |= {
            "plain whole words": plain_search(lists),
            "plain, strong terms": plain_search(lists, strong_only=True),
            "partial_ratio ≥ 90": partial_ratio(lists),
        }
    speeds: dict[str, float] = {}
    for half in ("tuned", "held-out"):
        part = [row for row in rows if row.half == half]
        for name, judge in judges.items():
            answers, speeds[name] = judged(part, judge)
            shown = by_concern(answers) if name == "ours" else (r for r in by_concern(answers) if r[1] == "alert")
            show(console, f"{half} half, {len(part)} rows: {name}", ("concern", "at", "precision", "recall"), shown)
            if name == "ours":
                columns = ("slice (label)", "alerts", "alerts and reviews")
                show(console, f"{half} half: {name}, per slice", columns, by_slice(answers))
    pace = ((name, f"{speed:,.0f}") for name, speed in speeds.items())
    show(console, "pace", ("judge", "listings/s of one core"), pace)


def show_errors(console: Console, rows: Sequence[Row], lists: Sequence[KeywordList]) -> None:
    """Show each row judged otherwise than its label says: a clean one raised, another without its alert."""
    matcher = Matcher(lists)
    for row in rows:
        assessment = matcher.assess(row.listing)
        said = levels(assessment)
        level = level_for(row, said)
        others = sorted(set(said) - {row.label}) if row.label != CLEAN else []
        if level is (Level.NONE if row.label == CLEAN else Level.ALERT) and not others:
            continue
        price = f"{row.listing.price} {row.listing.currency or ''}".strip()
        besides = f", raised for {', '.join(others)}" if others else ""
        console.print(f"[bold]{row.label}: {level}{besides}[/] {row.slice} | {escape(row.listing.title)} | {price}")
        for match in assessment.matches:
            console.print(f"    {match.list_id}: {match.reason}", markup=False, highlight=False)
        for score in assessment.scores:
            reasons = "; ".join(score.reasons)
            console.print(f"    = {score.concern} {score.score:.2f}: {reasons}", markup=False, highlight=False)


def show_alarms(console: Console, path: Path, lists: Sequence[KeywordList], *, examples: int) -> None:
    judge = Matcher(lists)
    rows = list(read_rows(path))
    if not rows:
        console.print(f"{path}: no titles. A file of tables needs a column title; a text file has a title a line.")
        return
    raised: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for score in judge.assess(row.listing).scores:
            raised[score.concern, score.level].append(f"{row.listing.title[:100]} | {score.reasons[0]}")
    lines = []
    for concern in Concern:
        for level in (Level.ALERT, Level.REVIEW):
            found = raised[concern, level]
            low, high = wilson(len(found), len(rows))
            rate = f"{1000 * len(found) / len(rows):.2f} ({1000 * low:.2f} to {1000 * high:.2f})"
            lines.append((concern.value, level.value, f"{len(found)}", rate))
    title = f"{path.name}: {len(rows):,} listings of which nobody said anything"
    show(console, title, ("concern", "level", "listings", "per 1,000"), lines)
    for (concern_name, level_name), found in sorted(raised.items()):
        for line in found[:examples]:
            console.print(f"  {concern_name} {level_name}: {line}", markup=False, highlight=False)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.judging",
        description=SAYS,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", type=Path, help="labelled listings; left out: those beside this repository")
    parser.add_argument(
        "--unlabelled", metavar="FILE", type=Path, action="append", default=[], help="count alarms on it"
    )
    parser.add_argument("--errors", metavar="SLICE", nargs="?", const="", help="show errors with all reasons")
    parser.add_argument("--half", choices=("tuned", "held-out", "all"), default="all", help="of the errors shown")
    parser.add_argument("--examples", metavar="N", type=int, default=0, help="alarms shown of each level")
    parser.add_argument("--lists", metavar="FOLDER", type=Path, help="your lists instead of the shipped ones")
    parser.add_argument("--quick", action="store_true", help="leave out plain search and rapidfuzz")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    console = Console(width=150)
    lists = load_folder(given.lists) if given.lists else shipped_lists()
    for path in given.unlabelled:
        show_alarms(console, path, lists, examples=given.examples)
    if given.unlabelled and given.file is None:
        return
    path = given.file or LABELLED
    if not path.exists():
        console.print(f"{path} is not there. Name a file of labelled listings: python -m benchmarks.judging FILE.")
        return
    rows = list(read_rows(path))
    if given.errors is None:
        report(console, rows, lists, quick=given.quick)
        return
    wanted = [row for row in rows if row.slice.startswith(given.errors) and given.half in (row.half, "all")]
    show_errors(console, wanted, lists)


if __name__ == "__main__":
    main()
