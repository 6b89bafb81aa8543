import time
from dataclasses import replace

import pytest

from domain.brand_master import BrandMaster
from domain.concern import Concern
from domain.listing import Listing
from domain.recall import Recall
from matching.identifiers import KnownProducts, identifier_indicators
from tests.factories import make_listing, make_seller

CHARGER = Recall(
    source="Safety Gate",
    reference="A12/00123/24",
    product="USB charger",
    name="Fast charger",
    brand="Voltari",
    model="VT-20W",
    gtin="4006381333931",
    risk="electric shock",
)
CHAIR = Recall(source="Safety Gate", reference="A12/2/24", product="High chair", name="Nola swing", brand="Kiddo & Co")
STAMPS = Recall(source="Safety Gate", reference="A12/3/24", product="Stamps", brand="Pepita", gtin="2200160714160")
SPIKE = Recall(source="Safety Gate", reference="A12/4/24", product="Toy", name="Vertex buggy", brand="Garden")
LAMP = Recall(
    source="Safety Gate", reference="A12/5/24", product="Lamp", name="Luna 16 desk", brand="Zorvik", model="L16"
)
MASTER = BrandMaster(
    brand="Rolaxa",
    aliases=("Rolaxa Watches",),
    gtins=("7612345678900",),
    gtin_prefixes=("761234",),
    models=("RLX-126610",),
    authorised_sellers=("dealer",),
)
PRODUCTS = KnownProducts([CHARGER, CHAIR, STAMPS, SPIKE, LAMP], [MASTER])


def names(listing: Listing, products: KnownProducts = PRODUCTS) -> set[str]:
    return {indicator.name for indicator in identifier_indicators(listing, products)}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Charger, EAN: 4006381333931", {"recalled GTIN"}),
        ("Charger 4006381333931", {"recalled GTIN"}),
        ("Voltari VT-20W", {"recalled model, specific"}),
        ("Voltari charger VT 20 W", {"recalled model, specific"}),
        ("Voltari charger model VT20W white", {"recalled model, specific"}),
        ("VT-20W of another make", set()),
        ("Cable for Voltari VT-20W", set()),  # it only fits
        ("Кабель для Voltari VT-20W", set()),
        ("Voltari fast charger", {"recalled name"}),
        ("Voltari fast charger cable adapter holder stand with many other things in one long title for cars", set()),
        ("Voltari slow kettle", set()),
        ("Kiddo & Co Nola swing", {"recalled name"}),
        ("Kiddo and something", set()),
        ("Zorvik L16", {"recalled model"}),  # a short number
        ("Zorvik desk lamp Luna 16", {"recalled name"}),
        ("Zorvik desk lamp Luna 18", set()),  # another number is another product
        ("Pepita stamps 2200160714160", {"recalled in-store number and brand"}),
        ("Other stamps EAN 2200160714160", set()),  # printed in a shop: any shop may print the same
        ("EAN 4006381333932", {"wrong check digit"}),
        ("Garden Vertex buggy", set()),  # the brand is an ordinary word, and the title may mean it
        ("Garden chair", set()),
        ("", set()),
    ],
)
def test_a_recalled_product_is_known_by_number_model_or_name(title: str, found: set[str]) -> None:
    assert names(make_listing(title, language=None)) == found


def test_a_brand_that_is_an_ordinary_word_counts_in_its_own_field() -> None:
    assert names(replace(make_listing("Vertex buggy"), brand="Garden")) == {"recalled name"}


def test_the_sentence_names_the_number_the_product_and_the_alert() -> None:
    (indicator,) = identifier_indicators(make_listing("Charger EAN 4006381333931"), PRODUCTS)
    assert indicator.detail == (
        "GTIN 4006381333931 is that of the recalled “Fast charger” of Voltari "
        "(Safety Gate A12/00123/24: electric shock)"
    )
    assert indicator.concern is Concern.UNSAFE
    assert indicator.span == ("title", 12, 25)
    assert indicator.weight == 0.90


def test_a_recall_of_one_batch_says_so() -> None:
    products = KnownProducts([replace(CHARGER, batch="B17061")])
    (indicator,) = identifier_indicators(make_listing("EAN 4006381333931"), products)
    assert "batch B17061 only" in indicator.detail


@pytest.mark.parametrize(
    ("brand", "title", "seller", "found"),
    [
        ("Rolaxa", "Watch 7612345678900", "s1", set()),
        ("ROLAXA WATCHES", "Watch 7612345678900", "s1", set()),
        ("Homage", "Watch 7612345678900", "s1", {"GTIN of another brand"}),
        ("Homage", "Watch 7612345678900", "dealer", set()),
        ("Homage", "Watch like Rolaxa 7612345678900", "s1", set()),
        ("", "Watch 7612345678900", "s1", {"GTIN of a brand that is not named"}),
        ("Homage", "Watch 7612341111119", "s1", set()),  # the prefix, but no check digit
        ("Homage", "Watch 7612341111111", "s1", {"GTIN of another brand"}),  # by the prefix
        ("Homage", "Watch MPN RLX-126610", "s1", {"model of another brand"}),
        ("Homage", "Watch", "s1", set()),
    ],
)
def test_a_number_of_a_brand_under_another_name_is_a_red_flag(
    brand: str, title: str, seller: str, found: set[str]
) -> None:
    listing = replace(make_listing(title, seller=make_seller(seller)), brand=brand)
    assert names(listing) == found


def test_nothing_known_finds_nothing_but_misprints() -> None:
    nothing = KnownProducts()
    assert not nothing
    assert names(make_listing("EAN 4006381333931"), nothing) == set()
    assert names(make_listing("EAN 4006381333932"), nothing) == {"wrong check digit"}


def test_the_digest_tells_what_is_known() -> None:
    assert KnownProducts([CHARGER]).digest == KnownProducts([CHARGER]).digest
    assert KnownProducts([CHARGER]).digest != KnownProducts([CHAIR]).digest
    assert KnownProducts([CHARGER]).digest != KnownProducts().digest


def test_takes_time_in_proportion_to_the_text() -> None:
    started = time.process_time()
    for text in ("EAN 4 " * 20000, "ref " * 20000, "1234567890 " * 10000, "voltari " * 20000, "-" * 100000):
        names(make_listing(text[:1000], text))
    assert time.process_time() - started < 10


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us"])
def test_a_word_of_another_language_does_not_make_a_brand_something_that_is_only_fitted(language: str) -> None:
    assert "recalled model, specific" in names(make_listing("Le Da Voltari VT-20W", language=language))


def test_a_title_full_of_a_recalled_number_takes_no_long_time() -> None:
    hostile = make_listing("VT-20W " * 30_000)
    started = time.process_time()
    assert names(hostile) == set()
    assert time.process_time() - started < 5
