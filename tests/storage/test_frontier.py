from dataclasses import replace

import pytest
from sqlalchemy import Engine

from storage.database import write
from storage.frontier import (
    FrontierKind,
    FrontierRequest,
    FrontierState,
    UnclaimedRowError,
    add,
    claim,
    counts,
    next_moment,
    reopen_claimed,
    rows_of_run,
    settle,
)
from storage.runs import StaleFenceError, resume_run
from tests.factories import NOON, hours
from tests.storage.rows import request, start


def test_a_request_comes_back_as_it_was_added(engine: Engine) -> None:
    whole = FrontierRequest(
        url="http://bazaar.example/search?q=ivory&page=2",
        kind=FrontierKind.SEARCH,
        marketplace="bazaar",
        query="ivory",
        rank=7,
        page_number=2,
        needs_browser=True,
        meta={"part": "before", "deep": [1, None]},
    )
    with write(engine) as connection:
        run = start(connection)
        add(connection, run.run_id, [whole])
        (row,) = claim(connection, run.run_id, 1, 10, now=NOON)
    assert replace(row.request, url_key="") == whole
    assert (row.state, row.attempts, row.run_id) == (FrontierState.CLAIMED, 1, run.run_id)


@pytest.mark.parametrize(
    ("url", "is_new"),
    [
        ("http://bazaar.example/item/1?a=1&b=2", False),
        ("http://bazaar.example/item/1?b=2&a=1", False),
        ("http://BAZAAR.example/item/1?a=1&b=2", False),
        ("http://bazaar.example/item/1?a=1&b=2#photos", False),
        ("http://bazaar.example/item/1?a=1&b=3", True),
        ("https://bazaar.example/item/1?a=1&b=2", True),
        ("http://bazaar.example/item/1?a=1&b=2&c=" + "x" * 10_000, True),
    ],
)
def test_an_address_that_is_known_is_not_added_again(engine: Engine, url: str, is_new: bool) -> None:
    known = replace(request(), url="http://bazaar.example/item/1?a=1&b=2")
    with write(engine) as connection:
        run = start(connection)
        assert add(connection, run.run_id, [known]) == 1
        assert add(connection, run.run_id, [replace(known, url=url)]) == is_new


def test_another_run_may_ask_for_the_same_address(engine: Engine) -> None:
    with write(engine) as connection:
        for sweep in ("ivory", "coral"):
            assert add(connection, start(connection, sweep).run_id, [request(), request()]) == 1


def test_a_key_of_its_own_makes_the_same_address_two_rows(engine: Engine) -> None:
    looks = [replace(request(), url_key=key) for key in ("before 1", "after 1", "after 1")]
    with write(engine) as connection:
        assert add(connection, start(connection).run_id, looks) == 2


def test_rows_are_claimed_once_in_order_and_when_their_time_has_come(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        later = replace(request(2), not_before=NOON + hours(1))
        add(connection, run, [request(1), later, request(3), request(4)])
        first = claim(connection, run, 1, 2, now=NOON)
        assert [row.request.url[-1] for row in first] == ["1", "3"]
        assert [row.request.url[-1] for row in claim(connection, run, 1, 9, now=NOON)] == ["4"]
        assert claim(connection, run, 1, 9, now=NOON) == []
        assert next_moment(connection, run) == NOON + hours(1)
        assert [row.request.url[-1] for row in claim(connection, run, 1, 9, now=NOON + hours(1))] == ["2"]
        assert next_moment(connection, run) is None


def test_rows_are_claimed_for_some_marketplaces_only(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request(1), replace(request(2), marketplace="souk")])
        assert [row.request.marketplace for row in claim(connection, run, 1, 9, now=NOON, marketplaces=["souk"])] == [
            "souk"
        ]


def test_rows_end_done_failed_skipped_or_go_back(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request(n) for n in range(5)])
        rows = claim(connection, run, 1, 4, now=NOON)
        settle(connection, rows[0].row_id, 1, FrontierState.DONE)
        settle(connection, rows[1].row_id, 1, FrontierState.FAILED, detail="404")
        settle(connection, rows[2].row_id, 1, FrontierState.SKIPPED, detail="robots.txt")
        later = NOON + hours(1)
        settle(connection, rows[3].row_id, 1, FrontierState.PENDING, detail="503", not_before=later)
        assert counts(connection, run) == {
            FrontierState.PENDING: 2,
            FrontierState.CLAIMED: 0,
            FrontierState.DONE: 1,
            FrontierState.FAILED: 1,
            FrontierState.SKIPPED: 1,
        }
        (again,) = claim(connection, run, 1, 1, now=NOON + hours(2), marketplaces=None)
        assert (again.row_id, again.attempts, again.detail) == (rows[3].row_id, 2, "503")
        skipped = rows_of_run(connection, run, state=FrontierState.SKIPPED)
        assert [(row.row_id, row.detail) for row in skipped] == [(rows[2].row_id, "robots.txt")]


def test_a_row_is_settled_once(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request()])
        (row,) = claim(connection, run, 1, 1, now=NOON)
        settle(connection, row.row_id, 1, FrontierState.DONE)
        with pytest.raises(UnclaimedRowError, match="is done"):
            settle(connection, row.row_id, 1, FrontierState.DONE)


def test_who_resumes_a_run_gets_back_what_the_dead_one_held(engine: Engine) -> None:
    with write(engine) as connection:
        run = start(connection).run_id
        add(connection, run, [request(n) for n in range(3)])
        done, lost = claim(connection, run, 1, 2, now=NOON)
        settle(connection, done.row_id, 1, FrontierState.DONE)
        resume_run(connection, run, NOON)
        assert reopen_claimed(connection, run, 2) == 1
        assert reopen_claimed(connection, run, 2) == 0
        again = claim(connection, run, 2, 9, now=NOON)
        assert again[0].row_id == lost.row_id
        assert reopen_claimed(connection, run, 2) == 0, "its own claims stay its own"
        for act in (
            lambda: settle(connection, lost.row_id, 1, FrontierState.DONE),
            lambda: claim(connection, run, 1, 1, now=NOON),
            lambda: reopen_claimed(connection, run, 1),
        ):
            with pytest.raises(StaleFenceError):
                act()
