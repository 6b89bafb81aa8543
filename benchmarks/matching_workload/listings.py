"""Listings with planted disguises: titles and descriptions as on marketplaces, and where each plant stands."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.matching_workload.disguises import KINDS, Kind, disguise
from benchmarks.matching_workload.terms import TermLists, half_of
from benchmarks.matching_workload.titles import RealText
from benchmarks.matching_workload.words import LANGUAGES, Vocabulary

PLANTED_SHARE = 0.21
GOODS = (
    "DVD",
    "Blu-ray",
    "VHS",
    "Poster",
    "Soundtrack CD",
    "Funda",
    "T-Shirt",
    "Hülle",
    "Livre",
    "Libro",
    "Figur",
    "Print",
)
CONDITIONS = (
    "neu",
    "new",
    "used",
    "gebraucht",
    "occasion",
    "top Zustand",
    "como nuevo",
    "OVP",
    "vintage",
    "Gr. 42",
    "XL",
)


@dataclass(frozen=True, slots=True)
class Plant:
    """A disguised term in the text of a listing, with its span in code points."""

    row: int
    term: str
    kind: str
    text: str
    start: int
    sample: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class Listings:
    """Texts of listings (title, line break, description), bare and with plants, by row."""

    bare: list[str]
    planted: list[str]
    plants: dict[int, Plant]

    def part(self, count: int) -> "Listings":
        """Return the first so many."""
        plants = {row: plant for row, plant in self.plants.items() if row < count}
        return Listings(self.bare[:count], self.planted[:count], plants)

    def clean_rows(self) -> list[int]:
        return [row for row in range(len(self.planted)) if row not in self.plants]


class Writer:
    """Writes listings from real text as far as it goes, and words drawn by frequency beyond it."""

    def __init__(self, real: RealText, strangers: Sequence[str], words: Vocabulary, chance: random.Random) -> None:
        self._chance, self._words = chance, words
        self._real, self._strangers = real, strangers
        self._offer_words = [title.split() for title, _ in real.offers]

    def listing(self) -> str:
        language = self._chance.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0]
        title = self.title(language)
        if len(title) < 25:
            title = f"{title} - {self.title(language)}"
        return f"{title[:120]}\n{self.description(language)}"

    def title(self, language: str) -> str:
        lot = self._chance.random()
        if language in ("ru", "ja", "zh", "ar") or lot < 0.25:
            return self._words.sentence(language, self._chance.gauss(58, 15)).title()
        if lot < 0.40 and self._real.offers:
            return self._chance.choice(self._real.offers)[0]
        return self.composed(language)

    def composed(self, language: str) -> str:
        """A maker, film or thing by its real name, a piece of a real title, a model, a condition."""
        chance = self._chance
        parts = [self.name()]
        if self._offer_words:
            words = chance.choice(self._offer_words)
            start = chance.randrange(max(1, len(words) - 3))
            parts.append(" ".join(words[start : start + chance.randint(1, 4)]))
        parts.append(self._words.sentence(language, chance.gauss(14, 6)))
        if chance.random() < 0.3:
            parts.append(
                chance.choice("ABCDGLMNSTX") + str(chance.randint(1, 9999)) + chance.choice(("", "B", "-II", "x"))
            )
        if chance.random() < 0.3:
            parts.append(chance.choice(CONDITIONS))
        return " ".join(parts)

    def name(self) -> str:
        chance = self._chance
        pools = [pool for pool in (self._strangers, self._real.names, self._real.films) if pool]
        pool = chance.choice(pools)
        return chance.choice(pool) + (f" {chance.choice(GOODS)}" if pool is self._real.films else "")

    def description(self, language: str) -> str:
        chance = self._chance
        wanted = max(60, chance.gauss(370, 130))
        sentences: list[str] = []
        while sum(map(len, sentences)) < wanted:
            sentences.append(self.sentence(language).rstrip(". ") + (". " if chance.random() < 0.8 else "\n"))
        return "".join(sentences).strip()

    def sentence(self, language: str) -> str:
        lot = self._chance.random()
        if lot < 0.12 and self._real.sentences:
            return self._chance.choice(self._real.sentences)
        if lot < 0.22:
            return f"{self.name()} {self._words.sentence(language, self._chance.uniform(20, 60))}"
        return self._words.sentence(language, self._chance.uniform(50, 110))


def write_listings(writer: Writer, lists: TermLists, count: int, seed: int) -> Listings:
    """Write listings and plant each kind in as many of them, half from the smallest list and half from the largest."""
    bare = [writer.listing() for _ in range(count)]
    planted = list(bare)
    plants: dict[int, Plant] = {}
    chance = random.Random(f"plants {seed}")
    sizes = sorted(lists.by_size)
    pools = (lists.by_size[sizes[0]], lists.by_size[sizes[-1]])
    for turn, row in enumerate(chance.sample(range(count), int(count * PLANTED_SHARE))):
        found = draw(KINDS[turn % len(KINDS)], pools, chance)
        if found is not None:
            term, text, kind = found
            planted[row], start = put(text, bare[row], chance)
            plants[row] = Plant(row, term, kind.name, text, start, half_of(term))
    return Listings(bare, planted, plants)


def draw(kind: Kind, pools: tuple[list[str], list[str]], chance: random.Random) -> tuple[str, str, Kind] | None:
    for _ in range(200):
        term = chance.choice(chance.choice(pools))
        text = disguise(term, kind, chance)
        if text:
            return term, text, kind
    return None


def put(text: str, listing: str, chance: random.Random) -> tuple[str, int]:
    """Put a text between two words of the title or of the description, and say where it begins."""
    title_end = listing.index("\n")
    first, last = (0, title_end) if chance.random() < 0.5 else (title_end + 1, len(listing))
    gaps = [found.start() for found in re.finditer(" ", listing[first:last])] or [last - first]
    at = first + chance.choice(gaps)
    return f"{listing[:at]} {text} {listing[at:].lstrip(' ')}", at + 1
