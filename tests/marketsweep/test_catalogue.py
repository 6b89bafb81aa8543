import gzip
import io
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.errors import MarketsweepError
from marketsweep.catalogue import CatalogueRow, RowFault, open_catalogue
from marketsweep.catalogue_format import CatalogueFormat
from marketsweep.errors import InputError
from tests.factories import NOON


def read(source: bytes | Path, **options: Any) -> tuple[list[CatalogueRow], list[RowFault]]:
    faults: list[RowFault] = []
    given_source = io.BytesIO(source) if isinstance(source, bytes) else source
    with open_catalogue(given_source, seen_at=NOON, **options) as catalogue:
        rows = list(catalogue.rows(faults.append))
    return rows, faults


def titles(source: bytes | Path, **options: Any) -> list[str]:
    return [row.listing.title for row in read(source, **options)[0]]


def parquet(**columns: list[Any]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


ONE_ROW = {
    "comma": b"id,title,description,price,currency,lang\n7,Ivory bangle,old,12.50,EUR,en\n",
    "semicolon, BOM and decimal comma": (
        "\ufeffid;title;description;price;currency;lang\r\n7;Ivory bangle;old;12,50;eur;en-GB\r\n".encode()
    ),
    "tab": b"id\ttitle\tdescription\tprice\tcurrency\tlang\n7\tIvory bangle\told\t12.50\tEUR\ten\n",
    "Excel's sep line": b"sep=|\nid|title|description|price|currency|lang\n7|Ivory bangle|old|12.50|EUR|en\n",
    "UTF-16": "id\ttitle\tdescription\tprice\tcurrency\tlang\n7\tIvory bangle\told\t12.50\tEUR\ten\n".encode("utf-16"),
    "other case, order and more columns": (
        b"Colour,Currency,LANG,Price,Description,Title,ID\nwhite,EUR,en,12.50,old,Ivory bangle,7\n"
    ),
    "json lines": (
        b'{"id": 7, "title": "Ivory bangle", "description": "old", "price": 12.50, "currency": "EUR", "lang": "en",'
        b' "tags": ["a"]}\n'
    ),
    "gzip": gzip.compress(b"id,title,description,price,currency,lang\n7,Ivory bangle,old,12.50,EUR,en\n"),
    "parquet": parquet(
        id=[7],
        title=["Ivory bangle"],
        description=["old"],
        price=[12.5],
        currency=["EUR"],
        lang=["en"],
        tags=[["nested and not asked for"]],
    ),
}


@pytest.mark.parametrize("content", ONE_ROW.values(), ids=ONE_ROW)
def test_every_kind_of_file_gives_the_same_listing(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "catalogue"
    file.write_bytes(content)
    for source in (content, file):
        (row,), faults = read(source)
        listing = row.listing
        assert faults == []
        assert str(listing.key) == "catalogue/7"
        assert (listing.title, listing.description) == ("Ivory bangle", "old")
        assert (listing.price, listing.currency, listing.language) == (Decimal("12.5"), "EUR", "en")
        assert listing.seen_at == NOON


def test_zipped_parquet_is_read_too() -> None:
    assert titles(gzip.compress(parquet(id=["1"], title=["a"]))) == ["a"]


def test_columns_can_be_named() -> None:
    rows, _ = read(b"SKU,Name,Kind\n9,Ivory bangle,clean\n", columns={"id": "SKU", "title": "Name", "label": "kind"})
    assert [(row.listing.key.listing_id, row.listing.title, row.label) for row in rows] == [
        ("9", "Ivory bangle", "clean")
    ]


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        (b"SKU,Name\n9,Ivory\n", {}, "--column title=NAME"),
        (b"id,title\n9,Ivory\n", {"columns": {"title": "Name"}}, "no column 'Name'; it has: id, title"),
        (b"id,title\n9,Ivory\n", {"columns": {"colour": "Name"}}, "no column 'colour' to fill: use one of id, title"),
        (b"id,title,title\n9,Ivory,x\n", {}, "stands twice"),
        (b"", {}, "it is empty"),
        (b"id,title\n9,Ivory\n", {"encoding": "klingon"}, "nobody knows the encoding 'klingon'"),
        (b'[{"id": 1}]', {}, "jq -c"),
        (b"PAR1 and nothing else", {}, "not whole Parquet"),
        (b"\x1f\x8b and nothing else", {}, "gzip is damaged"),
        (b",".join(b"c%d" % number for number in range(1_001)) + b"\n", {}, "1,001 columns"),
        (parquet(title=[["nested"]]), {}, "not one value a row"),
        (parquet(name=["a"]), {}, "--column title=NAME"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(content: bytes, options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as error:
        read(content, **options)
    assert says in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv cannot be read as a catalogue: No such file"):
        read(tmp_path / "nowhere.csv")


CSV_FAULTS = [
    (b"2,too,many\n", 3, "3 cells, the first line names 2 columns"),
    (b"2\n", 3, "1 cells"),
    (b'2,"a"b\n', 3, "not well-formed CSV"),
    (b"2,a\xff\n", 3, "it is not UTF-8"),
    (b"2,\n", 3, "neither title nor description"),
    (b"2," + b"x" * 131_073 + b"\n", 3, "field larger than field limit"),
    (b"2," + b"x" * (1 << 21) + b"\n", 3, "longer than 1,048,576 characters"),
]


@pytest.mark.parametrize(("row", "line", "cause"), CSV_FAULTS, ids=[cause for _, _, cause in CSV_FAULTS])
def test_a_bad_csv_row_is_told_and_the_others_are_read(row: bytes, line: int, cause: str) -> None:
    rows, faults = read(b"id,title\n1,before\n" + row + b"3,after\n")
    assert [each.listing.title for each in rows] == ["before", "after"]
    assert [fault.line for fault in faults] == [line]
    assert cause in faults[0].cause
    assert faults[0].lost


def test_a_quote_that_is_never_closed_names_the_lines_that_it_swallowed() -> None:
    rows, faults = read(b'id,title\n1,before\n2,"never closed\n3,a\n4,b\n')
    assert [row.listing.title for row in rows] == ["before"]
    assert faults == [RowFault(3, "lines 3 to 5: not well-formed CSV: unexpected end of data")]


def test_lines_are_counted_as_an_editor_does() -> None:
    rows, _ = read(b'id,title\r\n\r\n1,"two\r\nlines"\r\n2,b\r\n')
    assert [(row.line, row.listing.title) for row in rows] == [(3, "two\r\nlines"), (5, "b")]


JSON_FAULTS = [
    (b'{"id": 1, "title": "x", "price": NaN}', "NaN is no JSON number"),
    (b'{"id": 1, "title": "x", "price": -Infinity}', "-Infinity is no JSON number"),
    (b'{"id": 1, "title": "x", "id": 2}', "the key 'id' stands in it twice"),
    (b'{"id": 1, "title": "x", "seller": {"a": 1, "a": 2}}', "the key 'a' stands in it twice"),
    (b'["a list"]', "it is a list"),
    (b'"a text"', "it is a str"),
    (b'{"id": 1, "title": ', "not a JSON object"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"id": 1, "name": "x"}', "neither title nor description; its columns: id, name"),
    (b'{"id": 1, "title": ["x"]}', "title is a list"),
    (b'{"id": 1, "title": "\xff"}', "it is not UTF-8"),
    (b'{"id": ' + b"9" * 5_000 + b', "title": "x"}', "not a JSON object"),
    (b'{"title": "' + b"x" * (1 << 21) + b'"}', "longer than"),
]


@pytest.mark.parametrize(("line", "cause"), JSON_FAULTS, ids=[cause for _, cause in JSON_FAULTS])
def test_a_bad_json_line_is_told_and_the_others_are_read(line: bytes, cause: str) -> None:
    rows, faults = read(b'{"id": "a", "title": "before"}\n' + line + b'\n\n{"id": "b", "title": "after"}')
    assert [row.listing.title for row in rows] == ["before", "after"]
    assert [(fault.line, fault.lost) for fault in faults] == [(2, True)]
    assert cause in faults[0].cause


def test_lone_surrogates_keep_their_place_and_can_be_written() -> None:
    ((row,), faults) = read(b'{"id": "\\udcff", "title": "a\\ud800b \\ud83d\\ude00"}\n')
    assert row.listing.title == "a\ufffdb 😀"
    assert row.listing.key.listing_id == "\ufffd"
    assert faults == []


@pytest.mark.parametrize(
    ("price", "understood"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("1.234,50 €", "1234.50"),
        ("$1,299", "1299"),
        ("free", None),
        ("ask me", None),
        ("-3", None),
        ("NaN", None),
        ("1e99999", None),
        ("", None),
    ],
)
def test_a_price_is_understood_or_remarked_upon_but_the_listing_is_judged(price: str, understood: str | None) -> None:
    (row,), faults = read(f"id;title;price\n1;x;{price}\n".encode())
    assert row.listing.price == (None if understood is None else Decimal(understood))
    assert row.listing.price_text == price
    assert [fault.lost for fault in faults] == ([False] if price and understood is None else [])


def test_a_row_without_an_id_is_called_by_its_line() -> None:
    (row,), faults = read(b"id,title\n,Ivory\n")
    assert row.listing.key.listing_id == "line:2"
    assert faults == [RowFault(2, "it has no id and is called line:2", lost=False)]


def test_another_encoding_can_be_told() -> None:
    assert titles("id,title\n1,Stoßzahn\n".encode("cp1252"), encoding="cp1252") == ["Stoßzahn"]


def test_a_file_that_breaks_off_gives_its_rows_and_says_so() -> None:
    whole = gzip.compress(b"".join(b'{"id": %d, "title": "x"}\n' % number for number in range(200_000)))
    faults: list[RowFault] = []
    with open_catalogue(io.BytesIO(whole[: len(whole) // 2]), seen_at=NOON) as catalogue:
        rows = list(catalogue.rows(faults.append))
    assert catalogue.damaged
    assert 10_000 < len(rows) < 200_000
    assert "damaged from here on" in faults[-1].cause
    assert faults[-1].line == rows[-1].line + 1


def test_a_text_repeated_a_thousand_times_in_parquet_does_not_fill_the_memory() -> None:
    content = parquet(id=[str(number) for number in range(40)], title=["x" * (1 << 21)] * 39 + ["short"])
    rows, faults = read(content)
    assert [row.listing.title for row in rows] == ["short"]
    assert len(faults) == 39
    assert "longer than 1,048,576 bytes" in faults[0].cause


def test_null_and_nan_in_parquet_are_nothing_said() -> None:
    (row,), faults = read(parquet(id=[1], title=["a"], price=[float("nan")], currency=pa.array([None], pa.string())))
    assert (row.listing.price, row.listing.price_text, row.listing.currency, faults) == (None, "", None, [])


def test_the_length_of_a_file_is_guessed_from_the_share_that_was_read(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_bytes(b"id,title\n" + b"1,abcdefgh\n" * 20_000)
    with open_catalogue(file, seen_at=NOON) as catalogue:
        rows = catalogue.rows(lambda fault: None)
        for _ in range(10_000):
            next(rows)
        assert catalogue.expected_rows() == pytest.approx(20_000, rel=0.1)


PARQUET_BYTES = parquet(id=["1", "2"], title=["a", "b"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=400), written_as=st.sampled_from([None, *CatalogueFormat]))
@example(content=b'id,title\n"', written_as=None)
@example(content=b"\xff\xfe1", written_as=None)
@example(content=b"\xef\xbb\xbf", written_as=CatalogueFormat.CSV)
@example(content=b"\x1f\x8b\x08", written_as=None)
@example(content=b'{"title": "\x00"}', written_as=None)
def test_any_bytes_are_rows_faults_or_a_clear_refusal(content: bytes, written_as: CatalogueFormat | None) -> None:
    with suppress(MarketsweepError):
        rows, faults = read(content, written_as=written_as)
        assert all(row.line > 0 for row in rows)
        assert all(fault.cause for fault in faults)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(PARQUET_BYTES) - 1), value=st.integers(0, 255))
def test_parquet_with_one_wrong_byte_never_ends_in_an_unexplained_error(at: int, value: int) -> None:
    content = bytearray(PARQUET_BYTES)
    content[at] = value
    with suppress(MarketsweepError):
        read(bytes(content))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=5))
def test_titles_come_back_as_they_were_written(written: list[str]) -> None:
    table = parquet(
        id=[str(number) for number in range(len(written))], title=[*written], description=["x"] * len(written)
    )
    assert titles(table) == written


def test_category_brand_number_and_condition_are_read_and_what_is_wrong_is_told() -> None:
    source = (
        b"id,title,category,brand,gtin,condition,currency,lang\n"
        b"1,Zebra,Home > Toys,Acme,4006381333931,used,EUR,en\n"
        b"2,Zebra,Home/Toys,,4006381333932,odd,euros,klingon\n"
    )
    (first, second), faults = read(source)
    assert first.listing.category_path == second.listing.category_path == ("Home", "Toys")
    assert (first.listing.brand, first.listing.gtin, first.listing.condition) == ("Acme", "4006381333931", "used")
    assert (second.listing.gtin, second.listing.condition) == ("", "")
    assert [(fault.line, fault.lost) for fault in faults] == [(3, False)] * 3
    assert "check digit" in faults[0].cause
