from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from stdnum import ean

from bazaar.disguise import HIDES, Disguise, hide
from bazaar.goods import LANGUAGES, Nature, read_goods, read_labels, read_names, read_slots, read_talk
from bazaar.market import Bazaar
from bazaar.offer import Flavour, OfferState
from bazaar.person import Character
from bazaar.seeded import Deck, stream
from bazaar.slug import slug
from bazaar.writing import Pen, plain
from domain.concern import Concern
from tests.bazaar.conftest import SEED
from tests.bazaar.visiting import make_incoming
from tests.factories import NOON


def _life(seed: int) -> list[dict[str, object]]:
    bazaar = Bazaar(seed, NOON, 120)
    ids = [offer.listing_id for offer in bazaar.offers() if offer.truth.illicit]
    bazaar.receive(make_incoming(*ids))
    bazaar.advance(timedelta(days=20))
    return [event.as_row() for event in bazaar.truth()]


def test_the_same_seed_makes_the_same_world_and_the_same_life() -> None:
    assert _life(SEED) == _life(SEED)


def test_another_seed_makes_another_world() -> None:
    assert _life(SEED) != _life(SEED + 1)


def test_time_in_small_steps_leads_to_the_same_life_as_in_one() -> None:
    one, many = Bazaar(SEED, NOON, 120), Bazaar(SEED, NOON, 120)
    one.advance(timedelta(days=10))
    for _ in range(40):
        many.advance(timedelta(hours=6))
    assert one.truth() == many.truth()
    assert one.offers() == many.offers()


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_quarter_to_a_third_is_illicit_over_three_concerns_and_as_much_is_a_trap(seed: int) -> None:
    offers = Bazaar(seed, NOON, 200).offers()
    illicit = [offer for offer in offers if offer.truth.illicit]
    traps = [offer for offer in offers if offer.truth.trap]
    assert 0.24 <= len(illicit) / len(offers) <= 0.34
    assert 0.2 <= len(traps) / len(offers) <= 0.36
    assert {offer.truth.concern for offer in illicit} == set(Concern)
    assert all(offer.truth.concern is None and not offer.truth.disguises for offer in traps)


def test_every_way_of_hiding_and_every_flavour_and_language_is_there(bazaar: Bazaar) -> None:
    offers = bazaar.offers()
    assert {how for offer in offers for how in offer.truth.disguises} == set(Disguise)
    assert {offer.flavour for offer in offers} == set(Flavour)
    assert {offer.language for offer in offers} == set(LANGUAGES)
    share = Counter(offer.flavour for offer in offers)[Flavour.APP] / len(offers)
    assert 0.05 <= share <= 0.11


def test_no_two_listings_are_identical_and_ids_have_seven_to_nine_digits() -> None:
    offers = Bazaar(3, NOON, 1500).offers()
    assert len({offer.title for offer in offers}) == len(offers)
    assert len({offer.listing_id for offer in offers}) == len(offers)
    assert all(offer.listing_id.isdecimal() and 7 <= len(offer.listing_id) <= 9 for offer in offers)


def test_trade_item_numbers_have_a_valid_check_digit(bazaar: Bazaar) -> None:
    numbers = [offer.gtin for offer in bazaar.offers() if offer.gtin]
    assert numbers
    assert all(ean.is_valid(number) for number in numbers)


def test_infringers_have_several_names_and_traders_an_imprint(bazaar: Bazaar) -> None:
    for person in bazaar.people():
        if person.character is Character.INFRINGER:
            assert len({account.name for account in person.accounts}) >= 2
        else:
            assert len(person.accounts) == 1
        assert all(bool(a.imprint) == (person.character is Character.TRADER) for a in person.accounts)


def test_nothing_is_left_unfilled_or_marked_in_any_text() -> None:
    for offer in Bazaar(5, NOON, 1500).offers():
        assert not set("[]{}|") & set(offer.title + offer.description), offer.title
        assert offer.description
        assert offer.price > 0


@pytest.mark.parametrize("goods", read_goods(), ids=lambda goods: goods.name)
def test_every_line_of_goods_can_be_written_in_each_of_its_languages(goods: object) -> None:
    line = next(known for known in read_goods() if known is goods)
    for language, wording in line.wordings.items():
        pen = Pen(line, language, read_slots(), stream(1, language))
        for title in wording.titles:
            for text in (title.title, *title.texts, *wording.texts):
                assert "{" not in pen.fill(text, {})
        for character in Character:
            draft = pen.draft(read_talk()[language], "new", character)
            assert plain(draft).title
    assert (line.concern is not None) == (line.nature is Nature.ILLICIT)


def test_every_language_has_all_words_of_the_pages() -> None:
    labels = read_labels()
    assert set(labels) == {"categories", *LANGUAGES}
    assert all(set(labels[language]) == set(labels["en"]) for language in LANGUAGES)
    assert set(read_names()) == set(read_talk()) == set(LANGUAGES)


@pytest.mark.parametrize("how", list(HIDES))
@pytest.mark.parametrize("word", ["ivory", "bear bile", "DMAA", "Elfenbein", "бивень", "象牙"])
def test_hiding_keeps_the_letters_in_reach_of_a_reader(word: str, how: Disguise) -> None:
    for seed in range(20):
        written = hide(word, how, stream(seed, "hide"))
        assert written
        if how in (Disguise.SPACED, Disguise.ZERO_WIDTH, Disguise.SPLIT):
            kept = [letter for letter in written if letter.isalpha()]
            assert kept == [letter for letter in word if letter.isalpha()]


def test_a_deck_deals_even_shares() -> None:
    deck = Deck("aaab", stream(1, "deck"))
    assert Counter(deck.deal() for _ in range(40)) == {"a": 30, "b": 10}


def test_a_deck_passes_over_cards_that_are_not_wanted() -> None:
    deck = Deck("ab", stream(1, "deck"))
    assert [deck.deal(lambda card: card == "b") for _ in range(3)] == ["b", "b", "b"]


@pytest.mark.parametrize(
    ("title", "end"),
    [("Écaille & Corail, 12 cm", "ecaille-corail-12-cm"), ("象牙", "listing"), ("Größe  M!", "grosse-m")],
)
def test_an_address_ends_in_plain_letters(title: str, end: str) -> None:
    assert slug(title) == end


def test_some_listings_are_over_before_the_start_and_some_come_later(bazaar: Bazaar) -> None:
    states = Counter(offer.state for offer in bazaar.offers())
    assert states[OfferState.SOLD] + states[OfferState.ENDED] + states[OfferState.REMOVED] > 0
    before = len(bazaar.offers())
    bazaar.advance(timedelta(days=14))
    assert len(bazaar.offers()) > before


def test_the_truth_log_is_written_to_its_file_as_it_happens(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    bazaar = Bazaar(SEED, NOON, 60, truth_path=path)
    bazaar.advance(timedelta(days=5))
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(bazaar.truth())
