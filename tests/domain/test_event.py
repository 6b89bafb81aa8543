from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from domain.clock import NaiveTimeError
from domain.event import GENESIS, EventKind, NewEvent, chain
from tests.factories import NOON

EVENT = NewEvent(at=NOON, kind=EventKind.ALERT_RAISED, subject="bazaar/1", body={"score": 0.5})


def test_the_hash_covers_every_part_of_an_event() -> None:
    whole = chain(EVENT, seq=1, previous=GENESIS)
    others = [
        chain(EVENT, seq=2, previous=GENESIS),
        chain(EVENT, seq=1, previous="1" * 64),
        chain(replace(EVENT, subject="bazaar/2"), seq=1, previous=GENESIS),
        chain(replace(EVENT, body={"score": 0.6}), seq=1, previous=GENESIS),
        chain(replace(EVENT, kind=EventKind.RECHECKED), seq=1, previous=GENESIS),
        chain(replace(EVENT, at=NOON + timedelta(microseconds=1)), seq=1, previous=GENESIS),
    ]
    assert len({event.hash for event in [whole, *others]}) == len(others) + 1


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=2)))
    assert chain(replace(EVENT, at=elsewhere), seq=1, previous=GENESIS) == chain(EVENT, seq=1, previous=GENESIS)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTimeError, match="no time zone"):
        chain(replace(EVENT, at=datetime(2026, 1, 1)), seq=1, previous=GENESIS)  # noqa: DTZ001
