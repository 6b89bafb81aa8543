"""Why a page could not be fetched: one word per reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.web.client import ResponseFailed

from crawlers.gate import ForbiddenAddressError
from domain.page_kind import PageKind


class FailureKind(StrEnum):
    """Why a page could not be fetched."""

    DNS = "dns"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    FORBIDDEN_ADDRESS = "forbidden_address"
    TLS = "tls"
    TOO_BIG = "too_big"
    TRUNCATED = "truncated"
    ROBOTS = "robots"
    OFFSITE = "offsite"
    REDIRECTS = "redirects"
    ASKED_TO_WAIT = "asked_to_wait"
    BROWSER = "browser"
    CONNECTION = "connection"

    @property
    def page_kind(self) -> PageKind:
        """What the page counts as: a wall that was meant for us, or an error."""
        return PageKind.BLOCK if self in (FailureKind.ROBOTS, FailureKind.ASKED_TO_WAIT) else PageKind.ERROR


class RobotsForbiddenError(IgnoreRequest):
    """The marketplace's robots.txt forbids the address, or could not be read and so forbids all."""


class UnreachableError(IgnoreRequest):
    """Nothing is fetched from a place whose robots.txt cannot be; the cause says why it cannot."""


class OffsiteError(IgnoreRequest):
    """The address is on a host that is none of the marketplace's."""


class AskedToWaitError(IgnoreRequest):
    """The marketplace asked us to come back later than this crawl can wait."""


class BrowserKilledError(Exception):
    """The browser had to be killed over a page; the same page is not tried again."""


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why one page could not be fetched, as a word and in words."""

    kind: FailureKind
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


_KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (ForbiddenAddressError, FailureKind.FORBIDDEN_ADDRESS),
    (RobotsForbiddenError, FailureKind.ROBOTS),
    (OffsiteError, FailureKind.OFFSITE),
    (AskedToWaitError, FailureKind.ASKED_TO_WAIT),
    (CannotResolveHostError, FailureKind.DNS),
    (DownloadConnectionRefusedError, FailureKind.REFUSED),
    (DownloadTimeoutError, FailureKind.TIMEOUT),
    (ResponseDataLossError, FailureKind.TRUNCATED),
    (DownloadCancelledError, FailureKind.TOO_BIG),
    (BrowserKilledError, FailureKind.BROWSER),
)
"""The first that fits an error, or one of its causes, names the failure."""

_LIBRARIES = {
    "OpenSSL": FailureKind.TLS,
    "service_identity": FailureKind.TLS,
    "playwright": FailureKind.BROWSER,
}
"""Top packages whose errors name the failure by themselves. They are Twisted's, not ours, to import; and Playwright
takes a third of a second, which most crawls can spare."""

_IGNORED = (("exceeded", FailureKind.TOO_BIG), ("redirections", FailureKind.REDIRECTS))
"""Scrapy says by the text alone why it ignores a request."""


def failure_of(error: BaseException) -> FetchFailure:
    """Say why a page could not be fetched; what nobody knows is a failed connection."""
    causes = tuple(_causes(error))
    detail = _words(causes[-1])
    for kind_of_error, kind in _KINDS:
        for cause in causes:
            if isinstance(cause, kind_of_error):
                return FetchFailure(kind, _words(cause))
    for cause in causes:
        if kind_of_library := _LIBRARIES.get(type(cause).__module__.partition(".")[0]):
            late = type(cause).__name__ == "TimeoutError"
            return FetchFailure(FailureKind.TIMEOUT if late else kind_of_library, _words(cause))
    if isinstance(error, IgnoreRequest):
        for word, kind in _IGNORED:
            if word in str(error):
                return FetchFailure(kind, detail)
    return FetchFailure(FailureKind.CONNECTION, detail)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what caused it, through the failures that Twisted packs into lists."""
    while error is not None:
        yield error
        for reason in error.reasons if isinstance(error, ResponseFailed) else ():
            yield reason.value
        error = error.__cause__
