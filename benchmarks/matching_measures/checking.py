"""One whole assessment in the process, warm: what a seller's upload check waits for."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.concern import Concern
from domain.keyword_list import Confidentiality, KeywordList, Strength, Term, TermKind
from domain.listing import Listing, ListingKey
from matching import Matcher

LIST_SIZE = 20_000
LENGTH = 500
WARM_UP = 50


@dataclass(frozen=True, slots=True)
class Checking:
    """Microseconds of one assessment: of most listings, of the slow ones, of those in which nothing is found."""

    build_seconds: float
    median: float
    slow: float
    nothing_found: float


def check_times(terms: Sequence[str], texts: Sequence[str]) -> Checking:
    """Assess listings of 500 characters against a list of 20,000 terms, one after the other."""
    start = time.perf_counter()
    matcher = Matcher([keyword_list(terms[:LIST_SIZE])])
    build_seconds = time.perf_counter() - start
    listings = [listing(text, number) for number, text in enumerate(texts)]
    for warm in listings[:WARM_UP]:
        matcher.assess(warm)
    every, empty = [], []
    for checked in listings[WARM_UP:]:
        start = time.perf_counter()
        assessment = matcher.assess(checked)
        seconds = time.perf_counter() - start
        every.append(seconds)
        if not assessment.matches:
            empty.append(seconds)
    return Checking(
        build_seconds,
        statistics.median(every) * 1e6,
        statistics.quantiles(every, n=20)[-1] * 1e6,
        statistics.median(empty) * 1e6 if empty else 0.0,
    )


def keyword_list(terms: Sequence[str]) -> KeywordList:
    return KeywordList(
        list_id="bench",
        version="1",
        title="Terms of the benchmark",
        concern=Concern.COUNTERFEIT,
        legal_ground="none",
        owner="benchmark",
        languages=("und",),
        confidentiality=Confidentiality.CLEAR,
        licence="none",
        source="none",
        terms=tuple(Term(text=text, language="und", kind=TermKind.BRAND, strength=Strength.WEAK) for text in terms),
    )


def listing(text: str, number: int) -> Listing:
    title, _, description = text[:LENGTH].partition("\n")
    return Listing(
        key=ListingKey(marketplace="bench", listing_id=str(number)),
        title=title,
        description=description,
        seen_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
