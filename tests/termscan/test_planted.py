"""Twenty-one kinds of disguise, planted into texts: a floor for each, and hardly a find where nothing was planted."""

import random

import pytest

from tests.termscan.planting import DISGUISES, disguised, may_be
from tests.termscan.seeing import Engine, index_of

TERMS = [
    "Rolex",
    "Gucci",
    "Adidas",
    "Louis Vuitton",
    "Chanel",
    "Prada",
    "Cartier",
    "Omega",
    "Burberry",
    "Versace",
    "Balenciaga",
    "Ray-Ban",
    "Michael Kors",
    "Tommy Hilfiger",
    "Calvin Klein",
    "Ralph Lauren",
    "Canada Goose",
    "Moncler",
    "Swarovski",
    "Pandora",
    "Longines",
    "Patek Philippe",
    "Audemars Piguet",
    "Breitling",
    "Hublot",
    "Samsung Galaxy",
    "Yves Saint Laurent",
    "Givenchy",
    "Montblanc",
    "Nintendo",
    "Timberland",
    "Birkenstock",
    "Hugo Boss",
    "Makita",
    "Husqvarna",
    "hydroquinone",
    "clobetasol propionate",
    "kojic acid",
    "tretinoin",
    "betamethasone",
    "methylisothiazolinone",
    "formaldehyde",
    "sibutramine",
    "yohimbine",
    "dinitrophenol",
    "ephedrine",
    "sildenafil",
    "tadalafil",
    "ivermectin",
    "asbestos",
    "chrysotile",
    "elephant ivory",
    "rhino horn",
    "hawksbill turtle",
    "pangolin scales",
    "bear bile",
    "shahtoosh",
    "agarwood",
    "Dalbergia nigra",
    "Loxodonta africana",
    "Panthera tigris",
    "Python reticulatus",
    "Eretmochelys imbricata",
    "Manis javanica",
    "Saussurea costus",
    "Aquilaria malaccensis",
    "Testudo graeca",
    "Psittacus erithacus",
    "crocodile leather",
    "elfenbein",
]
WORDS = [
    "new",
    "vintage",
    "men",
    "women",
    "leather",
    "watch",
    "bag",
    "shoes",
    "black",
    "silver",
    "small",
    "big",
    "fine",
    "good",
    "steel",
    "cotton",
    "blue",
    "red",
    "long",
    "dress",
    "shirt",
    "box",
    "old",
    "gift",
    "free",
    "sale",
    "cheap",
    "home",
    "car",
    "book",
    "hat",
    "wood",
    "wooden",
    "great",
    "set",
    "size",
    "light",
    "summer",
    "winter",
    "pair",
    "quality",
    "strap",
    "case",
    "lot",
    "rare",
    "classic",
]
FLOORS = dict.fromkeys(DISGUISES, 0.97) | {
    "leet": 0.95,
    "leet and dotted": 0.95,
    "substituted": 0.93,
    "two errors": 0.9,
    "look-alikes and error": 0.93,
    "deleted": 0.95,
    "glued": 0.95,
}
PLANTS = 150


@pytest.mark.parametrize("kind", DISGUISES)
def test_a_planted_disguise_is_found(engine: Engine, kind: str) -> None:
    chance = random.Random(kind)
    index = index_of(TERMS, engine, ordinary=WORDS)
    suitable = [number for number, term in enumerate(TERMS) if may_be(term, kind)]
    missed = []
    for _ in range(PLANTS):
        number = chance.choice(suitable)
        planted = disguised(TERMS[number], kind, chance)
        before = " ".join(chance.choices(WORDS, k=4)) + " "
        text = f"{before}{planted} {' '.join(chance.choices(WORDS, k=4))}"
        end = len(before) + len(planted)
        if not any(find.term == number and find.start < end and find.end > len(before) for find in index.find(text)):
            missed.append(planted)
    assert 1 - len(missed) / PLANTS >= FLOORS[kind], missed


def test_where_nothing_is_planted_nothing_is_found(engine: Engine) -> None:
    chance = random.Random(1)
    index = index_of(TERMS, engine, ordinary=WORDS)
    texts = [" ".join(chance.choices(WORDS, k=9)) for _ in range(2000)]
    assert [texts[find.row][find.start : find.end] for find in index.scan(texts)] == []
