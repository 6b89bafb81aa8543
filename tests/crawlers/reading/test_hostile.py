import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.reading import page_as_json, read_page
from domain.page_kind import PageKind
from tests.crawlers.reading.invented import item_page, json_ld, page, search_page

MEGABYTE = 1024 * 1024


def seconds_for(body: bytes) -> float:
    start = time.process_time()
    page_as_json(read_page(body, url="https://flohmarkt.example/item/1234567"))
    return time.process_time() - start


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00" * 1000, id="zeros"),
        pytest.param(b"\xff\xfe\x00\xd8" * 500, id="lone surrogates in UTF-16"),
        pytest.param(b"<div>" * 100_000, id="deep elements"),
        pytest.param(b"<div itemscope itemprop=a itemtype=http://schema.org/Product>" * 3000, id="deep microdata"),
        pytest.param(b"<a href='/item/1234567'>" * 30_000, id="unclosed links"),
        pytest.param(
            page(json_ld({}) + "<script type='application/ld+json'>" + "[" * 200_000 + "</script>"), id="deep JSON"
        ),
        pytest.param(page("<script>var state = " + '{"price":' * 100_000 + "</script>"), id="deep state"),
        pytest.param(page("<script>price " + "= {" * 300_000 + "</script>"), id="many openings"),
        pytest.param(page("<script>price title=JSON.parse('" + "\\" * 400_000 + "</script>"), id="backslashes"),
        pytest.param(page("<h1>" + "9 " * 400_000 + "€</h1>"), id="endless number"),
        pytest.param(page("<title>" + "| - " * 200_000 + "</title><h1>x</h1>"), id="separators"),
        pytest.param(page("&#x110000;&#xD800;&#0;" * 20_000), id="impossible references"),
        pytest.param(b"x" * (2 * MEGABYTE), id="one long line"),
        pytest.param(page("<p>1,2.3'4</p>" * 40_000), id="many numbers"),
        pytest.param(
            page("".join(f"<div data-p='{{\"a{i}\": 1' ></div>" for i in range(20_000))), id="torn attributes"
        ),
        pytest.param(
            page("".join(f"<a href='/item/{i + 10**7}'><img src=x>a{i} 5 €</a>" for i in range(20_000))), id="links"
        ),
        pytest.param(
            page("".join(f"<a href='http://[{i}/item?id={i}'>a</a>" for i in range(500))), id="broken addresses"
        ),
    ],
)
def test_hostile_pages_neither_crash_nor_hang(body: bytes) -> None:
    assert seconds_for(body) < 4.0


def test_pages_are_cut_before_they_are_parsed() -> None:
    assert read_page(item_page() + b"<!--" + b"x" * (12 * MEGABYTE), url=None).kind is PageKind.ITEM


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2000), st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=nonsense"]))
def test_any_bytes_give_a_page(body: bytes, content_type: str | None) -> None:
    page_as_json(read_page(body, content_type=content_type))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30))
def test_a_page_damaged_anywhere_still_gives_a_page(place: int, damage: bytes) -> None:
    whole = item_page(head=json_ld({"@type": "Product", "name": "Carved walnut box", "offers": {"price": "45"}}))
    read_page(whole[:place] + damage + whole[place + len(damage) :])
    read_page(whole[:place])


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "name",
                        "offers",
                        "price",
                        "image",
                        "seller",
                        "brand",
                        "itemListElement",
                        "item",
                        "url",
                        "sku",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_structured_data_of_any_shape_is_read_or_passed_over(value: object) -> None:
    head = json_ld({"@type": "Product", "name": value, "offers": value, "brand": value, "image": value})
    state = json_ld({"x": value}).replace("ld+json", "json")
    page_as_json(read_page(item_page(head=head + state)))
    page_as_json(read_page(search_page(extra=head + state)))
