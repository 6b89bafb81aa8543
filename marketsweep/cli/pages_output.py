"""How the reading of saved pages is told."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from marketsweep.atomic_file import atomic_file
from marketsweep.cli.output import print_table, say
from marketsweep.page_files import PageSummary

UNREADABLE_SHOWN = 20


@contextmanager
def lines_to(out: Path | None, *, to_stdout: bool) -> Iterator[Callable[[bytes], object]]:
    """Give what writes lines: to a file where one is named, else to stdout, else nowhere."""
    if out is not None:
        with atomic_file(out) as file:
            yield file.write
    elif to_stdout:
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
    else:
        yield len


def print_pages(summaries: Sequence[PageSummary]) -> None:
    """Print one line per page."""
    print_table(
        "Pages",
        ("page", "kind", "offers", "title", "price"),
        [(each.page_id, each.kind, each.offers, each.title[:80], each.price) for each in summaries],
    )


def say_unreadable(summaries: Sequence[PageSummary], out: Path | None) -> None:
    """Say on stderr how many pages of each kind there are, and which could not be read."""
    kinds = Counter(each.kind for each in summaries)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))
    say(f"{len(summaries):,} pages: {counts}." + (f" Written to {out}" if out else ""))
    unreadable = [each for each in summaries if each.fault]
    for each in unreadable[:UNREADABLE_SHOWN]:
        say(f"  {each.page_id}: {each.fault}")
    if len(unreadable) > UNREADABLE_SHOWN:
        say(f"  … and {len(unreadable) - UNREADABLE_SHOWN:,} more that could not be read")
