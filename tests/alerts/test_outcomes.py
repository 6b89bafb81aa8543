import pytest

from alerts.outcomes import history_of, outcome_of
from domain.recheck import Look, OutcomeState, Recheck
from tests.factories import NOON, hours, make_key

KEY = make_key("1")
NAMES = {
    "L": Look.LIVE,
    "C": Look.CHANGED,
    "G": Look.GONE,
    "S": Look.SOLD_OR_ENDED,
    "B": Look.BLOCKED_FOR_US,
    "?": Look.UNKNOWN,
}


def looks(told: str) -> list[Recheck]:
    """Read `L1 G2 g3`: look and hours after the find; a small g is a gone without a live canary."""
    return [
        Recheck(
            key=KEY,
            round_id=number,
            look=NAMES[each[0].upper()],
            detail="seen",
            canary_live=each[0] != "g",
            checked_at=NOON + hours(float(each[1:])),
        )
        for number, each in enumerate(told.split())
    ]


@pytest.mark.parametrize(
    ("told", "state", "bounds"),
    [
        ("", OutcomeState.UNKNOWN, (0, None, None)),
        ("L1 L6", OutcomeState.LIVE, (6, None, None)),
        ("L1 C6", OutcomeState.CHANGED, (6, None, None)),
        ("L1 G6 G7", OutcomeState.REMOVED, (1, 6, 7)),
        ("G6 G7", OutcomeState.REMOVED, (0, 6, 7)),
        ("L1 G6", OutcomeState.UNKNOWN, (1, None, None)),  # one look proves nothing
        ("L1 G6 G6.5", OutcomeState.UNKNOWN, (1, None, None)),  # too near
        ("L1 G6 G6.5 G7", OutcomeState.REMOVED, (1, 6, 7)),
        ("L1 g6 g7 g8", OutcomeState.UNKNOWN, (1, None, None)),  # the whole site may be ill
        ("L1 g6 G7 G8", OutcomeState.REMOVED, (1, 7, 8)),
        ("L1 G6 g7", OutcomeState.UNKNOWN, (1, None, None)),
        ("L1 G6 L7 G8", OutcomeState.UNKNOWN, (7, None, None)),  # live between
        ("L1 G6 L7 G8 G9", OutcomeState.REMOVED, (7, 8, 9)),
        ("L1 G6 ?7 B8 G9", OutcomeState.REMOVED, (1, 6, 9)),  # walls between say nothing
        ("L1 G6 G7 L8", OutcomeState.LIVE, (8, None, None)),
        ("L1 G6 G7 L8 G9 G10", OutcomeState.REMOVED, (8, 9, 10)),
        ("L1 G6 G7 ?8 B9", OutcomeState.REMOVED, (1, 6, 7)),
        ("L1 S6", OutcomeState.SOLD_OR_ENDED, (1, 6, None)),
        ("L1 S6 S7", OutcomeState.SOLD_OR_ENDED, (1, 6, None)),
        ("L1 S6 G7 G8", OutcomeState.SOLD_OR_ENDED, (1, 6, None)),  # sold, then taken down
        ("L1 S6 L7 G8 G9", OutcomeState.REMOVED, (7, 8, 9)),  # offered again, then removed
        ("L1 G6 S7", OutcomeState.SOLD_OR_ENDED, (1, 7, None)),
        ("L1 G6 G7 S8", OutcomeState.SOLD_OR_ENDED, (1, 8, None)),  # it may have been sold first
        ("L1 B6", OutcomeState.BLOCKED_FOR_US, (1, None, None)),
        ("L1 ?6 ?7 ?8", OutcomeState.UNKNOWN, (1, None, None)),
        ("B1 B2 B3", OutcomeState.BLOCKED_FOR_US, (0, None, None)),
    ],
)
def test_gone_is_not_removed(told: str, state: OutcomeState, bounds: tuple[float, float | None, float | None]) -> None:
    outcome = outcome_of(KEY, looks(told), found_at=NOON)
    expected = [None if each is None else NOON + hours(each) for each in bounds]
    assert outcome.state is state
    assert [outcome.last_live, outcome.first_gone, outcome.confirmed_at] == expected
    assert outcome.detail


def test_two_looks_of_the_same_round_do_not_prove_a_removal() -> None:
    same_round = [
        Recheck(key=KEY, round_id=1, look=Look.GONE, detail="", canary_live=True, checked_at=NOON + hours(at))
        for at in (1, 5)
    ]
    assert outcome_of(KEY, same_round, found_at=NOON).state is OutcomeState.UNKNOWN


def test_the_order_in_which_looks_are_given_does_not_matter() -> None:
    told = looks("L1 G6 ?7 G8")
    assert outcome_of(KEY, told[::-1], found_at=NOON) == outcome_of(KEY, told, found_at=NOON)


def test_looks_at_other_listings_and_before_the_find_are_left_out() -> None:
    other = make_key("2")
    assert outcome_of(other, looks("G1 G3"), found_at=NOON).state is OutcomeState.UNKNOWN
    late = NOON + hours(2)
    assert outcome_of(KEY, looks("G1 G3"), found_at=late).state is OutcomeState.UNKNOWN


def test_every_spell_of_removal_is_kept_with_its_end() -> None:
    first, second = history_of(KEY, looks("L1 G2 G3 L5 G6 G7"), found_at=NOON).removals
    assert (first.first_gone, first.reinstated_at) == (NOON + hours(2), NOON + hours(5))
    assert (second.last_live, second.reinstated_at) == (NOON + hours(5), None)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("L1 G2 G3 L5", "reappeared"),
        ("L1 G2", "not confirmed"),
        ("L1 g2", "no live canary"),
        ("L1 G2 G3 L4 G5 G6", "for the 2. time"),
        ("", "not looked at again"),
    ],
)
def test_an_outcome_says_why(told: str, word: str) -> None:
    assert word in outcome_of(KEY, looks(told), found_at=NOON).detail
