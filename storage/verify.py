"""One check of everything that is kept: whole, unaltered, and each part agreeing with the others."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, text

from domain.event import EventKind
from storage.agreement import check_agreement
from storage.database import read
from storage.event_log import read_events, verify_chain
from storage.evidence import DamagedEvidenceError, EvidenceStore, MissingEvidenceError
from storage.listing_record import content_digest
from storage.listings import OBSERVATION_LINE, observation_lines
from storage.migration import current_revision, newest_revision, schema_differences
from storage.tables import APPEND_ONLY, listings, observations, pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it was written."""

    where: str
    """The part: `event 7`, `observation 12`, `page 3`, `evidence ab/…`, `case 2`, `database`."""
    what: str


TRIGGERS_PER_TABLE = 2
"""That an append-only table has: against UPDATE and DELETE on SQLite, against rows and TRUNCATE on PostgreSQL."""

Anchor = tuple[int, str]
"""Number and hash of an event, kept outside the database."""


def verify(engine: Engine, evidence: EvidenceStore | None = None, *, anchor: Anchor | None = None) -> list[Finding]:
    """Return everything that is damaged, altered, missing or contradictory; empty if all is well.

    A log whose newest events were cut off is only found with an anchor from outside.
    """
    with read(engine) as connection:
        return findings_of(connection, evidence, anchor=anchor)


def findings_of(
    connection: Connection, evidence: EvidenceStore | None = None, *, anchor: Anchor | None = None
) -> list[Finding]:
    """Return what `verify` returns, within a transaction of the caller's."""
    if schema := list(_check_schema(connection)):
        return schema
    findings = [finding for check in _CHECKS for finding in check(connection)]
    broken = [Finding(where=f"event {fault.seq}", what=fault.what) for fault in verify_chain(connection, anchor=anchor)]
    if broken:
        findings += [*broken, Finding(where="event log", what="is broken, so rows were not compared with it")]
    else:
        findings += [finding for check in _CHECKS_AGAINST_EVENTS for finding in check(connection)]
    if evidence is not None:
        findings += _check_evidence(connection, evidence)
    return findings


def _check_schema(connection: Connection) -> Iterator[Finding]:
    found = current_revision(connection)
    if found != newest_revision():
        yield Finding(where="database", what=f"has schema {found}, this version needs {newest_revision()}")
        return
    for difference in schema_differences(connection):
        yield Finding(where="database", what=f"differs from its schema: {difference}")


def _check_database(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    for (answer,) in connection.execute(text("PRAGMA integrity_check")):
        if answer != "ok":
            yield Finding(where="database", what=f"is damaged: {answer}")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(where=f"{row[0]} row {row[1]}", what=f"names a row of {row[2]} that is not there")


def _check_triggers(connection: Connection) -> Iterator[Finding]:
    catalogue = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.dialect.name == "postgresql":
        catalogue = (
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
    held = Counter(connection.scalars(text(catalogue)))
    for table in APPEND_ONLY:
        if held[table] < TRIGGERS_PER_TABLE:
            what = "no longer refuses changes: a trigger was dropped or switched off"
            yield Finding(where=f"table {table}", what=what)


def _check_observations(connection: Connection) -> Iterator[Finding]:
    covered = 0
    for event in read_events(connection, kinds=[EventKind.OBSERVATIONS_APPENDED]):
        body = event.body
        columns = observations.c
        query = select(*OBSERVATION_LINE).where(
            columns.run_id == body["run_id"],
            columns.observation_id.between(body["first_observation"], body["last_observation"]),
        )
        rows = connection.execute(query.order_by(columns.observation_id)).all()
        covered += len(rows)
        where = f"observations {body['first_observation']} to {body['last_observation']}"
        if len(rows) != body["count"]:
            yield Finding(where=where, what=f"are {len(rows)}, event {event.seq} says {body['count']}")
        elif observation_lines(rows) != body["digest"]:
            yield Finding(where=where, what=f"are altered: they do not give the digest of event {event.seq}")
    kept = connection.scalar(select(func.count()).select_from(observations)) or 0
    if kept != covered:
        yield Finding(where="observations", what=f"are {kept}, the events account for {covered}")


def _check_contents(connection: Connection) -> Iterator[Finding]:
    columns = observations.c
    query = select(columns.observation_id, columns.content, columns.content_digest, columns.seller_id)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        seller = row.content.get("seller") or {"seller_id": ""}
        if content_digest(row.content) != row.content_digest or seller["seller_id"] != row.seller_id:
            yield Finding(
                where=f"observation {row.observation_id}", what="is altered: its content does not give its digest"
            )


def _check_listings(connection: Connection) -> Iterator[Finding]:
    seen = observations.c
    ends = (
        select(
            seen.marketplace,
            seen.listing_id,
            func.min(seen.observation_id).label("first"),
            func.max(seen.observation_id).label("latest"),
        )
        .group_by(seen.marketplace, seen.listing_id)
        .subquery()
    )
    oldest = observations.alias()
    same = (ends.c.marketplace == listings.c.marketplace) & (ends.c.listing_id == listings.c.listing_id)
    wrong = (
        listings.c.latest_observation.is_(None)
        | (listings.c.latest_observation != ends.c.latest)
        | (listings.c.first_seen != oldest.c.seen_at)
    )
    query = (
        select(ends.c.marketplace, ends.c.listing_id)
        .join(oldest, oldest.c.observation_id == ends.c.first)
        .outerjoin(listings, same)
        .where(wrong)
    )
    for row in connection.execute(query):
        where = f"listing {row.marketplace}/{row.listing_id}"
        yield Finding(where=where, what="does not point to its first and latest observation")


def _check_evidence(connection: Connection, store: EvidenceStore) -> Iterator[Finding]:
    kept: dict[str, int | None] = {}
    query = select(pages.c.page_id, pages.c.body_sha256, pages.c.size).where(pages.c.body_sha256.is_not(None))
    for row in connection.execute(query):
        if row.body_sha256 not in kept:
            kept[row.body_sha256] = _size(store, row.body_sha256)
        size = kept[row.body_sha256]
        if size is None:
            what = f"its evidence {row.body_sha256} is missing or damaged"
            yield Finding(where=f"page {row.page_id}", what=what)
        elif size != row.size:
            yield Finding(where=f"page {row.page_id}", what=f"has {size} bytes of evidence, not {row.size}")
    for fault in store.check():
        yield Finding(where=f"evidence {fault.path}", what=fault.what)


def _size(store: EvidenceStore, sha256: str) -> int | None:
    try:
        return len(store.read(sha256))
    except (MissingEvidenceError, DamagedEvidenceError):
        return None


def _check_rows(connection: Connection) -> Iterator[Finding]:
    for where, what in check_agreement(connection):
        yield Finding(where=where, what=what)


_CHECKS: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
    _check_database,
    _check_triggers,
    _check_contents,
    _check_listings,
)

_CHECKS_AGAINST_EVENTS: tuple[Callable[[Connection], Iterator[Finding]], ...] = (_check_observations, _check_rows)
