"""Bounded retries that wait: growing pauses, and Retry-After, which Scrapy does not read."""

import asyncio
from email.utils import parsedate_to_datetime
from time import monotonic

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from crawlers.fetch_errors import AskedToWaitError

FIRST_PAUSE = 1.0
"""Seconds before the first retry; each further one waits twice as long."""
DEFAULT_PAUSE = 30.0
"""Seconds that a Retry-After which nobody can read is taken to mean."""


def retry_after(response: Response) -> float | None:
    """Return the seconds that a response asks us to wait, or None if it does not say."""
    text = _header(response, "Retry-After")
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
        asked_at = parsedate_to_datetime(_header(response, "Date"))
        return max(0.0, (until - asked_at).total_seconds())
    except (TypeError, ValueError):
        return DEFAULT_PAUSE


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


class PatienceMiddleware(RetryMiddleware):
    """Scrapy's own retries, with a pause for the whole host before each."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._longest = settings.getfloat("RETRY_AFTER_LONGEST", 120.0)
        self._not_before: dict[str, float] = {}

    async def process_request(self, request: Request) -> None:
        """Wait until the host's pause is over."""
        host = urlparse_cached(request).hostname or ""
        while (left := self._not_before.get(host, 0.0) - monotonic()) > 0:
            await asyncio.sleep(left)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # no deprecated spider
        """Retry an answer that asks for it, or give up at once if it asks for more than we can wait."""
        if response.status in self.retry_http_codes:
            asked = retry_after(response)
            if asked is not None and asked > self._longest:
                raise AskedToWaitError(f"HTTP {response.status}, Retry-After {asked:.0f} s")
            self._pause(request, asked)
        return super().process_response(request, response)

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override] # no deprecated spider
        """Retry a failed connection after a pause."""
        again = super().process_exception(request, exception)
        if again is not None:
            self._pause(request, None)
        return again

    def _pause(self, request: Request, asked: float | None) -> None:
        tries: int = request.meta.get("retry_times", 0)
        pause = max(asked or 0.0, FIRST_PAUSE * 2**tries)
        host = urlparse_cached(request).hostname or ""
        self._not_before[host] = max(self._not_before.get(host, 0.0), monotonic() + pause)
