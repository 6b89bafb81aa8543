"""An index as a thing: named, stored, pickled, shared by threads, asked by columns."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

import termscan
from termscan import Find, Index, Options, Term
from tests.termscan.seeing import Engine, index_of

TERMS: list[Term | str] = [
    "Rolex",
    "Louis Vuitton",
    Term("слоновая кость", "ru"),
    Term("ivory", "en", 0, disguises=False, glued=False),
    "象牙",
]
TEXTS = [
    "a Rоlex",
    None,
    "",
    "LouisVuitton and Rolex",
    "изделие из слоновой кости",
    "古象牙",
    "Hermès Rólex",
    "nothing",
] * 50


@pytest.fixture(scope="module")
def index(engine: Engine) -> Index:
    return index_of(TERMS, engine)


@pytest.fixture(scope="module")
def finds(index: Index) -> list[Find]:
    return list(index.scan(TEXTS))


def test_rows_are_found_as_single_texts_are(index: Index, finds: list[Find]) -> None:
    alone = [find._replace(row=row) for row, text in enumerate(TEXTS) if text for find in index.find(text)]
    assert finds == alone
    assert len(finds) == 300


def test_pickled_or_stored_it_is_the_same(index: Index, finds: list[Find], tmp_path: Path) -> None:
    index.save(tmp_path / "terms.index")
    for copy in (pickle.loads(pickle.dumps(index)), Index.open(tmp_path / "terms.index")):
        assert copy.digest == index.digest
        assert copy.engine == index.engine
        assert len(copy) == len(TERMS)
        assert list(copy.scan(TEXTS)) == finds


@pytest.mark.parametrize("damage", ["cut", "flipped", "foreign", "empty", "lengthened"])
def test_a_damaged_file_is_refused(index: Index, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "terms.index"
    index.save(file)
    data = bytearray(file.read_bytes())
    if damage == "flipped":
        data[len(data) // 2] ^= 0x10
    cases: dict[str, bytes | bytearray] = {
        "cut": data[:-7],
        "flipped": data,
        "foreign": b"SQLite format 3\0" + data,
        "empty": b"",
        "lengthened": data + b"x",
    }
    file.write_bytes(cases[damage])
    with pytest.raises(termscan.ForeignIndexError, match="index"):
        Index.open(file)


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Index.open(tmp_path / "none")


def test_more_ordinary_words_make_another_index(index: Index, engine: Engine) -> None:
    more = index.with_ordinary(["rolez", "Ordinary"])
    assert index.find("rolez") != []
    assert more.find("rolez") == []
    assert more.digest != index.digest
    assert more.digest == index.with_ordinary(["ORDINARY", "rolez", "rolez"]).digest


@pytest.mark.parametrize(
    "other",
    [
        ([*TERMS, "x"], Options()),
        (TERMS[::-1], Options()),
        (TERMS, Options(inflect=False)),
        (TERMS, Options(one_edit_from=6)),
        (TERMS, Options(two_edits_from=8)),
        (TERMS, Options(ordinary_rule=False)),
        (TERMS, Options(ordinary=["a"])),
        ([Term("Rolex", edits=0), *TERMS[1:]], Options()),
        ([Term("Rolex", "en"), *TERMS[1:]], Options()),
        ([Term("Rolex", glued=False), *TERMS[1:]], Options()),
        ([Term("Rolex", disguises=False), *TERMS[1:]], Options()),
    ],
)
def test_whatever_shapes_results_shapes_the_digest(engine: Engine, other: tuple[list[Term | str], Options]) -> None:
    assert termscan.compile(*other, engine=engine).digest != termscan.compile(TERMS, engine=engine).digest


def test_the_digest_is_the_same_on_every_machine(engine: Engine) -> None:
    index = termscan.compile(["Rolex", Term("ivory", "en")], Options(ordinary=["b", "Á", "a"]), engine=engine)
    again = termscan.compile([Term("Rolex"), Term("ivory", "en")], Options(ordinary=("a", "b", "a", "")), engine=engine)
    assert index.digest == again.digest
    assert len(index.digest) == 64


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_results_never_depend_on_threads(index: Index, finds: list[Find], threads: int) -> None:
    assert list(index.scan(TEXTS, threads=threads)) == finds


def test_one_index_serves_many_threads_at_once(index: Index, finds: list[Find]) -> None:
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: list(index.scan(TEXTS)), range(8)):
            assert found == finds


@pytest.mark.parametrize(
    "column",
    [
        pa.array(TEXTS),
        pa.array(TEXTS, pa.large_string()),
        pa.array(["x", *TEXTS])[1:],
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:7], [], TEXTS[7:]], pa.string()),
        tuple(TEXTS),
        pa.array(TEXTS).cast(pa.string_view()),
    ],
    ids=["array", "large", "slice", "dictionary", "chunks", "tuple", "view"],
)
def test_columns_of_all_sorts_give_the_same_finds(index: Index, finds: list[Find], column: object) -> None:
    assert list(index.scan(column)) == finds


def test_a_polars_column_gives_the_same_finds(index: Index, finds: list[Find]) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed; it is no dependency")
    assert list(index.scan(polars.Series(TEXTS))) == finds


def test_a_column_of_numbers_is_refused(index: Index) -> None:
    with pytest.raises((TypeError, ValueError)):
        index.scan(pa.array([1, 2]))


def test_finds_leave_as_an_arrow_struct_array(index: Index, finds: list[Find]) -> None:
    array = pa.array(index.scan(TEXTS))
    names = ["row", "term", "start", "end", "distance", "disguises", "boundary"]
    kinds = [pa.uint32()] * 4 + [pa.uint8(), pa.uint16(), pa.uint8()]
    assert [(field.name, field.type) for field in array.type] == list(zip(names, kinds, strict=True))
    assert [tuple(entry.values()) for entry in array.to_pylist()] == [tuple(find) for find in finds]


def test_finds_are_a_sequence(index: Index, finds: list[Find]) -> None:
    found = index.scan(TEXTS)
    assert (len(found), found[0], found[-1]) == (len(finds), finds[0], finds[-1])
    with pytest.raises(IndexError):
        found[len(finds)]
