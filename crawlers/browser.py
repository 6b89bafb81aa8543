"""Finding a browser for pages that need one, and getting one where none is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
"""Commands that are looked for, the quickest per page first."""
ONE_LINE = "apt-get install chromium-headless-shell, or: playwright install --with-deps --only-shell chromium"
STEP_SECONDS = 150.0

Runner = Callable[[tuple[str, ...], float], "StepResult"]


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one command of an installation said."""

    ok: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserReport:
    """Whether a browser is there now, and what was tried."""

    path: str | None
    tried: tuple[str, ...]
    way_out: str
    """The one line to run where none could be had; empty otherwise."""


def find_browser(configured: str | None = None) -> str | None:
    """Return the browser to use: the configured one, one on the path, or Playwright's own; None if there is none."""
    if configured:
        return configured if _is_executable(configured) else shutil.which(configured)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _of_playwright()


def install_browser(
    configured: str | None = None,
    *,
    run: Runner | None = None,
    say: Callable[[str], None] = lambda _: None,
    find: Callable[[str | None], str | None] = find_browser,
    may_use_apt: bool | None = None,
) -> BrowserReport:
    """Look for a browser and try to install one; says the line to run where that fails, and never raises for it."""
    tried: list[str] = []
    if path := find(configured):
        return BrowserReport(path=path, tried=(), way_out="")
    apt = _may_use_apt() if may_use_apt is None else may_use_apt
    for command in _commands(with_apt=apt):
        shown = " ".join(command)
        say(shown)
        result = (run or _run)(command, STEP_SECONDS)
        tried.append(f"{shown}: {'done' if result.ok else result.words}")
        if result.ok and (path := find(configured)):
            return BrowserReport(path=path, tried=tuple(tried), way_out="")
    return BrowserReport(path=None, tried=tuple(tried), way_out=ONE_LINE)


def _commands(*, with_apt: bool) -> Iterator[tuple[str, ...]]:
    if with_apt:
        yield "apt-get", "update", "-q"
        for package in ("chromium-headless-shell", "chromium"):
            yield "apt-get", "install", "-q", "-y", "--no-install-recommends", package
    yield sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"


def _may_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(command: tuple[str, ...], seconds: float) -> StepResult:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL, check=False
        )
    except subprocess.TimeoutExpired:
        return StepResult(ok=False, words=f"did not end within {seconds:.0f} s")
    except OSError as error:
        return StepResult(ok=False, words=str(error))
    last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
    return StepResult(ok=done.returncode == 0, words=last[0] if last else f"exit code {done.returncode}")


def _of_playwright() -> str | None:
    """Return Playwright's own browser, if it was downloaded: its headless shell stands in a folder beside."""
    from playwright.sync_api import Error as PlaywrightError  # late: mostly a browser is found before
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright:
            usual = Path(playwright.chromium.executable_path)
    except PlaywrightError:
        return None
    if _is_executable(str(usual)):
        return str(usual)
    shells = sorted(usual.parents[2].glob("chromium_headless_shell-*/*/*headless*shell")) if usual.is_absolute() else []
    return next((str(shell) for shell in reversed(shells) if _is_executable(str(shell))), None)


def _is_executable(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)
