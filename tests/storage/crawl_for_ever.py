"""A process that completes the pages of a run, one line of output for each, until none is left or it is killed."""

import sys
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from storage.database import open_database, write
from storage.evidence import EvidenceStore
from storage.frontier import FrontierRow, claim
from storage.pages import complete_page
from tests.factories import NOON, make_listing
from tests.storage.rows import fetched


def main(url: str, evidence: str, run_id: str, fence: str) -> None:
    engine = open_database(url)
    store = EvidenceStore(Path(evidence))
    while True:
        with write(engine) as connection:
            rows = claim(connection, int(run_id), int(fence), 2, now=NOON)
        if not rows:
            break
        for row in rows:
            see(engine, store, row, int(fence))
            print(row.row_id, flush=True)
    engine.dispose()


def see(engine: Engine, store: EvidenceStore, row: FrontierRow, fence: int) -> None:
    number = row.request.url.rpartition("/")[2]
    kept = store.put(
        f"<html>{number}</html>".encode(), url=row.request.url, status=200, fetched_at=NOON, fetched_by="test"
    )
    page = replace(fetched(int(number), body_sha256=kept.sha256), size=kept.size)
    listings = [make_listing(listing_id=name) for name in (*(f"{number}-{n}" for n in range(3)), "everywhere")]
    with write(engine) as connection:
        complete_page(connection, row.row_id, fence, page, listings=listings)


main(*sys.argv[1:])
