"""The bazaar as a neighbour: a process of its own, known over HTTP, by mail and through its truth log."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from marketsweep.errors import IncompleteError

TIMEOUT = 20.0
"""Seconds that an answer of the bazaar may take."""


class BazaarEndedError(IncompleteError):
    """The bazaar did not start, or ended in the middle."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"The bazaar did not start on port {port or 'any'}. If another program holds that port, remove the demo's "
            "folder and run the demo again."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A running bazaar, as anybody outside knows it."""

    base_url: str
    smtp_host: str
    smtp_port: int

    @property
    def port(self) -> int:
        """Where it listens for HTTP."""
        return int(self.base_url.rpartition(":")[2])

    def now(self) -> datetime:
        """Return its told time."""
        return datetime.fromisoformat(json.loads(self._ask("GET", "/_bazaar/clock"))["now"])

    def advance(self, by: timedelta) -> datetime:
        """Let so much told time pass, and return the moment that it then is."""
        told = json.loads(self._ask("POST", "/_bazaar/clock", {"advance_seconds": by.total_seconds()}))
        return datetime.fromisoformat(told["now"])

    def listings(self) -> list[dict[str, Any]]:
        """Return every listing with what it really is."""
        rows: list[dict[str, Any]] = json.loads(self._ask("GET", "/_bazaar/listings"))
        return rows

    def truth(self) -> list[dict[str, Any]]:
        """Return all that really happened so far."""
        return [json.loads(line) for line in self._ask("GET", "/_bazaar/truth").splitlines()]

    def decisions(self, notice_id: str) -> list[dict[str, Any]]:
        """Return what the marketplace says that it decided about a notice, the first first."""
        decided: list[dict[str, Any]] = json.loads(self._ask("GET", f"/api/v1/notices/{notice_id}"))["decisions"]
        return decided

    def _ask(self, method: str, path: str, body: object = None) -> bytes:
        with closing(HTTPConnection(self.base_url.rpartition("/")[2], timeout=TIMEOUT)) as connection:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            return connection.getresponse().read()


@contextmanager
def bazaar_next_door(*, seed: int, port: int, truth: Path) -> Iterator[Neighbour]:
    """Open a bazaar for as long as the block lasts; it ends with this process too, however that ends."""
    command = [sys.executable, "-m", "bazaar", "--seed", str(seed), "--port", str(port), "--truth", str(truth)]
    with subprocess.Popen(
        [*command, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            greeting = process.stdout.readline() if process.stdout else ""
            if not greeting:
                raise BazaarEndedError(port)
            told = json.loads(greeting)
            yield Neighbour(base_url=told["base_url"], smtp_host=told["smtp_host"], smtp_port=told["smtp_port"])
        finally:
            process.terminate()
