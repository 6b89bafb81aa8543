"""Obeys robots.txt as RFC 9309 has it, and its Crawl-delay, which Scrapy parses but does not keep."""

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawlers.fetch_errors import RobotsForbiddenError, UnreachableError

SIZE_LIMIT = 512 * 1024
"""Bytes that are read of a robots.txt; RFC 9309 asks for at least 500 KiB."""
DISALLOW_ALL = b"User-agent: *\nDisallow: /\n"
SERVER_ERROR = 500
CLIENT_ERROR = 400
LONGEST_DELAY = 600.0
"""Seconds; a longer Crawl-delay is cut to this."""

_log = logging.getLogger(__name__)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own middleware with three additions: 5xx and silence forbid all, 4xx allow, delays are kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, Exception] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override] # no deprecated spider
        """Refuse what robots.txt forbids, saying why; where it could not be fetched, with the reason for that."""
        try:
            await super().process_request(request)
        except IgnoreRequest as error:
            if unreachable := self._unreachable.get(urlparse_cached(request).netloc):
                raise UnreachableError("robots.txt could not be fetched") from unreachable
            raise RobotsForbiddenError(f"robots.txt forbids {request.url}") from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= SERVER_ERROR:
            _log.warning("robots.txt of %s answers %d: nothing is crawled there", netloc, response.status)
            response = response.replace(body=DISALLOW_ALL)
        elif response.status >= CLIENT_ERROR:
            response = response.replace(body=b"")
        else:
            response = response.replace(body=response.body[:SIZE_LIMIT])
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        if isinstance(parser, RobotParser):
            self._keep_delay(parser, request)

    def _keep_delay(self, parser: RobotParser, request: Request) -> None:
        asked = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        if not asked or self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        kept = downloader.per_slot_settings.setdefault(key, {})
        kept["delay"] = max(kept.get("delay", 0.0), min(float(asked), LONGEST_DELAY))
        if key in downloader.slots:
            downloader.slots[key].delay = max(downloader.slots[key].delay, kept["delay"])
        _log.info("robots.txt of %s asks for %s s between requests", key, asked)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Forbid all where robots.txt cannot be fetched: RFC 9309, 2.3.1.4."""
        self._unreachable[netloc] = exc
        waiting = self._parsers[netloc]
        forbidding = self._parserimpl.from_crawler(self.crawler, DISALLOW_ALL)
        self._parsers[netloc] = forbidding
        if not isinstance(waiting, RobotParser) and waiting is not None:
            waiting.callback(forbidding)
