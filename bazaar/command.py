"""The command line of the bazaar."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bazaar.market import DEFAULT_SIZE, Bazaar
from bazaar.server import OpenBazaar, running
from domain.clock import NaiveTimeError, require_utc

DEFAULT_START = "2026-03-02T08:00:00Z"
"""A Monday morning."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open a bazaar, say on one line of standard output where it is, and keep it open until told to stop."""
    told = _parser().parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    bazaar = Bazaar(told.seed, told.start, told.size, truth_path=told.truth)
    with running(
        bazaar,
        told.port,
        smtp_port=told.smtp_port,
        crawl_delay=told.crawl_delay,
        slow_seconds=told.slow_seconds,
        log_level=told.log_level,
    ) as opened:
        sys.stdout.write(json.dumps(_greeting(opened, told.truth)) + "\n")
        sys.stdout.flush()
        if told.until_stdin_closes:
            threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
        stop.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bazaar", description="A marketplace with known truth.")
    parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same world (default 7)")
    parser.add_argument("--port", type=int, default=0, help="for HTTP; 0 takes a free one (default)")
    parser.add_argument("--smtp-port", type=int, default=0, help="for e-mail; 0 takes a free one (default)")
    parser.add_argument(
        "--start", type=_moment, default=DEFAULT_START, help=f"told time at the start (default {DEFAULT_START})"
    )
    parser.add_argument("--size", type=int, default=DEFAULT_SIZE, help=f"number of listings (default {DEFAULT_SIZE})")
    parser.add_argument("--crawl-delay", type=float, default=0.0, help="seconds, told in robots.txt (default 0)")
    parser.add_argument("--slow-seconds", type=float, default=0.4, help="length of an answer in a slow spell")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="write the truth log to this JSONL file")
    parser.add_argument("--log-level", default="warning", choices=["info", "warning", "error"])
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="end when standard input closes, as a child does"
    )
    return parser


def _moment(text: str) -> datetime:
    try:
        return require_utc(datetime.fromisoformat(text))
    except (ValueError, NaiveTimeError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment like {DEFAULT_START}: {error}") from error


def _greeting(opened: OpenBazaar, truth: Path | None) -> dict[str, object]:
    host, port = opened.smtp_address
    return {
        "base_url": opened.base_url,
        "smtp_host": host,
        "smtp_port": port,
        "truth": str(truth) if truth else None,
        "seed": opened.bazaar.seed,
        "now": opened.now().astimezone(UTC).isoformat(),
    }


def _wait_for_end_of_input(stop: threading.Event) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    stop.set()
