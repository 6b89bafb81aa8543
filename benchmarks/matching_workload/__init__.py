"""The workload of the matching benchmark, made on the spot from real names and titles; seeded, never committed."""

import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching_workload.listings import Listings, Plant, Writer, write_listings
from benchmarks.matching_workload.terms import TermLists, term_lists
from benchmarks.matching_workload.titles import RealText, real_text
from benchmarks.matching_workload.words import Vocabulary

__all__ = ["Listings", "Plant", "Workload", "make_workload"]


@dataclass(slots=True)
class Workload:
    """Terms, listings with plants, and real titles that are in the listings (seen) or in none (unseen)."""

    terms: dict[int, list[str]]
    listings: Listings
    seen: RealText
    unseen: RealText
    sources: str


def make_workload(shared: Path, cache: Path, own_titles: Path | None, *, count: int, seed: int = 7) -> Workload:
    """Make the workload: the same inputs and seed give the same."""
    lists: TermLists = term_lists(shared / "data", seed)
    real = real_text(shared, cache, own_titles)
    seen, unseen = halves(real, seed)
    chance = random.Random(f"listings {seed}")
    words = Vocabulary(cache, chance, [word for title, _ in real.offers for word in title.split()])
    listings = write_listings(Writer(seen, lists.strangers, words, chance), lists, count, seed)
    sources = real.said()
    if not words.real:
        sources += "; no word frequencies, so foreign text is made of words of the titles"
    return Workload(lists.by_size, listings, seen, unseen, sources)


def halves(real: RealText, seed: int) -> tuple[RealText, RealText]:
    """Divide the real titles: the one half is written into listings, the other is only looked at."""
    chance = random.Random(f"halves {seed}")
    first, second = RealText(sentences=real.sentences), RealText()
    for offer in real.offers:
        (first if chance.random() < 0.5 else second).offers.append(offer)
    for name in real.names:
        (first if chance.random() < 0.5 else second).names.append(name)
    for film in real.films:
        (first if chance.random() < 0.5 else second).films.append(film)
    for half in (first, second):
        for titles in (half.offers, half.names, half.films):
            chance.shuffle(titles)  # the first so many are then a sample
    return first, second
