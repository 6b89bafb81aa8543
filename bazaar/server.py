"""A bazaar that is open: HTTP and SMTP on the loopback, for as long as the block lasts."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import uvicorn

from bazaar.errors import NotStartedError
from bazaar.mailbox import Mail, Mailbox, listening
from bazaar.market import Bazaar
from bazaar.truth_log import TruthEvent
from bazaar.web.app import make_app
from bazaar.web.control import truth_rows

HOST = "127.0.0.1"
START_TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class OpenBazaar:
    """A running bazaar, held in the same process."""

    bazaar: Bazaar
    mailbox: Mailbox
    base_url: str
    smtp_address: tuple[str, int]

    def now(self) -> datetime:
        """The told time."""
        return self.bazaar.now()

    def advance(self, by: timedelta) -> tuple[TruthEvent, ...]:
        """Let so much told time pass."""
        return self.bazaar.advance(by)

    def truth(self) -> tuple[TruthEvent, ...]:
        """All that has really happened so far."""
        return self.bazaar.truth()

    def listings(self) -> list[dict[str, object]]:
        """Every listing with what it really is, as `GET /_bazaar/listings` gives it."""
        return truth_rows(self.bazaar, self.base_url)

    def mails(self) -> tuple[Mail, ...]:
        """The e-mails that came in."""
        return self.mailbox.mails()


@contextmanager
def running(
    bazaar: Bazaar,
    port: int = 0,
    *,
    smtp_port: int = 0,
    crawl_delay: float = 0.0,
    slow_seconds: float = 0.4,
    log_level: str = "warning",
) -> Iterator[OpenBazaar]:
    """Open the bazaar on the loopback; port 0 takes a free one."""
    mailbox = Mailbox(bazaar)
    app = make_app(bazaar, mailbox, crawl_delay=crawl_delay, slow_seconds=slow_seconds)
    config = uvicorn.Config(app, log_level=log_level, ws="none", lifespan="off", timeout_graceful_shutdown=2)
    with socket.create_server((HOST, port)) as listener, listening(mailbox, smtp_port) as smtp_address:
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        with _served(uvicorn.Server(config), listener):
            yield OpenBazaar(bazaar, mailbox, address, smtp_address)


@contextmanager
def _served(server: uvicorn.Server, listener: socket.socket) -> Iterator[None]:
    thread = threading.Thread(target=server.run, args=([listener],), name="bazaar", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + START_TIMEOUT
        while not server.started:
            if time.monotonic() > deadline or not thread.is_alive():
                raise NotStartedError(START_TIMEOUT)
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
