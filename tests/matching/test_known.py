import pickle
from dataclasses import replace

from domain.assessment import Level
from domain.concern import Concern
from domain.recall import Recall
from matching import Matcher
from matching.identifiers import KnownProducts
from matching.known_images import ImagesInMemory, KnownImage
from tests.factories import make_list, make_listing, make_term

LISTS = [make_list(make_term("ivory"))]
PRODUCTS = KnownProducts(
    [Recall(source="Safety Gate", reference="A12/00123/24", product="Charger", brand="Voltari", gtin="4006381333931")]
)
IMAGES = ImagesInMemory([KnownImage(pdq="f" * 64, name="case 7", concern=Concern.WILDLIFE)])
CHARGER = make_listing("Charger EAN 4006381333931")


def test_a_recalled_number_alone_raises_an_alert_for_unsafe_goods() -> None:
    assessment = Matcher(LISTS, products=PRODUCTS).assess(CHARGER)
    assert assessment.level is Level.ALERT
    assert assessment.concerns == (Concern.UNSAFE,)
    assert assessment.scores[0].reasons == (
        "GTIN 4006381333931 is that of the recalled “Charger” of Voltari (Safety Gate A12/00123/24) (+0.90)",
    )
    assert [indicator.name for indicator in assessment.indicators] == ["recalled GTIN"]


def test_a_known_image_adds_to_what_the_words_say() -> None:
    listing = replace(make_listing("Bangle"), image_hashes=("f" * 64,))
    matcher = Matcher(LISTS).knowing(images=IMAGES)
    assert matcher.assess(listing).level is Level.ALERT
    assert matcher.assess(make_listing("Bangle")).level is Level.NONE


def test_the_digest_tells_what_was_known() -> None:
    plain = Matcher(LISTS)
    assert plain.knowing(PRODUCTS).assess(CHARGER).index_digest != plain.assess(CHARGER).index_digest
    assert plain.knowing(PRODUCTS).digest == Matcher(LISTS, products=PRODUCTS).digest
    assert plain.knowing().digest == plain.digest
    assert len({plain.digest, plain.knowing(PRODUCTS).digest, plain.knowing(PRODUCTS, IMAGES).digest}) == 3


def test_a_matcher_takes_what_it_knows_to_another_process() -> None:
    matcher = Matcher(LISTS, products=PRODUCTS, images=IMAGES)
    again = pickle.loads(pickle.dumps(matcher))
    assert again.digest == matcher.digest
    assert again.assess(CHARGER) == matcher.assess(CHARGER)
