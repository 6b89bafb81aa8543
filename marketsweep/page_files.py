"""Saved pages on disk: finding them, naming them, and reading each so that a bad one does not stop the others."""

import email
import email.policy
import gzip
import io
import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, BinaryIO

from crawlers.reading import page_as_json, read_page
from domain.errors import MarketsweepError
from domain.page_kind import PageKind
from marketsweep.errors import InputError
from marketsweep.results import plain_json

PAGE_ENDINGS = (".html", ".htm", ".mhtml", ".mht")
MAX_PAGE = 32 << 20
"""Bytes of a page, unzipped: 32 MiB. Marketplaces' pages stay under a tenth of it."""

_GZIP = b"\x1f\x8b"
_log = logging.getLogger(__name__)


class NoPagesError(InputError):
    """A path leads to no saved page."""

    def __init__(self, path: Path) -> None:
        cause = "holds no file that ends in .html, .htm or .mhtml (.gz or not)" if path.is_dir() else "does not exist"
        super().__init__(f"{path} {cause}. Give saved pages, folders with saved pages, or - for the standard input.")


class UnreadablePageError(MarketsweepError):
    """One saved page cannot be read."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page, not yet read: its id in the output and where its bytes are."""

    page_id: str
    source: Path | BinaryIO


@dataclass(frozen=True, slots=True)
class PageResult:
    """What was read from one saved page, in the form of the output."""

    fields: dict[str, Any]
    fault: str = ""
    """Why nothing could be read; empty if all went well."""


@dataclass(frozen=True, slots=True)
class PageSummary:
    """One saved page in a word: its kind, what it offers, or what is wrong with the file."""

    page_id: str
    kind: str
    title: str
    price: str
    offers: int
    fault: str


def find_pages(sources: Sequence[Path | BinaryIO]) -> list[SavedPage]:
    """Return the pages of files, folders (sorted, with their subfolders) and streams."""
    pages: list[SavedPage] = []
    for source in sources:
        found = list(_pages_of(source) if isinstance(source, Path) else [SavedPage("stdin", source)])
        if not found:
            raise NoPagesError(Path(str(source)))
        pages.extend(found)
    return pages


def _pages_of(path: Path) -> Iterator[SavedPage]:
    if path.is_file():
        folder = path.resolve().parent.name
        yield SavedPage(f"{folder}/{_stem(path.name)}" if folder else _stem(path.name), path)
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name.lower().removesuffix(".gz").endswith(PAGE_ENDINGS):
            yield SavedPage(_stem(file.relative_to(path).as_posix()), file)


def _stem(name: str) -> str:
    name = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    ending = next((ending for ending in PAGE_ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def require_one_page(pages: Sequence[SavedPage]) -> None:
    """Refuse to give many pages one address."""
    if len(pages) != 1:
        raise InputError(f"--url says where one page is from, but {len(pages)} pages were given. Leave it out.")


def read_pages(
    pages: Sequence[SavedPage], write: Callable[[bytes], object], on_progress: Callable[[int], None], url: str | None
) -> list[PageSummary]:
    """Read each page and write its line at once; return a word about each."""
    summaries = []
    for done, page in enumerate(pages, start=1):
        result = read_saved_page(page, url)
        write(plain_json(result.fields))
        summaries.append(_summary(result))
        on_progress(done)
    return summaries


def _summary(result: PageResult) -> PageSummary:
    fields = result.fields
    price = " ".join(str(fields[name]) for name in ("price", "currency") if fields.get(name) is not None)
    offers = len(fields["listings"]) if "listings" in fields else int(bool(fields.get("title")))
    return PageSummary(fields["page"], fields["kind"], str(fields.get("title") or ""), price, offers, result.fault)


def read_saved_page(page: SavedPage, url: str | None = None) -> PageResult:
    """Read one saved page; whatever is wrong with it is told in the result."""
    try:
        body, own_url = load_page(page)
        return PageResult({"page": page.page_id, **page_as_json(read_page(body, url=url or own_url))})
    except UnreadablePageError as error:
        return _unreadable(page, str(error))
    except Exception as error:  # noqa: BLE001 - one page of many: it is logged and told, the others go on
        _log.debug("Reading %s failed", page.page_id, exc_info=True)
        return _unreadable(page, f"reading it failed: {type(error).__name__}: {error}")


def _unreadable(page: SavedPage, cause: str) -> PageResult:
    return PageResult({"page": page.page_id, "kind": PageKind.UNKNOWN.value, "reasons": [cause]}, cause)


def load_page(page: SavedPage) -> tuple[bytes, str | None]:
    """Return the bytes of a saved page, unzipped, and the address that a web archive says it is from."""
    try:
        content = page.source.read_bytes() if isinstance(page.source, Path) else page.source.read()
        if content.startswith(_GZIP):
            content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MAX_PAGE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadablePageError(f"the file cannot be read: {error}") from error
    if len(content) > MAX_PAGE:
        raise UnreadablePageError(f"the page is larger than {MAX_PAGE >> 20} MiB")
    if not content.strip():
        raise UnreadablePageError("the file is empty")
    name = page.source.name if isinstance(page.source, Path) else ""
    return _from_archive(content) if ".mht" in name.lower() else (content, None)


def _from_archive(content: bytes) -> tuple[bytes, str | None]:
    """Take the page out of an MHTML archive, as browsers save it (RFC 2557): the first part that is HTML."""
    archive = email.message_from_bytes(content, EmailMessage, policy=email.policy.default)
    for part in archive.walk():
        body = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(body, bytes):
            return body, part.get("Content-Location") or archive.get("Snapshot-Content-Location")
    raise UnreadablePageError("the web archive holds no HTML page")
