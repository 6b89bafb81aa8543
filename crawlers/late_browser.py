"""The handler of every request: plain ones at once, and a browser only from the first page that needs one."""

import asyncio
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

if TYPE_CHECKING:
    from crawlers.browser_handler import WatchedBrowserHandler

BROWSER = "playwright"
"""The request's meta key that asks for the browser."""


class LateBrowserHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, which starts the watched browser when the first page asks for it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._starting = asyncio.Lock()
        self._browser: WatchedBrowserHandler | None = None

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, in the browser if its request says so."""
        if not request.meta.get(BROWSER):
            return await super().download_request(request)
        async with self._starting:
            if self._browser is None:
                from crawlers.browser_handler import WatchedBrowserHandler  # late: it takes a third of a second

                self._browser = await WatchedBrowserHandler.started(self._crawler)
        return await self._browser.download_request(request)

    async def close(self) -> None:
        """Close the connections, and the browser if one was started."""
        await super().close()
        if self._browser is not None:
            await self._browser.close()
