"""Which learnt words may become ordinary: a spelling that many evaders use must not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import termscan
from matching.ordinary.corpus_words import MIN_LISTINGS, MIN_SELLERS, CorpusWords
from matching.ordinary.listing_words import WORD
from termscan import Boundary, Disguise, Find, Options, Term, fold

NEAR_LISTINGS, NEAR_SELLERS = 100, 20
"""What a word that stands near a word of a term needs."""
_HONEST = Disguise.INFLECTED | Disguise.WIDTH | Disguise.ACCENT | Disguise.ZERO_WIDTH
"""Disguises that fold away: such a word is the word of the term itself."""


@dataclass(frozen=True, slots=True)
class GuardedTerm:
    """A term that learnt words are held against."""

    text: str
    is_strong: bool = False
    """Whether nothing near it may ever become ordinary."""
    edits: int | None = None
    """Most typing errors forgiven in it; None: by length."""


@dataclass(frozen=True, slots=True)
class _GuardedWord:
    text: str
    edits: int
    is_strong: bool


def ordinary_in_corpus(
    corpus: CorpusWords,
    terms: Iterable[GuardedTerm],
    *,
    min_listings: int = MIN_LISTINGS,
    min_sellers: int = MIN_SELLERS,
    known: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return the learnt words that are ordinary in spite of the terms; `known` are ordinary anyway and left out.

    A word that may be read as a misspelt word of a term needs 100 listings and 20 sellers, and must be more frequent
    than the word that it resembles; near a word of a strong term it is never ordinary.
    """
    learnt = sorted(corpus.words(min_listings, min_sellers) - known)
    resembled = _resembled(learnt, _words_of(terms))
    return frozenset(word for word in learnt if _passes(corpus, word, resembled.get(word, ())))


def _passes(corpus: CorpusWords, word: str, resembled: Sequence[_GuardedWord]) -> bool:
    if not resembled:
        return True
    if any(each.is_strong for each in resembled):
        return False
    if corpus.listings_of(word) < NEAR_LISTINGS or corpus.sellers_of(word) < NEAR_SELLERS:
        return False
    return all(corpus.listings_of(word) > corpus.listings_of(each.text) for each in resembled)


def _words_of(terms: Iterable[GuardedTerm]) -> list[_GuardedWord]:
    """Return each word of the terms and each term written as one word, with the most edits forgiven in it."""
    found: dict[str, _GuardedWord] = {}
    for term in terms:
        words = WORD.findall(fold(term.text).text)
        forgiven = _edits_forgiven(sum(map(len, words))) if term.edits is None else term.edits
        for word in {*words, "".join(words)} - {""}:
            kept = found.get(word, _GuardedWord(word, 0, is_strong=False))
            edits = max(kept.edits, min(forgiven, _edits_in_word(len(word))))
            found[word] = _GuardedWord(word, edits, is_strong=kept.is_strong or term.is_strong)
    return [found[word] for word in sorted(found)]


def _edits_forgiven(letters: int) -> int:
    """Return how many typing errors are forgiven in a term of so many letters."""
    return 0 if letters < 5 else 1 if letters < 9 else 2


def _edits_in_word(letters: int) -> int:
    """Return how many of them may stand in one word of so many letters."""
    return 0 if letters < 2 else 1 if letters < 4 else 2


def _resembled(learnt: Sequence[str], guarded: Sequence[_GuardedWord]) -> Mapping[str, list[_GuardedWord]]:
    """Return, for each learnt word that could be read as another than itself, the words of terms that it resembles."""
    index = termscan.compile(
        [Term(each.text, edits=each.edits) for each in guarded], Options(inflect=False, ordinary_rule=False)
    )
    resembled: dict[str, list[_GuardedWord]] = {}
    for find in index.scan(learnt):
        if _is_misspelt(find):
            resembled.setdefault(learnt[find.row], []).append(guarded[find.term])
    return resembled


def _is_misspelt(find: Find) -> bool:
    return bool(find.distance or find.disguises & ~_HONEST) or find.boundary is not Boundary.WHOLE
