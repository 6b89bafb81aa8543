"""One check in the process, warm: assessing one listing of 500 characters, with and without finds; and starting.

`python -m benchmarks.check`: medians of CPU time, and of the clock for starts. All of it is made up from a fixed seed.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import termscan
from domain.concern import Concern
from domain.keyword_list import Confidentiality, KeywordList, Term, TermKind
from domain.listing import Listing, ListingKey
from matching import Matcher
from matching.ordinary import ordinary_words

CHECKED, STARTED = 20_000, 100_000
"""Terms of the checks and of the starts."""
LENGTH = 500
ROUNDS = 400


def main() -> int:
    """Print the figures."""
    chance = random.Random(4)
    words = sorted(word for word in ordinary_words(["en"]) if 3 <= len(word) <= 9)
    matcher = Matcher([list_of(names(chance, CHECKED))])
    clean = [listing(chance.choices(words, k=120)) for _ in range(ROUNDS)]
    known = names(random.Random(4), 50)
    one, three = (
        [listing(planted(chance, words, known, places)) for _ in range(ROUNDS)] for places in ((3,), (3, 20, 45))
    )
    print(f"engine: {termscan.engine}; {CHECKED:,} terms, {LENGTH} characters, {ROUNDS} listings")
    for name, listings in (("nothing to find", clean), ("one term in it", one), ("three terms in it", three)):
        for each in listings:
            matcher.assess(each)
        times = [cpu(lambda each=each: matcher.assess(each)) for each in listings]  # type: ignore[misc]  # bound now
        finds = statistics.mean(len(matcher.assess(each).matches) for each in listings)
        middle, slow = statistics.median(times) * 1e6, statistics.quantiles(times, n=10)[-1] * 1e6
        print(f"  {name}: median {middle:.0f} µs, 90 % under {slow:.0f} µs; {finds:.1f} finds")
    print_starts(chance)
    return 0


def print_starts(chance: random.Random) -> None:
    """Print how long compiling takes, and opening what was compiled."""
    lists = [list_of(names(chance, STARTED))]
    with tempfile.TemporaryDirectory() as folder:
        compiling = wall(lambda: Matcher(lists).save(Path(folder) / "stored"))
        opening = [wall(lambda: Matcher.open(Path(folder) / "stored")) for _ in range(7)]
        size = sum(file.stat().st_size for file in (Path(folder) / "stored").iterdir())
    print(f"start with {STARTED:,} terms: compiled and stored {compiling:.1f} s, {size / 1e6:.0f} MB")
    print(f"  opened: median {statistics.median(opening) * 1e3:.0f} ms of {len(opening)}")


def names(chance: random.Random, count: int) -> list[str]:
    """Return made-up names, some of two words."""
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "el", "on", "ix")]
    made: dict[str, None] = {}
    while len(made) < count:
        word = "".join(chance.choices(syllables, k=chance.randint(3, 4)))
        made[word if chance.random() < 0.8 else f"{word} {''.join(chance.choices(syllables, k=2))}"] = None
    return list(made)


def planted(chance: random.Random, words: Sequence[str], terms: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return words with terms at some places."""
    text = chance.choices(words, k=120)
    for place, term in zip(places, chance.sample(terms, len(places)), strict=True):
        text[place] = term
    return text


def list_of(terms: Sequence[str]) -> KeywordList:
    """Return a list of terms."""
    return KeywordList(
        list_id="made-up",
        version="1",
        title="Made-up names",
        concern=Concern.COUNTERFEIT,
        legal_ground="none",
        owner="the benchmark",
        languages=("en",),
        confidentiality=Confidentiality.CLEAR,
        licence="CC0-1.0",
        source="made up",
        terms=tuple(Term(text=term, language="und", kind=TermKind.BRAND) for term in terms),
    )


def listing(words: Sequence[str]) -> Listing:
    """Return a listing of 500 characters, the first of them its title."""
    text = " ".join(words)[:LENGTH]
    key = ListingKey(marketplace="bench", listing_id="1")
    return Listing(
        key=key, title=text[:80], description=text[80:], seen_at=datetime(2026, 1, 1, tzinfo=UTC), language="en"
    )


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
