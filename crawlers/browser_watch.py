"""Watches the browser's processes from outside: a hostile page hangs Playwright past every time-out of its own."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

BROWSER_MARK = b"--remote-debugging-pipe"
"""Stands in the command line of the browser's first process, which Playwright starts."""
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def browser_processes() -> tuple[int, ...]:
    """Return the ids of our browser's processes: the marked descendants of this process, and theirs."""
    children = _children()
    ours = tuple(_descendants(os.getpid(), children))
    roots = [pid for pid in ours if BROWSER_MARK in _command_line(pid)]
    return tuple(dict.fromkeys(pid for root in roots for pid in (root, *_descendants(root, children))))


def resident_bytes(pids: tuple[int, ...]) -> int:
    """Return the memory that processes hold together; pages that they share count for each."""
    total = 0
    for pid in pids:
        with suppress(OSError, IndexError, ValueError):
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return total


def kill_browser() -> int:
    """Kill every process of our browser at once, and return how many there were."""
    pids = browser_processes()
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pids)


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                # The command in brackets may hold anything, so the fields are counted from the last bracket.
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    return children


def _descendants(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    for child in children.get(pid, []):
        yield child
        yield from _descendants(child, children)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
