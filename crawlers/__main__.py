"""The crawler's own process: `python -m crawlers` with a job as one line of JSON on standard input."""

import os
import sys
from threading import Thread

ORPHANED = 70
"""Exit code when the parent is gone."""


def main() -> int:
    """Read the job, watch the parent, crawl."""
    line = sys.stdin.buffer.readline()
    Thread(target=_end_with_parent, daemon=True).start()
    from crawlers.crawl_process import crawl  # imported late, so that the parent is watched from the first moment

    return crawl(line)


def _end_with_parent() -> None:
    """End at once when standard input closes: then the parent is dead. What was not committed never happened."""
    while os.read(0, 1024):
        pass
    os._exit(ORPHANED)


if __name__ == "__main__":
    sys.exit(main())
