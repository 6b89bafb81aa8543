"""A model site that tells the truth to us only: what it shows, through outages and walls, must never be misread."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.looks import judge_look
from alerts.outcomes import history_of, outcome_of
from domain.page_kind import PageKind as Kind
from domain.recheck import Look, OutcomeState, Recheck
from tests.factories import NOON, hours, make_key, make_listing

KEY = make_key("1")
LISTING = make_listing("Carved ivory bangle", listing_id="1")

# What a site that is not well, or does not want us, answers for every address: kind, status, sent elsewhere.
ILLNESSES = (
    (Kind.ERROR, 500, False),
    (Kind.MAINTENANCE, 503, False),
    (Kind.MAINTENANCE, 200, False),
    (Kind.BLOCK, 200, False),
    (Kind.BLOCK, 403, False),
    (Kind.LOGIN, 200, True),
    (Kind.HOME, 200, True),
    (Kind.ERROR, 404, False),  # 404 for all: only the canary tells
    (Kind.ITEM_REMOVED, 200, False),  # "not available" for all: only the canary tells
    (Kind.UNKNOWN, 200, False),
    (Kind.UNKNOWN, None, False),
)
HEALTHY = {
    "live": (Kind.ITEM, 200, False),
    "removed": (Kind.ITEM_REMOVED, 404, False),
    "sold": (Kind.ITEM_SOLD, 200, False),
    "abroad": (Kind.ITEM_UNAVAILABLE_HERE, 451, False),
}
Answer = tuple[Kind, int | None, bool]
Truth = Sequence[tuple[float, str]]
Rounds = Sequence[tuple[float, Answer | None]]

lives = st.lists(st.tuples(st.floats(0.1, 400), st.sampled_from(["live", "removed", "sold", "abroad"])), max_size=5)
rounds = st.lists(
    st.tuples(st.floats(0.01, 60), st.sampled_from([None, None, None, *ILLNESSES])), min_size=1, max_size=25
)


def truth_at(truth: Truth, at: float) -> str:
    return [state for since, state in [(0.0, "live"), *truth] if since <= at][-1]


def watch(truth: Truth, told: Rounds) -> list[Recheck]:
    """Look once per round; the canary is live exactly when the site is well."""
    seen, at = [], 0.0
    for number, (gap, illness) in enumerate(told):
        at += gap
        kind, status, away = illness or HEALTHY[truth_at(truth, at)]
        now = LISTING if kind is Kind.ITEM else None
        judged = judge_look(kind=kind, status=status, redirected_away=away, then=LISTING, now=now)
        seen.append(
            Recheck(
                key=KEY,
                round_id=number,
                look=judged.look,
                detail=judged.detail,
                canary_live=illness is None,
                checked_at=NOON + hours(at),
            )
        )
    return seen


def true_removals(truth: Truth) -> list[datetime]:
    states = [(0.0, "live"), *truth]
    return [
        NOON + hours(since)
        for (_, before), (since, state) in pairwise(states)
        if state == "removed" and before != "removed"
    ]


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives.map(sorted), rounds)
def test_no_history_of_outages_and_walls_makes_a_false_removal(truth: Truth, told: Rounds) -> None:
    seen = watch(truth, told)
    for removal in history_of(KEY, seen, found_at=NOON).removals:
        assert any(removal.last_live < moment <= removal.first_gone for moment in true_removals(truth)), removal
        assert removal.first_gone < removal.confirmed_at


@settings(max_examples=500, deadline=None)
@given(st.floats(0.5, 200), rounds)
def test_a_listing_that_is_only_sold_is_never_removed(at: float, told: Rounds) -> None:
    seen = watch([(at, "sold")], told)
    assert history_of(KEY, seen, found_at=NOON).removals == ()


@settings(max_examples=700, deadline=None)
@given(st.floats(0.5, 200), rounds, st.floats(1, 48))
def test_every_removal_followed_by_two_healthy_looks_is_recognised_with_the_truth_between_its_bounds(
    at: float, told: Rounds, gap: float
) -> None:
    watched = sum(each for each, _ in told)
    healthy: Rounds = [(max(at - watched, 0) + 1, None), (gap, None)]
    seen = watch([(at, "removed")], [*told, *healthy])
    outcome = outcome_of(KEY, seen, found_at=NOON)
    assert outcome.state is OutcomeState.REMOVED
    assert outcome.last_live is not None
    assert outcome.first_gone is not None
    assert outcome.last_live < NOON + hours(at) <= outcome.first_gone


@settings(max_examples=300, deadline=None)
@given(lives.map(sorted), rounds)
def test_taking_the_canaries_away_takes_every_removal_away(truth: Truth, told: Rounds) -> None:
    blind = [replace(look, canary_live=False) for look in watch(truth, told)]
    assert history_of(KEY, blind, found_at=NOON).removals == ()
    assert outcome_of(KEY, blind, found_at=NOON).state is not OutcomeState.REMOVED


def test_the_model_site_can_be_misread() -> None:
    """A judge that believed every 404 would be caught by the model: the tests above can fail."""
    seen = watch([], [(1, ILLNESSES[7]), (2, ILLNESSES[7])])
    believed = [replace(look, canary_live=True) for look in seen]
    assert [look.look for look in seen] == [Look.GONE, Look.GONE]
    assert history_of(KEY, seen, found_at=NOON).removals == ()
    assert len(history_of(KEY, believed, found_at=NOON).removals) == 1
