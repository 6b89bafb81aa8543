"""What the matching benchmark counts as found, as extra and as within reach."""

import pytest

np = pytest.importorskip("numpy", reason="numpy belongs to the packages of the benchmarks")

from benchmarks.matching_engines.ours import Columns  # noqa: E402 - after the question for numpy
from benchmarks.matching_measures.completeness import reaches  # noqa: E402
from benchmarks.matching_measures.recall import spans_found, terms_found  # noqa: E402
from benchmarks.matching_workload import Listings, Plant  # noqa: E402

TERMS = ["Rolex", "ivory", "rolex"]
PLANT = Plant(row=1, term="Rolex", kind="leet", text="r0lex", start=4, sample="tuning")
LISTINGS = Listings(bare=["a", "the best"], planted=["a", "the r0lex best"], plants={1: PLANT})


def columns(*finds: tuple[int, int, int, int]) -> Columns:
    row, term, start, end = (np.array(column, dtype=np.int64) for column in zip(*finds, strict=True))
    nothing = np.zeros(len(row), dtype=np.int64)
    return Columns(row, term, start, end, nothing, nothing, nothing)


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ((1, 0, 4, 9), 1),  # as planted
        ((1, 2, 4, 9), 1),  # the same term in other case
        ((1, 0, 6, 12), 1),  # overlaps
        ((1, 0, 10, 14), 0),  # elsewhere in the listing
        ((1, 1, 4, 9), 0),  # another term
        ((0, 0, 4, 9), 0),  # another listing
    ],
)
def test_a_plant_is_found_when_its_term_is_reported_on_its_span(find: tuple[int, int, int, int], found: int) -> None:
    recall = spans_found(columns(find), LISTINGS, TERMS)
    assert (recall.found["leet", "tuning"], recall.planted["leet", "tuning"]) == (found, 1)
    assert recall.missed == ([] if found else [PLANT])


def test_without_spans_a_plant_is_found_when_its_term_is_reported_in_its_listing() -> None:
    assert terms_found([set(), {2}], LISTINGS.plants, TERMS).share() == 1
    assert terms_found([{0}, {1}], LISTINGS.plants, TERMS).share() == 0


def test_plants_of_terms_that_the_list_lacks_are_not_counted() -> None:
    assert terms_found([set(), {0}], LISTINGS.plants, ["ivory"]).share() is None


NEAR = {"elefant": {"elephant": 2}, "ivry": {"ivory": 1}, "a": {"b": 1}}


@pytest.mark.parametrize(
    ("window", "wanted", "within"),
    [
        (["elefant"], ["elephant"], False),  # two edits, one allowed under nine letters
        (["elefant", "ivry"], ["elephant", "ivory"], False),  # three edits together
        (["ivry"], ["ivory"], True),
        (["ivry"], ["ivory", "tusk"], False),
        (["a"], ["b"], False),  # a word of one letter takes no edit
    ],
)
def test_words_are_within_reach_of_a_term_by_the_edits_of_its_length(
    window: list[str], wanted: list[str], within: bool
) -> None:
    assert reaches(window, wanted, NEAR) is within
