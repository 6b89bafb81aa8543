import random
import time
from dataclasses import replace

import pytest

from domain.listing import ListingKey
from matching.near_duplicates import Fingerprint, NearDuplicates, fingerprint
from tests.factories import make_listing

TITLES = {
    "a1": "Rolaxa Submarina 126610 black steel watch",
    "a2": "NEW Rolaxa Submarina 126610 black steel watch with box",
    "a3": "Rоlаха Submarina 126610 steel watch, black",
    "b1": "Rolaxa Submarina 114060 black steel watch",
    "c1": "Antique carved elephant tusk bangle with silver clasp",
    "c2": "carved antique elephant tusk bangle, silver clasp",
    "d1": "Garden chair of painted wood with two cushions",
}


def prints(titles: dict[str, str] = TITLES) -> list[Fingerprint]:
    return [fingerprint(make_listing(title, listing_id=listing_id)) for listing_id, title in titles.items()]


def ids(keys: tuple[ListingKey, ...]) -> list[str]:
    return [key.listing_id for key in keys]


def filled(*given: Fingerprint) -> NearDuplicates:
    index = NearDuplicates()
    for each in given:
        index.add(each)
    return index


def test_offers_are_grouped_and_other_products_are_not() -> None:
    assert [ids(group) for group in filled(*prints()).groups()] == [["a1", "a2", "a3"], ["c1", "c2"]]


def test_the_likest_is_found_first_and_nothing_is_its_own_duplicate() -> None:
    given = prints()
    found = filled(*given).find(given[1])
    assert [each.key.listing_id for each in found] == ["a1", "a3"]
    assert found[0].likeness.similarity >= found[1].likeness.similarity >= 0.75


def test_the_order_of_arrival_does_not_change_the_groups() -> None:
    given = prints()
    wanted = filled(*given).groups()
    for seed in range(20):
        shuffled = random.Random(seed).sample(given, len(given))
        assert filled(*shuffled).groups() == wanted


def test_a_listing_seen_again_is_counted_once() -> None:
    given = prints()
    index = filled(*given, *given)
    assert len(index) == len(given)
    assert index.groups() == filled(*given).groups()


def test_a_listing_without_words_is_like_nothing() -> None:
    index = filled(*prints({"1": "", "2": "!!!", "3": "\u200b"}))
    assert index.groups() == ()
    assert index.find(fingerprint(make_listing("", listing_id="4"))) == []


def test_adding_says_which_group_a_listing_belongs_to() -> None:
    index = NearDuplicates()
    assert [index.add(each).listing_id for each in prints()] == ["a1", "a1", "a1", "b1", "c1", "c1", "d1"]


def seconds(count: int, *, alike: bool) -> float:
    chance = random.Random(3)
    words = [f"w{chance.randrange(10**6)}x" for _ in range(20 if alike else 2000)]
    given = [
        fingerprint(make_listing(" ".join(chance.choice(words) for _ in range(8)), listing_id=str(number)))
        for number in range(count)
    ]
    started = time.process_time()
    filled(*given)
    return time.process_time() - started


@pytest.mark.parametrize("alike", [False, True])
def test_time_grows_with_the_number_of_listings_and_not_with_its_square(alike: bool) -> None:
    seconds(200, alike=alike)
    few, many = seconds(1000, alike=alike), seconds(4000, alike=alike)
    assert many < 4 * few * 2.5


def test_a_flood_of_one_text_is_one_group() -> None:
    given = [fingerprint(make_listing(TITLES["c1"], listing_id=str(number))) for number in range(3000)]
    (group,) = filled(*given).groups()
    assert len(group) == 3000


def test_one_offer_listed_thousands_of_times_is_taken_in_in_a_moment() -> None:
    (first, *_) = prints()
    index = NearDuplicates()
    started = time.process_time()
    for number in range(20_000):
        index.add(replace(first, key=replace(first.key, listing_id=str(number))))
    assert time.process_time() - started < 10
    assert [len(group) for group in index.groups()] == [20_000]
