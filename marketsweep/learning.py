"""Learning from what is crawled which words are ordinary on the market."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.keyword_list import KeywordList, Strength
from marketsweep.workspace import Workspace
from matching.ordinary import CorpusWords, GuardedTerm, ordinary_in_corpus
from storage.corpus_words import first_observations, forget_corpus, load_corpus, save_corpus
from storage.database import read, write

BATCH = 1000
"""Listings that are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What is known of the words of the market."""

    new_listings: int
    listings: int
    words: int
    """Words that are counted."""
    frequent: int
    """Those that enough listings and sellers use."""
    ordinary: int
    """Those that are ordinary for the lists at hand: the others resemble a listed word."""


def learn_words(workspace: Workspace) -> int:
    """Learn the words of every listing that was not learnt yet; return how many listings those were.

    A listing counts once, as it was first seen. If another process learns at the same time, one of the two learns.
    """
    with read(workspace.engine) as connection:
        kept = load_corpus(connection)
        corpus = CorpusWords.from_bytes(kept.content) if kept else CorpusWords()
        learnt_after = through = kept.through_observation if kept else 0
        before = corpus.listings
        while seen := first_observations(connection, after_id=through, limit=BATCH):
            for through, listing in seen:  # noqa: B007  the last one says how far it was learnt
                corpus.learn(listing)
    if through == learnt_after:
        return 0
    with write(workspace.engine) as connection:
        is_kept = save_corpus(
            connection,
            corpus.to_bytes(),
            learnt_after=learnt_after,
            through=through,
            listings=corpus.listings,
            at=workspace.clock(),
        )
    return corpus.listings - before if is_kept else 0


def learn_anew(workspace: Workspace) -> int:
    """Forget what was learnt and learn it again from the listings that are kept."""
    with write(workspace.engine) as connection:
        forget_corpus(connection)
    return learn_words(workspace)


def learnt_words(workspace: Workspace, lists: Sequence[KeywordList]) -> frozenset[str]:
    """Return the words of the market that are ordinary for these lists: what a matcher is told beside them."""
    return ordinary_in_corpus(_corpus(workspace), guarded_terms(lists))


def what_is_known(workspace: Workspace, *, new_listings: int = 0) -> Learning:
    """Return in numbers what was learnt, for the lists at hand."""
    corpus = _corpus(workspace)
    return Learning(
        new_listings=new_listings,
        listings=corpus.listings,
        words=len(corpus),
        frequent=len(corpus.words()),
        ordinary=len(ordinary_in_corpus(corpus, guarded_terms(workspace.lists))),
    )


def guarded_terms(lists: Sequence[KeywordList]) -> Iterator[GuardedTerm]:
    """Yield what learnt words are held against: the terms and their other spellings, less those that speak against."""
    for term in (term for each in lists for term in each.terms if term.strength is not Strength.NEGATIVE):
        for text in dict.fromkeys((term.text, *term.spellings)):
            yield GuardedTerm(text, is_strong=term.strength is Strength.STRONG, edits=term.fuzzy)


def _corpus(workspace: Workspace) -> CorpusWords:
    with read(workspace.engine) as connection:
        kept = load_corpus(connection)
    return CorpusWords.from_bytes(kept.content) if kept else CorpusWords()
