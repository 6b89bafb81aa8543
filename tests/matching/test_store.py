import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from domain.concern import Concern
from domain.keyword_list import Requirement, Strength, Term, TermKind
from domain.listing import Listing
from matching import Matcher
from matching.store import StoredMatcherError
from tests.factories import make_list, make_listing, make_term

ROOT = Path(__file__).parents[2]
LISTS = (
    make_list(
        make_term("ivory"),
        Term(
            text="Rolex",
            language="und",
            kind=TermKind.BRAND,
            strength=Strength.WEAK,
            requires=Requirement(words=("factory",), kinds=(TermKind.REPLICA_WORDING,), price_below=100, within=4),
            unless=("rolex oyster bay",),
            fuzzy=1,
            spellings=("R0l3x", "Rollie"),
        ),
        make_term("слоновая кость", language="ru"),
        unless=("ivory soap",),
    ),
    make_list(make_term("sibutramine", kind=TermKind.SUBSTANCE), concern=Concern.UNSAFE, list_id="other", version="7"),
)
MATCHER = Matcher(LISTS)
LISTINGS = [
    make_listing(title, "from the factory", price="50")
    for title in (
        "Rоlex with box",
        "Rollie",
        "ivory soap",
        "Carved ivоry",
        "из слоновой кости",
        "s.i.b.u.t.r.a.m.i.n.e",
        "Lamp",
    )
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    MATCHER.save(tmp_path / "stored")
    return tmp_path / "stored"


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.title)
def test_a_stored_or_copied_matcher_says_the_same(path: Path, listing: Listing) -> None:
    expected = MATCHER.assess(listing)
    assert Matcher.open(path, LISTS).assess(listing) == expected
    assert pickle.loads(pickle.dumps(MATCHER)).assess(listing) == expected
    assert pickle.loads(pickle.dumps(Matcher.open(path))).assess(listing) == expected


@pytest.mark.parametrize(
    "lists",
    [
        LISTS[:1],
        LISTS[::-1],
        (make_list(make_term("ivory")), LISTS[1]),
        (LISTS[0], make_list(*LISTS[1].terms, concern=Concern.UNSAFE, list_id="other", version="8")),
    ],
)
def test_one_that_was_made_from_other_lists_is_refused(path: Path, lists: tuple[object, ...]) -> None:
    with pytest.raises(StoredMatcherError, match="other lists"):
        Matcher.open(path, lists)  # type: ignore[arg-type]  # a table of tuples of lists
    with pytest.raises(StoredMatcherError, match="ordinary words"):
        Matcher.open(path, LISTS, ordinary=["rollex"])


@pytest.mark.parametrize("file", ["index", "terms"])
def test_one_that_is_damaged_anywhere_or_missing_is_refused(path: Path, file: str) -> None:
    whole = (path / file).read_bytes()
    for place in (0, len(whole) // 2, len(whole) - 1):
        (path / file).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoredMatcherError, match="Compile its lists again"):
            Matcher.open(path)
    (path / file).write_bytes(whole[:-1])
    with pytest.raises(StoredMatcherError):
        Matcher.open(path)
    (path / file).unlink()
    with pytest.raises(StoredMatcherError):
        Matcher.open(path)


def test_one_is_saved_over_an_older_one(path: Path) -> None:
    Matcher(LISTS[:1]).save(path)
    assert Matcher.open(path, LISTS[:1]).digest != MATCHER.digest
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_the_digest_is_the_same_wherever_it_is_computed() -> None:
    code = "from tests.matching.test_store import MATCHER; print(MATCHER.digest)"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == MATCHER.digest
    assert all(MATCHER.assess(listing).index_digest == MATCHER.digest for listing in LISTINGS)


@pytest.mark.parametrize(
    "other",
    [
        make_list(make_term("ivory"), make_term("tusk")),
        make_list(make_term("ivori")),
        make_list(make_term("ivory", language="und")),
        make_list(make_term("ivory", kind=TermKind.PRODUCT)),
        make_list(make_term("ivory"), version="2"),
        make_list(make_term("ivory"), unless=("soap",)),
        make_list(make_term("ivory"), concern=Concern.UNSAFE),
    ],
)
def test_whatever_may_change_a_result_changes_the_digest(other: object) -> None:
    assert Matcher([other]).digest != Matcher([make_list(make_term("ivory"))]).digest  # type: ignore[list-item]


def test_ordinary_words_change_the_digest() -> None:
    lists = [make_list(make_term("ivory"))]
    assert Matcher(lists, ordinary=["ivori"]).digest != Matcher(lists).digest
