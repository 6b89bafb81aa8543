"""What the program says to other programs when it ends."""

from domain.errors import MarketsweepError
from marketsweep.errors import IncompleteError, MissingPartError

DONE = 0
FOUND = 1
USAGE = 2
INCOMPLETE = 3
MISSING = 4

EPILOG = (
    "Exit codes: 0 done · 1 done, and what was asked for was found (faults, or suspects with --fail-on) · "
    "2 wrong usage or input · 3 incomplete or not to be trusted: resume or look · "
    "4 something is missing on this machine (setting, database, browser)."
)


def of(error: MarketsweepError) -> int:
    """Return the exit code of an error."""
    from crawlers.crawl import CrawlFailedError, CrawlTakenOverError
    from storage.database import DatabaseBusyError, DatabaseRefusedError
    from storage.locks import HeldElsewhereError
    from storage.migration import SchemaError
    from storage.runs import StaleFenceError

    if isinstance(error, MissingPartError | DatabaseRefusedError | SchemaError):
        return MISSING
    incomplete = (
        *(IncompleteError, CrawlFailedError, CrawlTakenOverError),
        *(DatabaseBusyError, StaleFenceError, HeldElsewhereError),
    )
    return INCOMPLETE if isinstance(error, incomplete) else USAGE
