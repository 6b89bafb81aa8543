"""The words learnt from listings, and up to which observation they were: each listing counts once, by its first one."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, select

from domain.event import EventKind, NewEvent
from domain.listing import Listing
from storage.event_log import append
from storage.listing_record import listing_of
from storage.tables import corpus_words, observations


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntCorpus:
    """What was learnt, as bytes that the matching room reads."""

    through_observation: int
    """Listings that were first seen in a later observation are not in it yet."""
    listings: int
    content: bytes
    digest: str
    """SHA-256 of the content, hexadecimal."""
    learnt_at: datetime


def load_corpus(connection: Connection) -> LearntCorpus | None:
    """Return what was learnt, or None if nothing was."""
    row = connection.execute(select(corpus_words)).first()
    if row is None:
        return None
    return LearntCorpus(
        through_observation=row.through_observation,
        listings=row.listings,
        content=row.content,
        digest=row.digest,
        learnt_at=row.learnt_at,
    )


def first_observations(connection: Connection, *, after_id: int, limit: int = 1000) -> list[tuple[int, Listing]]:
    """Return the next listings that were never seen before, each as it was first seen, with the observations' ids."""
    earlier = observations.alias("earlier")
    seen_before = exists().where(
        earlier.c.marketplace == observations.c.marketplace,
        earlier.c.listing_id == observations.c.listing_id,
        earlier.c.observation_id < observations.c.observation_id,
    )
    query = (
        select(observations.c.observation_id, observations.c.content, observations.c.seen_at)
        .where(observations.c.observation_id > after_id, ~seen_before)
        .order_by(observations.c.observation_id)
        .limit(limit)
    )
    return [(row.observation_id, listing_of(row.content, row.seen_at)) for row in connection.execute(query)]


def save_corpus(
    connection: Connection, content: bytes, *, learnt_after: int, through: int, listings: int, at: datetime
) -> bool:
    """Keep what was learnt from the observations after one up to another; False if another process learnt meanwhile.

    `listings` are those learnt in all. Nothing is kept when it returns False, and nothing was lost: the other process
    learnt them.
    """
    kept = load_corpus(connection)
    if (kept.through_observation if kept else 0) != learnt_after:
        return False
    row = {
        "through_observation": through,
        "listings": listings,
        "content": content,
        "digest": hashlib.sha256(content).hexdigest(),
        "learnt_at": at,
    }
    if kept is None:
        connection.execute(corpus_words.insert(), {"corpus_id": 1, **row})
    else:
        connection.execute(corpus_words.update(), row)
    body = {name: row[name] for name in ("through_observation", "listings", "digest")}
    append(connection, NewEvent(at=at, kind=EventKind.WORDS_LEARNT, subject="corpus", body=body))
    return True


def forget_corpus(connection: Connection) -> None:
    """Forget what was learnt, so that it is learnt anew from the observations that are kept."""
    connection.execute(corpus_words.delete())
