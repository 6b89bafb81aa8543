"""What the shipped lists say of a corpus of adverts and traps as people write them; all of them made up.

Rows are halved by a hash of their title: rules and lists may be tuned on one half, the other is only counted.
"""

import pytest

from benchmarks.judges import levels
from benchmarks.judging import wilson
from benchmarks.labelled import Row, read_rows
from domain.assessment import Level
from domain.concern import Concern
from keyword_lists import shipped_lists
from matching import Matcher
from tests.matching import CORPUS

MATCHER = Matcher(shipped_lists())
LEAST_PRECISION = {"tuned": 0.98, "held-out": 0.95}
LEAST_RECALL = {
    (Concern.COUNTERFEIT, "tuned"): 0.93,
    (Concern.COUNTERFEIT, "held-out"): 0.86,
    (Concern.UNSAFE, "tuned"): 0.93,
    (Concern.UNSAFE, "held-out"): 0.92,
    (Concern.WILDLIFE, "tuned"): 0.86,
    (Concern.WILDLIFE, "held-out"): 0.81,
}


def alerted(rows: list[Row], concern: Concern) -> list[Row]:
    return [row for row in rows if levels(MATCHER.assess(row.listing)).get(concern) is Level.ALERT]


@pytest.mark.parametrize("half", ["tuned", "held-out"])
@pytest.mark.parametrize("concern", Concern)
def test_alerts_are_right_and_few_are_missing(concern: Concern, half: str) -> None:
    rows = [row for row in read_rows(CORPUS / f"{concern}.tsv") if row.half == half]
    raised = alerted(rows, concern)
    right = sum(row.label == concern for row in raised)
    assert right / len(raised) >= LEAST_PRECISION[half], [row.listing.title for row in raised if row.label != concern]
    assert right / sum(row.label == concern for row in rows) >= LEAST_RECALL[concern, half]


@pytest.mark.parametrize("concern", Concern)
def test_the_corpus_is_large_and_in_many_languages(concern: Concern) -> None:
    rows = list(read_rows(CORPUS / f"{concern}.tsv"))
    assert len(rows) >= 300
    assert len({row.listing.language for row in rows}) > 10
    assert {row.label for row in rows} == {concern, "clean"}


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_are_those_of_the_literature(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)
