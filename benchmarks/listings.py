"""Precision and recall of matching on labelled listings, per concern and slice, beside what one would use instead.

    python -m benchmarks.listings [FILE] [--misses SLICE] [--half tuning|held-out]

FILE is a JSON lines file with id, title, description, price, currency, lang, label and slice. The rows are halved
by a hash of their id: lists and context words may be tuned on one half only, the other is only counted.
"""

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from domain.assessment import Assessment, Level
from domain.keyword_list import KeywordList, Strength, Term
from domain.listing import Listing, ListingKey
from keyword_lists import shipped_lists
from matching import Matcher

LABELLED = Path(__file__).parents[2] / "shared" / "data" / "labelled_listings" / "listings.jsonl"
SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)

Judge = Callable[[Listing], dict[str, Level]]
"""From a listing to the level of each concern that reached at least review."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A listing with what people say of it."""

    listing: Listing
    label: str
    slice: str

    @property
    def half(self) -> str:
        """The half that it belongs to, by a hash of its id."""
        digest = hashlib.sha256(self.listing.key.listing_id.encode()).digest()
        return "tuning" if digest[0] % 2 else "held-out"


def read(path: Path) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        price = row.get("price")
        listing = Listing(
            key=ListingKey(marketplace="labelled", listing_id=str(row["id"])),
            title=row.get("title") or "",
            description=row.get("description") or "",
            price=Decimal(str(price)) if price not in (None, "") else None,
            currency=row.get("currency") or None,
            language=None if row.get("lang") in (None, "", "und") else row["lang"],
            seen_at=SEEN_AT,
        )
        yield Labelled(listing, row["label"], row.get("slice") or row["label"])


def ours(lists: Sequence[KeywordList]) -> Judge:
    matcher = Matcher(lists)
    return lambda listing: levels(matcher.assess(listing))


def levels(assessment: Assessment) -> dict[str, Level]:
    return {score.concern.value: score.level for score in assessment.scores}


def plain_search(lists: Sequence[KeywordList], *, strong_only: bool = False) -> Judge:
    """Case-folded whole-word search for the same terms: what a shell script would do."""
    terms = {
        f" {plain(term.text)} ": found.concern.value
        for found, term in terms_of(lists)
        if not strong_only or term.strength is Strength.STRONG
    }

    def judge(listing: Listing) -> dict[str, Level]:
        text = f" {plain(listing.title)} {plain(listing.description)} "
        return {concern: Level.ALERT for term, concern in terms.items() if term in text}

    return judge


def partial_ratio(lists: Sequence[KeywordList]) -> Judge:
    """Rapidfuzz's partial_ratio of at least 90: what a notebook would do."""
    terms = [(plain(term.text), found.concern.value) for found, term in terms_of(lists)]
    texts = [text for text, _ in terms]

    def judge(listing: Listing) -> dict[str, Level]:
        text = plain(f"{listing.title} {listing.description}")
        found = process.extract(text, texts, scorer=fuzz.partial_ratio, score_cutoff=90, limit=None)
        return {terms[place][1]: Level.ALERT for _, _, place in found}

    return judge


def terms_of(lists: Sequence[KeywordList]) -> Iterator[tuple[KeywordList, Term]]:
    for found in lists:
        yield from ((found, term) for term in found.terms if term.strength is not Strength.NEGATIVE)


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def judged(rows: Iterable[Labelled], judge: Judge) -> tuple[list[tuple[Labelled, dict[str, Level]]], float]:
    """Return each row with what a judge says of it, and the listings per second of processor time, once warm."""
    rows = list(rows)
    for row in rows:
        judge(row.listing)
    start = time.process_time()
    answers = [(row, judge(row.listing)) for row in rows]
    return answers, len(rows) / max(time.process_time() - start, 1e-9)


def by_concern(answers: Sequence[tuple[Labelled, dict[str, Level]]], wanted: set[Level]) -> Iterator[tuple[str, ...]]:
    for concern in ("counterfeit", "unsafe", "wildlife"):
        raised = [row.label for row, said in answers if said.get(concern) in wanted]
        right, true = raised.count(concern), sum(row.label == concern for row, _ in answers)
        yield concern, share(right, len(raised)), share(right, true)


def by_slice(answers: Sequence[tuple[Labelled, dict[str, Level]]]) -> Iterator[tuple[str, ...]]:
    slices: dict[str, Counter[str]] = defaultdict(Counter)
    for row, said in answers:
        level = max_level(said.values()) if row.label == "clean" else said.get(row.label, Level.NONE)
        slices[f"{row.slice} ({row.label})"].update([level.value, "all"])
    for name, count in sorted(slices.items()):
        alerts, looked = count["alert"], count["alert"] + count["review"]
        yield name, str(count["all"]), share(alerts, count["all"]), share(looked, count["all"])


def max_level(said: Iterable[Level]) -> Level:
    found = set(said)
    return next((level for level in (Level.ALERT, Level.REVIEW) if level in found), Level.NONE)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


def show(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def report(console: Console, rows: Sequence[Labelled], lists: Sequence[KeywordList]) -> None:
    judges = {
        "ours": ours(lists),
        "plain whole words": plain_search(lists),
        "plain, strong terms": plain_search(lists, strong_only=True),
        "partial_ratio ≥ 90": partial_ratio(lists),
    }
    speeds: dict[str, float] = {}
    for half in ("tuning", "held-out"):
        part = [row for row in rows if row.half == half]
        for name, judge in judges.items():
            answers, speed = judged(part, judge)
            speeds[name] = speed
            for wanted in ({Level.ALERT}, {Level.ALERT, Level.REVIEW}):
                at = " or ".join(sorted(wanted))
                show(console, f"{half}, {name}, {at}", ("concern", "precision", "recall"), by_concern(answers, wanted))
                if name != "ours":
                    break
            if name == "ours":
                columns = ("slice (label)", "rows", "alerts", "alerts and reviews")
                show(console, f"{half}, {name}", columns, by_slice(answers))
    base = speeds["plain whole words"]
    pace = ((name, f"{speed:,.0f}", f"{speed / base:.2f}") for name, speed in speeds.items())
    show(console, "pace", ("judge", "listings/s of one core", "ratio to plain whole words"), pace)


def show_misses(console: Console, rows: Sequence[Labelled], lists: Sequence[KeywordList], wanted: str) -> None:
    matcher = Matcher(lists)
    for row in rows:
        if row.slice.startswith(wanted):
            assessment = matcher.assess(row.listing)
            level = levels(assessment).get(row.label, Level.NONE) if row.label != "clean" else assessment.level
            wrong = level is not Level.NONE if row.label == "clean" else level is not Level.ALERT
            if wrong:
                console.print(
                    f"[bold]{level}[/] {row.slice} | {row.listing.title} | {row.listing.price}", highlight=False
                )
                for match in assessment.matches:
                    console.print(f"    {match.list_id}: {match.reason}", markup=False, highlight=False)
                for score in assessment.scores:
                    console.print(
                        f"    = {score.concern} {score.score}: {score.reasons}", markup=False, highlight=False
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", nargs="?", type=Path, default=LABELLED)
    parser.add_argument("--misses", metavar="SLICE", help="show what was judged wrongly in slices that begin so")
    parser.add_argument("--half", choices=("tuning", "held-out"), default="tuning")
    told = parser.parse_args()
    console = Console(width=130)
    rows = list(read(told.file))
    if told.misses is not None:
        show_misses(console, [row for row in rows if row.half == told.half], shipped_lists(), told.misses)
    else:
        report(console, rows, shipped_lists())


if __name__ == "__main__":
    main()
