from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.listing import Listing
from domain.seller import Seller
from matching.ordinary import CorpusWords, DamagedCorpusError
from tests.factories import make_listing


def learnt(listings: Sequence[Listing], *, capacity: int = 1000) -> CorpusWords:
    corpus = CorpusWords(capacity)
    for listing in listings:
        corpus.learn(listing)
    return corpus


def listing(title: str, seller: int | None = 0) -> Listing:
    who = None if seller is None else Seller(marketplace="bazaar", seller_id=f"seller-{seller}")
    return make_listing(title, seller=who)


def many(word: str, *, listings: int, sellers: int) -> list[Listing]:
    return [listing(word, number % sellers) for number in range(listings)]


@pytest.mark.parametrize(
    ("listings", "sellers", "ordinary"),
    [
        (10, 8, True),
        (9, 8, False),
        (10, 1, False),
        (60, 1, False),  # one seller who floods the market
        (100, 1, True),  # so often that sellers do not matter: many marketplaces name none
    ],
)
def test_a_word_is_ordinary_when_enough_listings_of_enough_sellers_use_it(
    listings: int, sellers: int, ordinary: bool
) -> None:
    corpus = learnt(many("trinket", listings=listings, sellers=sellers))
    assert ("trinket" in corpus.words()) is ordinary


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Größe 42, neue Damenschuhe", {"grosse", "neue", "damenschuhe"}),
        ("r0lex R.O.L.E.X 4x4", set()),  # digits and single letters are models or disguises
        ("R\u043elex watch", {"watch"}),  # Cyrillic о in a Latin word
        ("часы наручные", {"часы", "наручные"}),
        ("象牙の置物 ivory", {"ivory"}),  # no spaces, no words
        ("shoe shoe SHOE", {"shoe"}),
        ("a of TV", set()),
    ],
)
def test_words_are_learnt_in_honest_letters_and_disguises_are_not(title: str, words: set[str]) -> None:
    corpus = learnt([listing(title)])
    assert set(corpus.words(1, 1)) == words


def test_a_word_counts_once_for_each_listing_and_sellers_are_told_apart() -> None:
    corpus = learnt([listing("lamp lamp", 1), listing("lamp", 2), listing("Lamp", None)])
    assert (corpus.listings, corpus.listings_of("lamp")) == (3, 3)
    assert 2 <= corpus.sellers_of("lamp") <= 3
    assert corpus.listings_of("chair") == corpus.sellers_of("chair") == 0


def test_sellers_are_never_overestimated() -> None:
    corpus = learnt(many("lamp", listings=500, sellers=40))
    assert 20 < corpus.sellers_of("lamp") <= 40


@given(st.lists(st.text(alphabet="abcß éж", max_size=12), max_size=20), st.randoms())
def test_the_order_of_the_listings_does_not_matter(titles: list[str], shuffle: object) -> None:
    listings = [listing(title or "-", number % 3) for number, title in enumerate(titles)]
    assert learnt(listings).to_bytes() == learnt(listings[::-1]).to_bytes()


def test_beyond_its_capacity_the_rarest_words_are_forgotten_and_the_frequent_stay() -> None:
    names = [first + second for first in "abcdefghij" for second in "klmnopqrst"]
    rare = [listing(f"name{name} lamp", number) for number, name in enumerate(names)]
    corpus = learnt(rare, capacity=40)
    assert len(corpus) <= 40
    assert corpus.listings_of("lamp") == 100
    assert corpus.words() == {"lamp"}


def test_what_was_learnt_is_kept_and_goes_on() -> None:
    first, second = many("lamp", listings=6, sellers=5), many("lamp chair", listings=6, sellers=6)
    kept = CorpusWords.from_bytes(learnt(first).to_bytes())
    for each in second:
        kept.learn(each)
    assert kept.to_bytes() == learnt([*first, *second]).to_bytes()
    assert kept.words(6, 3) == {"lamp", "chair"}


@pytest.mark.parametrize("change", ["cut", "flip", "empty", "foreign"])
def test_damaged_counts_are_refused_with_the_way_out(change: str) -> None:
    data = learnt(many("lamp", listings=6, sellers=5)).to_bytes()
    damaged = {
        "cut": data[:-3],
        "flip": data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
        "empty": b"",
        "foreign": b"PK" + data,
    }[change]
    with pytest.raises(DamagedCorpusError, match="lists learn --anew"):
        CorpusWords.from_bytes(damaged)
