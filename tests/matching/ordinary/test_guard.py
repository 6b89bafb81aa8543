import pytest

from matching.ordinary import CorpusWords, GuardedTerm, ordinary_in_corpus
from tests.matching.ordinary.test_corpus_words import learnt, many

TERMS = (
    GuardedTerm("Rolex", is_strong=True),
    GuardedTerm("Louis Vuitton", is_strong=True),
    GuardedTerm("Hoodia gordonii"),
    GuardedTerm("Ray-Ban", is_strong=True),
    GuardedTerm("Solaris"),
    GuardedTerm("ephedrine", is_strong=True),
)


def corpus_of(*words: tuple[str, int, int]) -> CorpusWords:
    return learnt(
        [each for word, listings, sellers in words for each in many(word, listings=listings, sellers=sellers)]
    )


@pytest.mark.parametrize(
    ("words", "ordinary"),
    [
        ([("kitchen", 10, 8)], {"kitchen"}),
        ([("kitchen", 9, 8)], set()),
        ([("rollex", 5000, 200)], set()),  # a spelling that a whole trade uses
        ([("rolexx", 5000, 200)], set()),
        ([("buyephedrine", 5000, 200)], set()),  # glued
        ([("raybann", 5000, 200), ("rayban", 90, 50)], {"rayban"}),  # two words as one
        ([("vuiton", 5000, 200)], set()),  # a word of a longer term
        ([("ephadrine", 5000, 200)], set()),
        ([("polaris", 50, 30)], set()),  # near a weak term: it needs more
        ([("polaris", 150, 60)], {"polaris"}),
        ([("polaris", 150, 4)], set()),  # one ring of sellers
        ([("polaris", 150, 60), ("solaris", 400, 60)], {"solaris"}),  # rarer than what it resembles
        ([("hoodie", 400, 60), ("hoodia", 12, 6)], {"hoodie", "hoodia"}),
        ([("rolex", 400, 60)], {"rolex"}),  # the term itself: it is found as it is written all the same
    ],
)
def test_spellings_of_listed_words_do_not_become_ordinary(
    words: list[tuple[str, int, int]], ordinary: set[str]
) -> None:
    assert ordinary_in_corpus(corpus_of(*words), TERMS) == ordinary


def test_words_that_are_ordinary_anyway_are_left_out() -> None:
    corpus = corpus_of(("kitchen", 10, 8), ("lampe", 10, 8))
    assert ordinary_in_corpus(corpus, TERMS, known=frozenset({"kitchen"})) == {"lampe"}


def test_without_terms_everything_frequent_is_ordinary() -> None:
    assert ordinary_in_corpus(corpus_of(("rollex", 20, 8)), ()) == {"rollex"}
