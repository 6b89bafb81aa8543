import pytest

from domain.assessment import Assessment, ConcernScore, Level
from domain.concern import Concern
from marketsweep.catalogue import CatalogueRow
from marketsweep.judging import Judged
from marketsweep.labels import LabelTable, NoLabelsError, Ratio
from tests.factories import make_key, make_listing

WILDLIFE, UNSAFE = Concern.WILDLIFE, Concern.UNSAFE
ALERT, REVIEW = Level.ALERT, Level.REVIEW


def judged(label: str, slice_name: str, **raised: Level) -> Judged:
    scores = tuple(
        ConcernScore(concern=Concern(name), score=0.5, level=level, reasons=()) for name, level in raised.items()
    )
    assessment = Assessment(
        key=make_key(), level=Level.NONE, score=0.5, scores=scores, matches=(), indicators=(), list_versions=()
    )
    return Judged(CatalogueRow(1, make_listing(), label, slice_name), assessment)


SCANNED = [
    judged("wildlife", "ivory", wildlife=ALERT),
    judged("wildlife", "ivory", wildlife=ALERT, unsafe=REVIEW),
    judged("wildlife", "ivory", wildlife=REVIEW),
    judged("wildlife", "ivory"),
    judged("Wildlife", "shark", unsafe=ALERT),
    judged("unsafe", "pills", unsafe=ALERT),
    judged("clean", "colours", wildlife=ALERT),
    judged("clean", "colours", wildlife=REVIEW, unsafe=REVIEW),
    judged("clean", "colours"),
    judged("", "ivory", wildlife=ALERT),
    judged("fake", "ivory", wildlife=ALERT),
]


@pytest.fixture
def table() -> LabelTable:
    table = LabelTable()
    for each in SCANNED:
        table.add(each)
    return table


def test_precision_and_recall_are_those_that_one_counts_by_hand(table: LabelTable) -> None:
    figures = {
        (score.concern.value, score.slice_name, score.threshold): (str(score.precision), str(score.recall))
        for score in table.scores()
    }
    assert figures == {
        ("counterfeit", "", "alert"): ("-", "-"),
        ("counterfeit", "", "alert+review"): ("-", "-"),
        ("unsafe", "", "alert"): ("0.500 (1/2)", "1.000 (1/1)"),
        ("unsafe", "", "alert+review"): ("0.250 (1/4)", "1.000 (1/1)"),
        ("unsafe", "colours", "alert"): ("-", "-"),
        ("unsafe", "colours", "alert+review"): ("0.000 (0/1)", "-"),
        ("unsafe", "ivory", "alert"): ("-", "-"),
        ("unsafe", "ivory", "alert+review"): ("0.000 (0/1)", "-"),
        ("unsafe", "pills", "alert"): ("1.000 (1/1)", "1.000 (1/1)"),
        ("unsafe", "pills", "alert+review"): ("1.000 (1/1)", "1.000 (1/1)"),
        ("unsafe", "shark", "alert"): ("0.000 (0/1)", "-"),
        ("unsafe", "shark", "alert+review"): ("0.000 (0/1)", "-"),
        ("wildlife", "", "alert"): ("0.667 (2/3)", "0.400 (2/5)"),
        ("wildlife", "", "alert+review"): ("0.600 (3/5)", "0.600 (3/5)"),
        ("wildlife", "colours", "alert"): ("0.000 (0/1)", "-"),
        ("wildlife", "colours", "alert+review"): ("0.000 (0/2)", "-"),
        ("wildlife", "ivory", "alert"): ("1.000 (2/2)", "0.500 (2/4)"),
        ("wildlife", "ivory", "alert+review"): ("1.000 (3/3)", "0.750 (3/4)"),
        ("wildlife", "shark", "alert"): ("-", "0.000 (0/1)"),
        ("wildlife", "shark", "alert+review"): ("-", "0.000 (0/1)"),
    }


def test_false_alarms_are_clean_listings_raised_for_anything(table: LabelTable) -> None:
    assert [(each.slice_name, each.threshold, str(each.raised)) for each in table.false_alarms()] == [
        ("", "alert", "0.333 (1/3)"),
        ("", "alert+review", "0.667 (2/3)"),
        ("colours", "alert", "0.333 (1/3)"),
        ("colours", "alert+review", "0.667 (2/3)"),
    ]


def test_rows_without_a_known_label_are_counted_apart(table: LabelTable) -> None:
    assert (table.unlabelled, table.as_json()["labelled"]) == (2, 9)


def test_json_prints_numerators_and_denominators(table: LabelTable) -> None:
    found = table.as_json()
    assert found["scores"][2] == {
        "concern": "unsafe",
        "slice": None,
        "threshold": "alert",
        "precision": {"part": 1, "whole": 2, "value": 0.5},
        "recall": {"part": 1, "whole": 1, "value": 1.0},
    }
    assert Ratio(0, 0).as_json() == {"part": 0, "whole": 0, "value": None}


def test_a_file_without_labels_is_refused_with_the_way_out() -> None:
    with pytest.raises(NoLabelsError, match="--column label=NAME"):
        list(LabelTable().scores())
