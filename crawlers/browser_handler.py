"""Fetches pages that need a browser: through scrapy-playwright, behind our proxy, under a watch from outside."""

import asyncio
from contextlib import AsyncExitStack, suppress
from typing import Self

from playwright._impl._errors import TargetClosedError
from playwright.async_api import Dialog, Page
from playwright.async_api import Request as PlaywrightRequest
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawlers.browser_proxy import serve_browser_proxy
from crawlers.browser_watch import browser_processes, kill_browser, resident_bytes
from crawlers.fetch_errors import BrowserKilledError
from crawlers.gate import Gate
from crawlers.late_browser import BROWSER

SWEEP_ABORTS = frozenset(("image", "media", "font"))
"""Kinds of resources that a sweep does not load; evidence captures would."""
SETTLE_SECONDS = 3.0
"""How long a page may go on fetching after it has loaded."""
GRACE_SECONDS = 5.0
"""What the watch adds to a page's time-out before it kills the browser."""
MEMORY_LIMIT = 1536 * 1024 * 1024
"""Bytes that the browser's processes may hold together."""
LOOK_SECONDS = 0.5


def aborts(request: PlaywrightRequest) -> bool:
    """Whether a sweep does without this resource."""
    return request.resource_type in SWEEP_ABORTS


async def prepare_page(page: Page, request: Request) -> None:
    """Close what a page pops up and dismiss what it asks, before it is loaded."""

    async def dismiss(dialog: Dialog) -> None:
        with suppress(TargetClosedError):
            await dialog.dismiss()

    async def close(popup: Page) -> None:
        with suppress(TargetClosedError):
            await popup.close()

    page.on("dialog", dismiss)
    page.on("popup", close)


async def settle_page(page: Page) -> None:
    """Give a page a moment to fetch what it shows; one that never rests is read as it stands."""
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=SETTLE_SECONDS * 1000)


def browser_meta(code: str, user_agent: str, timeout_seconds: float) -> dict[str, object]:
    """Return the request meta for a page that needs a browser, in a context of its marketplace's own."""
    return {
        BROWSER: True,
        "playwright_context": code,
        "playwright_context_kwargs": {
            "user_agent": user_agent,
            "accept_downloads": False,
            "service_workers": "block",
            "viewport": {"width": 1280, "height": 900},
        },
        "playwright_page_init_callback": prepare_page,
        "playwright_page_goto_kwargs": {"wait_until": "load", "timeout": timeout_seconds * 1000},
        "playwright_page_methods": [PageMethod(settle_page)],
    }


class WatchedBrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # it has no types
    """scrapy-playwright's handler behind the gate's proxy, with a watch that kills what does not end."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.target_closed_max_retries = 0
        self._gate = Gate.of(tuple(crawler.settings.getlist("GATE_ALLOW")))
        self._maxsize = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._open = AsyncExitStack()

    @classmethod
    async def started(cls, crawler: Crawler) -> Self:
        """Return a handler whose browser can be used: made after Scrapy's engine started, it is not told of that."""
        handler = cls(crawler)
        await handler._launch()
        return handler

    async def _launch(self) -> None:
        proxy = await self._open.enter_async_context(serve_browser_proxy(self._gate))
        self.config.launch_options["proxy"] = {
            "server": proxy.server,
            "username": proxy.username,
            "password": proxy.password,
            "bypass": "<-loopback>",
        }
        await super()._launch()

    async def _close(self) -> None:
        await super()._close()
        await self._open.aclose()

    async def download_request(self, request: Request) -> Response:
        """Fetch a page in the browser, watched until it ends or is ended."""
        watch = asyncio.ensure_future(self._watch(request.meta.get("download_timeout", self._timeout)))
        try:
            response: Response = await super().download_request(request)
        except TargetClosedError as error:
            if watch.done() and not watch.cancelled():
                raise BrowserKilledError(watch.result()) from error
            raise
        finally:
            watch.cancel()
        if len(response.body) > self._maxsize:
            raise DownloadCancelledError(f"the page grew to {len(response.body)} bytes in the browser")
        return response

    async def _watch(self, seconds: float) -> str:
        """Kill the browser when a page takes too long or too much, and return why."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds + SETTLE_SECONDS + GRACE_SECONDS
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            used = resident_bytes(browser_processes())
            if used > MEMORY_LIMIT:
                kill_browser()
                return f"the browser took {used // (1024 * 1024)} MiB and was killed"
            if loop.time() > end:
                kill_browser()
                return f"the page did not end within {seconds:.0f} s and the browser was killed"
