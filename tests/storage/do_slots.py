"""A process that does every due slot that nobody else does, and prints the number of each."""

import sys
from datetime import timedelta

from storage.database import open_database, write
from storage.slots import claim_slot, finish
from tests.factories import NOON, hours


def main(url: str, holder: str) -> None:
    engine = open_database(url)
    for number in range(40):
        with write(engine) as connection:
            slot = claim_slot(
                connection, "sweep/ivory", NOON + hours(number), holder=holder, now=NOON, lease=timedelta(hours=1)
            )
        if slot is None:
            continue
        print(number, flush=True)
        with write(engine) as connection:
            finish(connection, slot, at=NOON)
    engine.dispose()


main(*sys.argv[1:])
