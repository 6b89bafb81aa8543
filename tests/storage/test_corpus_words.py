import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from domain.event import EventKind
from domain.listing import Listing
from storage.corpus_words import first_observations, forget_corpus, load_corpus, save_corpus
from storage.database import read, write
from storage.event_log import read_events
from storage.listings import append_observations
from storage.tables import corpus_words
from tests.factories import NOON, hours, make_listing
from tests.storage.rows import start


def see(engine: Engine, *listings: Listing, sweep: str = "ivory") -> None:
    with write(engine) as connection:
        append_observations(connection, start(connection, sweep).run_id, listings)


def first_titles(engine: Engine, after: int = 0) -> list[str]:
    with read(engine) as connection:
        return [listing.title for _, listing in first_observations(connection, after_id=after)]


def test_each_listing_is_learnt_once_as_it_was_first_seen(engine: Engine) -> None:
    see(engine, make_listing("one", listing_id="1"), make_listing("two", listing_id="2"))
    see(engine, make_listing("two, changed", listing_id="2"), make_listing("three", listing_id="3"), sweep="again")
    see(engine, make_listing("elsewhere", listing_id="1", marketplace="other"), sweep="elsewhere")
    assert first_titles(engine) == ["one", "two", "three", "elsewhere"]
    assert first_titles(engine, after=2) == ["three", "elsewhere"]
    with read(engine) as connection:
        ((through, _),) = first_observations(connection, after_id=0, limit=1)
    assert first_titles(engine, after=through) == ["two", "three", "elsewhere"]


def test_what_was_learnt_is_kept_with_an_event(engine: Engine) -> None:
    with write(engine) as connection:
        assert load_corpus(connection) is None
        assert save_corpus(connection, b"\x00counts", learnt_after=0, through=7, listings=5, at=NOON)
        assert save_corpus(connection, b"more", learnt_after=7, through=9, listings=6, at=NOON + hours(1))
    with read(engine) as connection:
        kept = load_corpus(connection)
        assert kept is not None
        assert (kept.content, kept.through_observation, kept.listings) == (b"more", 9, 6)
        bodies = [event.body for event in read_events(connection, kinds=[EventKind.WORDS_LEARNT])]
    assert [body["through_observation"] for body in bodies] == [7, 9]
    assert bodies[-1]["digest"] == kept.digest


def test_of_two_that_learn_at_once_one_is_kept(engine: Engine) -> None:
    with write(engine) as connection:
        assert save_corpus(connection, b"first", learnt_after=0, through=7, listings=5, at=NOON)
        assert not save_corpus(connection, b"second", learnt_after=0, through=7, listings=5, at=NOON)
        kept = load_corpus(connection)
        assert kept is not None
        assert kept.content == b"first"
        assert len(list(read_events(connection, kinds=[EventKind.WORDS_LEARNT]))) == 1


def test_what_was_learnt_can_be_forgotten(engine: Engine) -> None:
    with write(engine) as connection:
        save_corpus(connection, b"first", learnt_after=0, through=7, listings=5, at=NOON)
        forget_corpus(connection)
        assert load_corpus(connection) is None
        assert save_corpus(connection, b"anew", learnt_after=0, through=7, listings=5, at=NOON)


def test_there_is_one_corpus(engine: Engine) -> None:
    row = {"through_observation": 1, "listings": 1, "content": b"", "digest": "", "learnt_at": NOON}
    with pytest.raises(IntegrityError), write(engine) as connection:
        connection.execute(corpus_words.insert(), {"corpus_id": 2, **row})
