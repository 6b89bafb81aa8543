import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawlers.fetch_errors import BrowserKilledError, FailureKind, RobotsForbiddenError, UnreachableError, failure_of
from crawlers.gate import ForbiddenAddressError
from domain.page_kind import PageKind


def caused(error: BaseException, by: BaseException) -> BaseException:
    error.__cause__ = by
    return error


RESET = ResponseFailed([Failure(OSError("reset"))])  # type: ignore[no-untyped-call] # Twisted has few types


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ForbiddenAddressError("127.0.0.1", "loopback"), FailureKind.FORBIDDEN_ADDRESS),
        (CannotResolveHostError("no such host"), FailureKind.DNS),
        (DownloadTimeoutError("took too long"), FailureKind.TIMEOUT),
        (ResponseDataLossError(), FailureKind.TRUNCATED),
        (RobotsForbiddenError("robots.txt forbids it"), FailureKind.ROBOTS),
        (caused(UnreachableError("robots.txt"), CannotResolveHostError("x")), FailureKind.DNS),
        (
            caused(UnreachableError("robots.txt"), ForbiddenAddressError("::1", "loopback")),
            FailureKind.FORBIDDEN_ADDRESS,
        ),
        (IgnoreRequest("max redirections reached"), FailureKind.REDIRECTS),
        (IgnoreRequest("bytes exceeded the maximum"), FailureKind.TOO_BIG),
        (IgnoreRequest("for another reason"), FailureKind.CONNECTION),
        (PlaywrightTimeoutError("Timeout 3000ms exceeded"), FailureKind.TIMEOUT),
        (PlaywrightError("net::ERR_FAILED"), FailureKind.BROWSER),
        (caused(BrowserKilledError("it never ended"), PlaywrightError("closed")), FailureKind.BROWSER),
        (caused(DownloadFailedError("x"), RESET), FailureKind.CONNECTION),
        (ValueError("who knows"), FailureKind.CONNECTION),
    ],
)
def test_every_failure_has_one_word(error: BaseException, kind: FailureKind) -> None:
    failure = failure_of(error)
    assert failure.kind is kind
    assert failure.detail
    assert str(failure).startswith(f"{kind}: ")


def test_only_walls_meant_for_us_count_as_blocks() -> None:
    walls = {kind for kind in FailureKind if kind.page_kind is PageKind.BLOCK}
    assert walls == {FailureKind.ROBOTS, FailureKind.ASKED_TO_WAIT}
