import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from marketsweep.errors import InputError
from marketsweep.page_files import (
    MAX_PAGE,
    NoPagesError,
    SavedPage,
    find_pages,
    load_page,
    read_pages,
    read_saved_page,
    require_one_page,
)

ITEM = b"""<!doctype html><html lang="en"><head><title>Oak chair</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "Oak chair",
"sku": "77", "description": "A solid chair.",
"offers": {"@type": "Offer", "price": "45.50", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}}
</script></head><body><h1>Oak chair</h1><p>45.50 EUR</p><button>Add to cart</button></body></html>"""
ARCHIVE = (
    b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://shop.example/item/77\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + ITEM.replace(b"=", b"=3D") + b"\r\n--x--\r\n"
)


def page_of(content: bytes) -> SavedPage:
    return SavedPage("p", io.BytesIO(content))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    (pages / "shop").mkdir(parents=True)
    (pages / "shop" / "b.html.gz").write_bytes(gzip.compress(ITEM))
    (pages / "shop" / "a.v2.HTM").write_bytes(ITEM)
    (pages / "shop" / "a.expected.json").write_text("{}")
    (pages / "notes.txt").write_text("not a page")
    (pages / "archive.mhtml").write_bytes(ARCHIVE)
    return pages


def test_pages_of_a_folder_are_named_by_their_path_without_the_ending(folder: Path) -> None:
    assert [page.page_id for page in find_pages([folder])] == ["archive", "shop/a.v2", "shop/b"]


def test_a_single_page_is_named_by_its_folder_and_stem(folder: Path) -> None:
    assert [page.page_id for page in find_pages([folder / "shop" / "b.html.gz"])] == ["shop/b"]


def test_a_path_without_pages_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for path, cause in ((tmp_path, r"holds no file that ends in \.html"), (tmp_path / "x.html", "does not exist")):
        with pytest.raises(NoPagesError, match=cause):
            find_pages([path])


def test_an_address_goes_with_one_page_only(folder: Path) -> None:
    with pytest.raises(InputError, match="3 pages were given"):
        require_one_page(find_pages([folder]))


def test_an_item_page_gives_its_kind_and_fields() -> None:
    result = read_saved_page(page_of(ITEM), "https://shop.example/item/77")
    assert result.fault == ""
    assert (result.fields["page"], result.fields["kind"], result.fields["title"]) == ("p", "item", "Oak chair")
    assert (result.fields["price"], result.fields["currency"]) == (45.5, "EUR")


def test_a_web_archive_brings_its_page_and_address(folder: Path) -> None:
    body, url = load_page(SavedPage("archive", folder / "archive.mhtml"))
    assert b'"name": "Oak chair"' in body
    assert url == "https://shop.example/item/77"


UNREADABLE = {
    "nothing in it": (b"  \n", "the file is empty"),
    "half a gzip": (gzip.compress(ITEM)[:-20], "the file cannot be read"),
    "a gzip bomb": (gzip.compress(b" " * (MAX_PAGE + 1)), "larger than 32 MiB"),
}


@pytest.mark.parametrize(("content", "cause"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_page_that_cannot_be_read_is_a_line_of_its_own_and_the_others_are_read(content: bytes, cause: str) -> None:
    lines: list[dict[str, Any]] = []
    summaries = read_pages(
        [page_of(ITEM), page_of(content), page_of(ITEM)],
        lambda line: lines.append(json.loads(line)),
        lambda done: None,
        None,
    )
    assert [line["kind"] for line in lines] == ["item", "unknown", "item"]
    assert cause in lines[1]["reasons"][0]
    assert [bool(summary.fault) for summary in summaries] == [False, True, False]


def test_a_fault_of_the_reader_itself_does_not_stop_the_others() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise RuntimeError("as if the reader had a fault")

    result = read_saved_page(SavedPage("p", Broken()))
    assert result.fields["kind"] == "unknown"
    assert "RuntimeError: as if the reader had a fault" in result.fault
