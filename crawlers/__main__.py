"""The crawler's own process: `python -m crawlers` with jobs on standard input, each as one line of JSON."""

import os
import sys
from queue import Queue
from threading import Event, Thread

ORPHANED = 70
"""Exit code when the parent is gone in the middle of a job."""


def main() -> int:
    """Read jobs as they come, watch the parent, crawl."""
    jobs: Queue[bytes] = Queue()
    busy = Event()
    Thread(target=_listen, args=(jobs, busy), daemon=True).start()
    first = jobs.get()
    from crawlers.crawl_process import (
        work_through,
    )  # imported late, so that the parent is watched from the first moment

    return work_through(first, jobs, busy)


def _listen(jobs: Queue[bytes], busy: Event) -> None:
    """Pass jobs on, and end at once when standard input closes: then there is nothing more to do for anybody.

    In the middle of a job the parent is dead; what was not committed never happened.
    """
    rest = b""
    while heard := os.read(0, 65536):  # not sys.stdin: its lock would be held when the interpreter ends
        *lines, rest = (rest + heard).split(b"\n")
        for line in lines:
            busy.set()
            jobs.put(line)
    os._exit(ORPHANED if busy.is_set() else 0)


if __name__ == "__main__":
    sys.exit(main())
