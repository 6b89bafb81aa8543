"""Planted recall per kind, and what is reported beyond the plants."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.matching_engines.ours import Columns, Termscan
from benchmarks.matching_workload import Listings, Plant

SAMPLES = ("tuning", "held-out")


@dataclass(slots=True)
class Recall:
    """Plants found and planted, by kind and sample, and the plants that were missed."""

    found: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    planted: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    missed: list[Plant] = field(default_factory=list)

    def add(self, plant: Plant, *, found: bool) -> None:
        self.planted[plant.kind, plant.sample] += 1
        self.found[plant.kind, plant.sample] += found
        if not found:
            self.missed.append(plant)

    def share(self, kind: str | None = None, sample: str | None = None) -> float | None:
        """The share found, of a kind or of all, in a sample or in both; nothing where none was planted."""
        keys = [key for key in self.planted if kind in (None, key[0]) and sample in (None, key[1])]
        planted = sum(self.planted[key] for key in keys)
        return sum(self.found[key] for key in keys) / planted if planted else None

    def count(self, kind: str | None = None) -> int:
        return sum(number for key, number in self.planted.items() if kind in (None, key[0]))


@dataclass(frozen=True, slots=True)
class Extras:
    """What is reported in texts that hold no plant, each per 1,000 texts."""

    texts: int
    plain: float
    disguised: float
    fuzzy: float
    examples: Sequence[tuple[str, str]]


def by_written(terms: Sequence[str]) -> dict[str, set[int]]:
    """The numbers of the terms that are written alike but for case."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, term in enumerate(terms):
        numbers[term.casefold()].add(number)
    return numbers


def spans_found(columns: Columns, listings: Listings, terms: Sequence[str]) -> Recall:
    """Whether each plant of a listed term is reported on its span."""
    numbers = by_written(terms)
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    here = np.isin(columns.row, list(listings.plants))
    for row, term, start, end in zip(
        *(getattr(columns, name)[here].tolist() for name in ("row", "term", "start", "end")), strict=True
    ):
        spans[row, term].append((start, end))
    recall = Recall()
    for plant in listings.plants.values():
        own = numbers.get(plant.term.casefold())
        if own:
            found = any(
                start < plant.end and end > plant.start
                for term in own
                for start, end in spans.get((plant.row, term), ())
            )
            recall.add(plant, found=found)
    return recall


def terms_found(reported: Sequence[set[int]], plants: Mapping[int, Plant], terms: Sequence[str]) -> Recall:
    """Whether each plant of a listed term is reported anywhere in its listing, for engines without sound spans."""
    numbers = by_written(terms)
    recall = Recall()
    for row, found in enumerate(reported):
        plant = plants.get(row)
        own = numbers.get(plant.term.casefold()) if plant else None
        if plant and own:
            recall.add(plant, found=bool(found & own))
    return recall


def extras(columns: Columns, terms: Sequence[str], texts: Sequence[str], rows: Iterable[int]) -> Extras:
    """Count what is reported in these rows."""
    rows = list(rows)
    here = np.isin(columns.row, rows)
    fuzzy = here & columns.fuzzy()
    disguised = here & columns.disguised()
    per = 1000 / max(1, len(rows))
    chosen = np.flatnonzero(fuzzy | disguised).tolist()
    random.Random(3).shuffle(chosen)
    examples = [
        (terms[columns.term[at]], texts[columns.row[at]][columns.start[at] : columns.end[at]]) for at in chosen[:200]
    ]
    return Extras(
        len(rows),
        float((here & ~fuzzy & ~disguised).sum() * per),
        float(disguised.sum() * per),
        float(fuzzy.sum() * per),
        examples,
    )


def title_extras(engine: Termscan, terms: Sequence[str], titles: Sequence[str]) -> Extras:
    """Count what is reported in real titles."""
    return extras(engine.columns(engine.scan(titles)), terms, titles, range(len(titles)))
