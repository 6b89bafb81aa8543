"""The ordinary words: of the market's languages (shipped) and of the corpus (learnt from listings without plants)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matching.ordinary.language_words import ordinary_words

WORD = re.compile(r"[^\W_]+")
SEEN_PER_LISTINGS = 10_000
LEAST_SEEN = 3


@dataclass(frozen=True, slots=True)
class OrdinaryWords:
    """Words on which no edit may be spent."""

    language: frozenset[str]
    corpus: frozenset[str]
    seen_in: int

    @property
    def both(self) -> frozenset[str]:
        return self.language | self.corpus


def learn(texts: Sequence[str], seen_in: int | None = None) -> OrdinaryWords:
    """Learn the words that stand in at least so many texts: ten in 100,000 unless told."""
    at_least = seen_in or max(LEAST_SEEN, round(len(texts) / SEEN_PER_LISTINGS))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(WORD.findall(text.casefold())))
    corpus = {word for word, seen in counts.items() if seen >= at_least and len(word) > 1 and not word.isdigit()}
    return OrdinaryWords(frozenset(ordinary_words()), frozenset(corpus), at_least)
