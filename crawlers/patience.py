"""Bounded retries that wait: growing pauses, and Retry-After, which Scrapy does not read."""

import asyncio
from collections import Counter
from email.utils import parsedate_to_datetime
from time import monotonic

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.response import response_status_message

from crawlers.fetch_errors import AskedToWaitError

RETRY_PAUSE = "retry_pause"
"""The request's meta key for the seconds before its first retry; each further one waits twice as long."""
FIRST_PAUSE = 1.0
"""Those seconds where nobody says, as for robots.txt."""
BAD_DAY = 3
"""Pages in a row that a host fails for good before no more of its pages are retried."""
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
    """Scrapy's own retries, with a pause for the whole host before each, and an end to them on a bad day.

    A host that asks for more time than we can wait is left alone after that answer. One that fails page after page
    is asked once for each further page, until it answers again.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._longest = settings.getfloat("RETRY_AFTER_LONGEST", 120.0)
        self._not_before: dict[str, float] = {}
        self._given_up: Counter[str] = Counter()

    async def process_request(self, request: Request) -> None:
        """Wait until the host's pause is over, or leave the host alone if that takes too long."""
        host = _host(request)
        while (left := self._not_before.get(host, 0.0) - monotonic()) > 0:
            if left > self._longest:
                raise AskedToWaitError(f"{host} asked to be left alone for another {left:.0f} s")
            await asyncio.sleep(left)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # no deprecated spider
        """Retry an answer that asks for it; the last one is passed on for what it is."""
        if response.status not in self.retry_http_codes:
            self._given_up[_host(request)] = 0
            return response
        asked = retry_after(response)
        if asked is not None:
            self._pause(request, asked)
            if asked > self._longest:
                return response
        return self._again(request, response_status_message(response.status)) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override] # no deprecated spider
        """Retry a failed connection after a pause."""
        if not isinstance(exception, self.exceptions_to_retry):
            return None
        return self._again(request, exception)

    def _again(self, request: Request, reason: str | Exception) -> Request | None:
        host = _host(request)
        tries: int = request.meta.get("retry_times", 0)
        again = self._retry(request, reason) if self._given_up[host] < BAD_DAY else None
        if again is None:
            self._given_up[host] += 1
        else:
            self._pause(request, request.meta.get(RETRY_PAUSE, FIRST_PAUSE) * 2**tries)
        return again

    def _pause(self, request: Request, seconds: float) -> None:
        host = _host(request)
        self._not_before[host] = max(self._not_before.get(host, 0.0), monotonic() + seconds)


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""
