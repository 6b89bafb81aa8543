import subprocess
import sys
from dataclasses import replace

import pytest

from matching.near_duplicates import SAME_OFFER, fingerprint, likeness, similarity
from tests.factories import make_listing

TEXT = (
    "A fine old piece that was bought in Milan and is sold with its box. The clasp works and there are no scratches. "
    "We ship within two working days by registered parcel. Returns are accepted within fourteen days."
)
OTHER_TEXT = (
    "Lovely gift for her or him, sent at once from our shop. Ask for more pictures if you want to see all sides. "
    "Payment by card or on collection, combined postage is possible if you buy more than one thing."
)
WATCH = "Rolaxa Submarina 126610 black steel watch size 40"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WATCH, WATCH, True),
        (WATCH, "watch black steel Rolaxa 126610 size 40 Submarina", True),  # another order
        (WATCH, f"NEW!! {WATCH} with box, free shipping", True),
        (WATCH, "Rolaxa Submarina 126610 black steel watch size 41", True),
        (WATCH, "R\u200bolaxa Submаrinа 126610 black steel watch", True),  # hidden and Cyrillic letters
        (WATCH, "R0l4xa S.u.b.m.a.r.i.n.a 126610 black steel watch", True),
        (WATCH, "RolaxaSubmarina 126610 black steel watch", True),
        (WATCH, "Rolaxxa Submarine 126610 black steel watch", True),
        (WATCH, "Rolaxa Submarina 114060 black steel watch size 40", False),  # another model
        (WATCH, "Rolaxa Datejusta black steel watch size 40", False),  # another line
        ("Nikora Air Max 90 white running shoes", "Nikora Air Max 97 white running shoes", False),
        ("Nikora Air Max 90 white running shoes 42", "Nikora Air Max 90 white running shoes 43", True),
        ("Antique carved bangle with silver clasp 250g", "Antique carved bangle with silver clasp 180 g", True),
        ("Coin 5 marks 1903 silver Prussia", "Coin 5 marks 1907 silver Prussia", False),
        (
            "Старинный браслет из слоновой кости ручной работы",
            "Браслет старинный из слоновой кости, ручной работы",
            True,
        ),
        ("Старинный браслет из слоновой кости ручной работы", "Старинная шкатулка из карельской берёзы", False),
        ("象牙雕刻手镯古董收藏", "象牙雕刻手镯古董收藏 包邮", True),
        ("Garden chair", "Ivory bangle", False),
        ("", "", False),
    ],
)
def test_titles_of_one_offer_are_told_from_those_of_another_product(one: str, other: str, same: bool) -> None:
    left, right = (fingerprint(make_listing(title, TEXT)) for title in (one, other))
    assert likeness(left, right).is_same_offer is same, likeness(left, right)
    assert similarity(left, right) == similarity(right, left)
    assert 0 <= similarity(left, right) <= 1


def test_a_sellers_set_phrases_make_no_two_products_one() -> None:
    left = fingerprint(make_listing("Rolaxa Submarina steel watch", TEXT))
    right = fingerprint(make_listing("Channelle perfume for women", TEXT))
    assert similarity(left, right) < SAME_OFFER / 2


def test_another_description_alone_makes_no_other_offer() -> None:
    left, right = (fingerprint(make_listing(WATCH, text)) for text in (TEXT, OTHER_TEXT))
    assert likeness(left, right).is_same_offer


def test_two_short_titles_alone_tell_nothing() -> None:
    left, right = fingerprint(make_listing("Ivory bangle")), fingerprint(make_listing("Ivory bangle", listing_id="2"))
    assert likeness(left, right).reason == "title 1.00 alike, but too short to tell"
    assert not likeness(left, right).is_same_offer


def test_the_reason_says_what_is_alike_and_what_is_not() -> None:
    base = fingerprint(make_listing(WATCH, TEXT))
    assert likeness(base, base).reason == "title 1.00 alike, description 1.00 alike"
    other = fingerprint(make_listing(WATCH.replace("126610", "114060"), TEXT))
    assert likeness(base, other).reason == "other numbers: 126610 and 114060"


def test_long_descriptions_are_compared_by_a_sample() -> None:
    long = " ".join(f"word{number} and more of it" for number in range(500))
    half = " ".join(f"word{number} and more of it" for number in range(250, 750))
    left, right = fingerprint(make_listing(WATCH, long)), fingerprint(make_listing(WATCH, half))
    assert len(left.description.hashes) == 4 * 128
    assert SAME_OFFER < similarity(left, right) < 0.95


def test_price_and_id_are_no_part_of_a_fingerprint() -> None:
    one, other = make_listing(WATCH, TEXT), make_listing(WATCH, TEXT, listing_id="2", price="1.00")
    assert replace(fingerprint(other), key=one.key) == fingerprint(one)


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    code = (
        "from tests.factories import make_listing; from matching.near_duplicates import fingerprint; "
        f"print(fingerprint(make_listing({WATCH!r}, {TEXT!r})))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "1 " * 500_000, "\ud800", "a\u0301" * 100_000, "象" * 300_000, "\u200b" * 99]
)
def test_hostile_texts_have_fingerprints_too(text: str) -> None:
    found = fingerprint(make_listing(text, text))
    assert similarity(found, found) <= 1
