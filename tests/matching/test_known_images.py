import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.concern import Concern
from matching.known_images import (
    BITS,
    THRESHOLD,
    ImagesInMemory,
    KnownImage,
    NotAnImageHashError,
    distance,
    image_indicators,
)
from tests.factories import make_listing

CHANCE = random.Random(20)


def some_hash() -> str:
    return f"{CHANCE.getrandbits(BITS):064x}"


def changed(pdq: str, bits: int) -> str:
    flips = sum(1 << place for place in CHANCE.sample(range(BITS), bits))
    return f"{int(pdq, 16) ^ flips:064x}"


def known(pdq: str, name: str = "case 7", concern: Concern = Concern.WILDLIFE, quality: int = 100) -> KnownImage:
    return KnownImage(pdq=pdq, name=name, concern=concern, quality=quality)


@pytest.mark.parametrize(
    ("bits", "found"), [(0, True), (1, True), (16, True), (31, True), (32, False), (40, False), (128, False)]
)
def test_an_image_is_known_up_to_31_bits_and_no_further(bits: int, found: bool) -> None:
    images = [some_hash() for _ in range(200)]
    index = ImagesInMemory(map(known, images))
    for pdq in images:
        seen = [(each.image.pdq, each.distance) for each in index.find(changed(pdq, bits))]
        assert seen == ([(pdq, bits)] if found else [])


def test_the_index_finds_what_looking_at_each_finds() -> None:
    centre = some_hash()
    images = [changed(centre, CHANCE.randrange(60)) for _ in range(500)]
    index = ImagesInMemory(map(known, images))
    wanted = changed(centre, 9)
    each = sorted(far for pdq in images if (far := distance(pdq, wanted)) <= THRESHOLD)
    assert [seen.distance for seen in index.find(wanted)] == each
    assert each


def test_a_picture_too_plain_to_compare_is_not_kept() -> None:
    pdq = some_hash()
    assert len(ImagesInMemory([known(pdq, quality=49), known(pdq, quality=50)])) == 1


@pytest.mark.parametrize("written", ["", "f8f8", "g" * 64, "f" * 65, "0x" + "f" * 62, " " * 64])
def test_what_is_no_hash_is_refused_with_the_way_out(written: str) -> None:
    with pytest.raises(NotAnImageHashError, match="64 hexadecimal digits"):
        list(ImagesInMemory([]).find(written))


def hashes(*found: str) -> Sequence[tuple[str, float, Concern | None]]:
    index = ImagesInMemory([known("f" * 64), known("0" * 64, "reference image “tusk”", Concern.UNSAFE)])
    listing = replace(make_listing(), image_hashes=found)
    return [(each.detail, each.weight, each.concern) for each in image_indicators(listing, index)]


def test_the_sentence_says_which_image_it_is_and_how_far() -> None:
    assert hashes("", "f" * 62 + "c0") == [("image 2 is that of case 7, distance 6 of 256", 0.65, Concern.WILDLIFE)]
    assert hashes("f" * 64)[0][1] == 0.70
    assert hashes("0" * 56 + "7fffffff") == [
        ("image 1 is that of reference image “tusk”, distance 31 of 256", 0.47, Concern.UNSAFE)
    ]
    assert hashes("ff" * 30 + "0000", "f" * 64) == [
        ("image 2 is that of case 7, distance 0 of 256", 0.7, Concern.WILDLIFE)
    ]
    assert hashes() == []
    assert hashes("") == []


@pytest.mark.slow
def test_a_hundred_thousand_images_are_searched_in_a_millisecond() -> None:
    images = [some_hash() for _ in range(100_000)]
    started = time.process_time()
    index = ImagesInMemory(map(known, images))
    built = time.process_time() - started
    started = time.process_time()
    for pdq in images[:200]:
        assert next(index.find(changed(pdq, 20))).image.pdq == pdq
    each = (time.process_time() - started) / 200
    print(f"100,000 hashes: built in {built:.1f} s, {1000 * each:.2f} ms a search")
    assert each < 0.005
