"""What spaCy brings to judging, per concern: lemma tables, token patterns, and a parser on windows of finds.

    python -m benchmarks.linguistics [--model NAME_OR_FOLDER] [--language en] [--lists FOLDER] [--errors] [FILE …]

Without --model a tiny model is trained on the hand-written sentences of the tests: it stands in for yours and says
little of it. FILE is any file that benchmarks.judging reads. With --lists your own lists are judged by, with the
`parse: true` that they hold; without it the shipped ones, where every term of a kind that grammar can help asks for it.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from benchmarks.judging import show, told
from benchmarks.labelled import Row, read_rows
from benchmarks.token_patterns import TokenPatterns, blank_costs
from domain.assessment import Level
from domain.concern import Concern
from domain.keyword_list import KeywordList, TermKind
from keyword_lists import load_folder, shipped_lists
from matching import Matcher
from matching.linguistics import GrammarModel, Linguistics, ParsedWindows, what_is_missing, with_forms
from matching.linguistics.models import check
from tests.matching.linguistics.fixture_model import build_model

ROOT = Path(__file__).parents[1]
LABELLED = ROOT.parent / "shared" / "data" / "labelled_listings" / "listings.jsonl"
TESTS = ROOT / "tests" / "matching"
WINDOWS = TESTS / "linguistics" / "data" / "windows.tsv"
INFLECTED = TESTS / "linguistics" / "data" / "inflected.tsv"
CORPUS = tuple(TESTS / "data" / f"{concern}.tsv" for concern in Concern)
HELPED = frozenset(
    {TermKind.MATERIAL, TermKind.SPECIES, TermKind.SUBSTANCE, TermKind.TRADE_NAME, TermKind.REPLICA_WORDING}
)
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of judging, with its name."""

    name: str
    matcher: Matcher


@dataclass(frozen=True, slots=True)
class Answers:
    """What one variant says of the rows of a file, and what a row costs."""

    levels: list[dict[str, Level]]
    microseconds: float


def ask(variant: Variant, rows: Sequence[Row]) -> Answers:
    """Judge all rows; the cost is the median of a few rounds after the first, in processor time."""
    for row in rows:
        variant.matcher.assess(row.listing)
    rounds = []
    for _ in range(REPEATS):
        start = time.process_time()
        found = [variant.matcher.assess(row.listing) for row in rows]
        rounds.append((time.process_time() - start) / max(len(rows), 1) * 1e6)
    levels = [{score.concern.value: score.level for score in assessment.scores} for assessment in found]
    return Answers(levels, sorted(rounds)[len(rounds) // 2])


def report(console: Console, path: Path, variants: Sequence[Variant], *, errors: bool) -> None:
    rows = list(read_rows(path))
    asked = {variant.name: ask(variant, rows) for variant in variants}
    table = []
    for concern in Concern:
        ours = [place for place, row in enumerate(rows) if row.label == concern or _is_about(row, concern)]
        true = {place for place in ours if rows[place].label == concern}
        for name, answers in asked.items():
            raised = {place for place in ours if answers.levels[place].get(concern, Level.NONE) is not Level.NONE}
            if true or raised:
                right = len(raised & true)
                table.append((concern.value, name, told(right, len(raised)), told(right, len(true))))
    show(
        console, f"{path.name}: {len(rows)} rows, alert or review", ("concern", "judged", "precision", "recall"), table
    )
    cost = [(name, f"{answers.microseconds:,.0f}") for name, answers in asked.items()]
    show(console, f"{path.name}: cost", ("judged", "µs a listing"), cost)
    if errors:
        show_changes(console, rows, asked)


def _is_about(row: Row, concern: Concern) -> bool:
    """Tell whether a clean row counts against a concern: all do, but those that were written for another one."""
    return row.label == "clean" and (row.slice not in tuple(Concern) or row.slice == concern)


def show_changes(console: Console, rows: Sequence[Row], asked: dict[str, Answers]) -> None:
    first, *others = asked
    for place, row in enumerate(rows):
        for other in others:
            before, after = asked[first].levels[place], asked[other].levels[place]
            if before != after:
                line = f"{other}: {row.label} | {dict(before)} → {dict(after)} | {row.listing.title[:90]}"
                console.print(line, markup=False, highlight=False)


def opted_in(lists: Sequence[KeywordList]) -> tuple[KeywordList, ...]:
    """Return lists in which each term of a kind that grammar can help asks for it."""
    return tuple(
        replace(found, terms=tuple(replace(term, parse=term.kind in HELPED) for term in found.terms)) for found in lists
    )


def grammar(console: Console, name: str, language: str, lists: Sequence[KeywordList], folder: Path) -> Linguistics:
    """Return the model that was named, else the tiny one, trained into a folder; no window is remembered."""
    if not name:
        start = time.process_time()
        name, language = str(build_model(folder / "fixture")), "en"
        console.print(f"no --model: the fixture of the tests, trained in {time.process_time() - start:.1f} s")
    loaded = ParsedWindows([check(GrammarModel(language=language, name=name))], remembered=0)
    for missing in what_is_missing(lists, loaded):
        console.print(missing, markup=False, highlight=False)
    return loaded


def inflected(console: Console, lists: Sequence[KeywordList]) -> Sequence[KeywordList]:
    """Return lists with the forms of the lemma tables, and say what that costs once."""
    start = time.process_time()
    grown = with_forms(lists)
    seconds = time.process_time() - start
    forms = sum(len(term.spellings) for found in grown for term in found.terms)
    console.print(f"lemma tables: {forms:,} forms written into the lists in {seconds:.1f} s, nothing per listing")
    return grown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--model", default="", help="the package or folder of your model")
    parser.add_argument("--language", default="en", help="the language that it reads")
    parser.add_argument("--lists", type=Path, help="a folder with your own lists")
    parser.add_argument("--errors", action="store_true", help="show each row that is judged otherwise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Console(width=130), options, Path(folder))


def measure(console: Console, options: argparse.Namespace, folder: Path) -> None:
    lists = load_folder(options.lists) if options.lists else opted_in(shipped_lists())
    words = Matcher(lists)
    variants = [
        Variant("words alone", words),
        Variant("with token patterns", words.with_linguistics(TokenPatterns())),
        Variant(
            "with the parser",
            words.with_linguistics(grammar(console, options.model, options.language, lists, folder)),
        ),
    ]
    files = options.files or [WINDOWS, *CORPUS, *([LABELLED] if LABELLED.is_file() else [])]
    for path in files:
        report(console, path, variants, errors=options.errors)
    by_lemma = [variants[0], Variant("with lemma tables", Matcher(inflected(console, lists)))]
    for path in options.files or [INFLECTED, *files[1:]]:
        report(console, path, by_lemma, errors=options.errors)
    costs = blank_costs(WINDOWS, *files[-1:])
    show(console, "spaCy over whole listings, for comparison", ("stage", "µs a listing"), costs)


if __name__ == "__main__":
    main()
