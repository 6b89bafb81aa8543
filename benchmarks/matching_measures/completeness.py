"""Does the index lose anything? Every word of the text against every word of the terms, by rapidfuzz, is the truth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.matching_engines import Termscan

PLAIN_WORDS = re.compile(r"(?<![^\s])[a-z]+(?: [a-z]+)*(?![^\s])")
PLAIN_TERM = re.compile("[a-z]+(?: [a-z]+)*")
CHUNK = 256


@dataclass(slots=True)
class Completeness:
    """Pairs of a text and a term that are within reach, and those of them that the index reported."""

    pairs: int = 0
    """Pairs of words compared."""
    truth: int = 0
    found: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.found / max(1, self.truth)


def completeness(terms: Sequence[str], texts: Sequence[str]) -> Completeness:
    """Compare the index, its ordinary-word rule off, with the exhaustive search over plain Latin words."""
    plain = {number: term.casefold() for number, term in enumerate(terms) if PLAIN_TERM.fullmatch(term.casefold())}
    engine = Termscan()
    engine.build(terms, (), ordinary_rule=False)
    columns = engine.columns(engine.scan(texts))
    found = set(zip(columns.row.tolist(), columns.term.tolist(), strict=True))
    runs = [[run.split(" ") for run in PLAIN_WORDS.findall(text.casefold())] for text in texts]
    near, pairs = near_words(
        sorted({word for text in runs for run in text for word in run}),
        sorted({word for term in plain.values() for word in term.split(" ")}),
    )
    outcome = Completeness(pairs=pairs)
    starts: dict[str, list[int]] = defaultdict(list)
    for number, term in plain.items():
        starts[term.split(" ")[0]].append(number)
    for row, text in enumerate(runs):
        for number, words in within_reach(text, near, starts, plain):
            outcome.truth += 1
            outcome.found += (row, number) in found
            if (row, number) not in found:
                outcome.missed.append((terms[number], words))
    return outcome


def near_words(words: Sequence[str], listed: Sequence[str]) -> tuple[dict[str, dict[str, int]], int]:
    """For each word of the texts the words of the terms within two edits, by exhaustive comparison."""
    near: dict[str, dict[str, int]] = {}
    alike = [word.replace("l", "i") for word in listed]
    for start in range(0, len(words), CHUNK):
        some = words[start : start + CHUNK]
        distances = process.cdist(
            [word.replace("l", "i") for word in some], alike, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8
        )
        for at, row in enumerate(distances):
            near[some[at]] = {listed[other]: int(row[other]) for other in np.flatnonzero(row <= 2)}
    return near, len(words) * len(listed)


def within_reach(
    runs: Sequence[Sequence[str]],
    near: dict[str, dict[str, int]],
    starts: dict[str, list[int]],
    plain: dict[int, str],
) -> Iterator[tuple[int, str]]:
    """Yield each term that so many words in a row are within its edits of, once, with those words."""
    seen: set[int] = set()
    for run in runs:
        for at, word in enumerate(run):
            for first in near[word]:
                for number in starts.get(first, ()):
                    wanted = plain[number].split(" ")
                    window = run[at : at + len(wanted)]
                    if number not in seen and reaches(window, wanted, near):
                        seen.add(number)
                        yield number, " ".join(window)


def reaches(window: Sequence[str], wanted: Sequence[str], near: dict[str, dict[str, int]]) -> bool:
    """Whether the words are the wanted ones with no more edits than their lengths allow."""
    if len(window) < len(wanted):
        return False
    spent = 0
    for word, listed in zip(window, wanted, strict=True):
        distance = near[word].get(listed)
        shortest = min(len(listed), len(word))
        if distance is None or distance > (0 if shortest == 1 else 1 if shortest <= 3 else 2):
            return False
        spent += distance
    letters = sum(map(len, wanted))
    return spent <= (0 if letters < 5 else 1 if letters < 9 else 2)
