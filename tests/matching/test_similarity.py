import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.similarity import similarity, weighted_distance

CLASSES = str.maketrans("оеl03", "oeioe")


def weigh(written: str, term: str, edits: int) -> float:
    return weighted_distance(written, term, classes=(written.translate(CLASSES), term.translate(CLASSES)), edits=edits)


@pytest.mark.parametrize(
    ("written", "term", "edits", "weight"),
    [
        ("rolex", "rolex", 0, 0.0),
        ("rоlеx", "rolex", 0, 0.2),  # Cyrillic о and е
        ("r0lex", "rolex", 0, 0.1),
        ("roiex", "rolex", 0, 0.3),
        ("rolllex", "rolex", 0, 0.1),
        ("iivvory", "ivory", 0, 0.2),
        ("rolem", "rolex", 1, 1.0),
        ("rilex", "rolex", 1, 0.7),  # i beside o
        ("rolec", "rolex", 1, 0.7),  # c beside x
        ("rolez", "rolex", 1, 0.7),
        ("chanek", "chanel", 1, 0.7),
        ("rolx", "rolex", 1, 1.0),
        ("roleex", "rolex", 1, 0.1),
        ("roelx", "rolex", 1, 0.7),
        ("orlex", "rolex", 1, 0.7),
        ("rolxe", "rolex", 1, 0.7),
        ("r*lex", "rolex", 1, 0.5),
        ("r0lx", "rolex", 1, 1.1),
        ("sibutrmain", "sibutramine", 2, 1.7),
        ("мптрешка", "матрешка", 1, 0.7),  # п beside а
        ("матрнушка", "матрешка", 2, 1.7),  # н beside е
    ],
)
def test_edits_weigh_by_how_easily_they_are_made_or_hide(written: str, term: str, edits: int, weight: float) -> None:
    assert weigh(written, term, edits) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("weighted", "letters", "expected"),
    [(0, 5, 1.0), (0.1, 5, 0.98), (1, 5, 0.8), (2, 10, 0.8), (9, 5, 0.0), (1, 0, 0)],
)
def test_each_edit_takes_away_its_share_of_the_letters(weighted: float, letters: int, expected: float) -> None:
    assert similarity(weighted, letters) == expected


@given(st.text("rоolex0*", max_size=9), st.text("rolex", min_size=1, max_size=9), st.integers(0, 2))
def test_a_weight_is_never_below_nothing_nor_above_the_letters(written: str, term: str, edits: int) -> None:
    assert 0 <= weigh(written, term, edits) <= len(written) + len(term)
    assert weigh(term, term, edits) == 0
