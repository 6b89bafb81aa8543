"""What one crawl adds to Scrapy's settings."""

import os
from typing import Any

from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.job import CrawlJob
from crawlers.recipe import Recipe

AHEAD = 1
"""Rows of one marketplace that are claimed at a time. More would queue up and go out after it asked us to wait."""

BROWSER_ARGUMENTS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Nothing may leave beside the proxy: no WebRTC datagrams, no name look-ups of the browser's own.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HANDLER = "crawlers.late_browser.LateBrowserHandler"


def wants_browser(recipes: tuple[Recipe, ...]) -> bool:
    """Whether any page of these marketplaces needs a browser."""
    return any(recipe.may_need_browser for recipe in recipes)


def sandbox_possible() -> bool:
    """Whether Chromium will start with its sandbox on: as root it refuses to."""
    return os.geteuid() != 0


def settings_for(job: CrawlJob) -> Settings:
    """Return the project's settings with what this job adds: names, delays, and the browser if one is needed."""
    settings = Settings()
    settings.setmodule(project, priority="project")
    added: dict[str, Any] = {
        "USER_AGENT": job.user_agent,
        "GATE_ALLOW": list(job.allow),
        "CONCURRENT_REQUESTS": max(settings.getint("CONCURRENT_REQUESTS"), AHEAD * len(job.recipes)),
        "DOWNLOAD_DELAY": min((recipe.politeness.delay_seconds for recipe in job.recipes), default=0.0),
        "DOWNLOAD_TIMEOUT": max((recipe.politeness.timeout_seconds for recipe in job.recipes), default=30.0),
        "DOWNLOAD_SLOTS": {
            recipe.code: {"concurrency": 1, "delay": recipe.politeness.delay_seconds} for recipe in job.recipes
        },
    }
    if job.browser_path and wants_browser(job.recipes):
        added |= _browser_settings(settings, job.browser_path)
    settings.setdict(added, priority="cmdline")
    return settings


def _browser_settings(settings: Settings, browser_path: str) -> dict[str, Any]:
    return {
        "DOWNLOAD_HANDLERS": settings.getdict("DOWNLOAD_HANDLERS") | {"http": HANDLER, "https": HANDLER},
        "RETRY_EXCEPTIONS": [
            *settings.getlist("RETRY_EXCEPTIONS"),
            "playwright._impl._errors.TargetClosedError",
        ],
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_ABORT_REQUEST": "crawlers.browser_handler.aborts",
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": browser_path,
            "headless": True,
            "chromium_sandbox": sandbox_possible(),
            "args": list(BROWSER_ARGUMENTS),
        },
    }
