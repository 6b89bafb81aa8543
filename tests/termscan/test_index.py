"""An index as a thing: named, stored, pickled, shared by threads, asked by columns."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import termscan
from termscan import Find, Index, Options, OrdinaryWords, Term
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
    with pytest.raises(TypeError, match="A column of strings is needed, this one has the Arrow"):
        index.scan(pa.array([1, 2]))


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view()])
def test_a_column_of_bytes_is_read_as_utf_8(index: Index, finds: list[Find], kind: pa.DataType) -> None:
    assert list(index.scan(pa.array(TEXTS).cast(pa.binary()).cast(kind))) == finds


def test_a_column_of_nulls_gives_nothing(index: Index) -> None:
    assert len(index.scan(pa.nulls(3))) == 0


Wrong = Callable[[Index, Any], object]
compile_: Any = termscan.compile
"""Untyped, so that it can be given what it must refuse."""


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (
            lambda _, engine: compile_("rolex", engine=engine),
            TypeError,
            r"Terms .* put it in a list: \['rolex'\]",
        ),
        (lambda _, engine: compile_(None, engine=engine), TypeError, "Terms must be several, .* not None"),
        (lambda _, engine: compile_(["x", 1], engine=engine), TypeError, "Term 1 must be a str or .* type int"),
        (lambda _, engine: compile_([b"x"], engine=engine), TypeError, "Term 0 must be a str or .* type bytes"),
        (
            lambda _, engine: compile_(["x"], {"a": 1}, engine=engine),
            TypeError,
            "must be termscan.Options .* dict",
        ),
        (lambda _, engine: compile_(["x"], {}, engine=engine), TypeError, "must be termscan.Options or None"),
        (lambda index, _: index.with_ordinary("rolx"), TypeError, r"Ordinary words .* put it in a list: \['rolx'\]"),
        (
            lambda index, _: index.with_ordinary(["a", 1]),
            TypeError,
            "Ordinary word 1 must be a str, not of the type int",
        ),
        (lambda index, _: index.find(None), TypeError, "A text to look in must be a str, not None"),
        (lambda index, _: index.find(b"x"), TypeError, "must be a str, not of the type bytes; decode it first"),
        (lambda index, _: index.scan("x"), TypeError, "not one str; use find"),
        (lambda index, _: index.scan(b"x"), TypeError, "such as a list, not of the type bytes"),
        (lambda index, _: index.scan(None), TypeError, "such as a list, not None"),
        (lambda index, _: index.scan(["x", 5]), TypeError, "str and None only; row 1 is of the type int"),
        (lambda index, _: index.scan(["x"], threads=0), ValueError, "1 or more, or None .*, not 0"),
        (lambda index, _: index.scan(["x"], threads=-1), ValueError, "1 or more, or None .*, not -1"),
        (lambda index, _: index.scan(["x"], threads=1.5), TypeError, "an int or None .* type float"),
    ],
)
def test_what_is_given_by_mistake_is_refused_alike(
    index: Index, engine: Engine, wrong: Wrong, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        wrong(index, engine)


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (lambda: Term(5), TypeError, "The text of a term must be a str"),  # type: ignore[arg-type]  # the mistake
        (lambda: Term("rolex", edits=3), ValueError, r"must be 0 to 2, or None \(by length\), not 3"),
        (lambda: Term("rolex", edits=-1), ValueError, "must be 0 to 2"),
        (lambda: Term("rolex", edits="1"), TypeError, "int or None"),  # type: ignore[arg-type]  # the mistake
        (lambda: Options(one_edit_from=-1), ValueError, "one_edit_from must be 0 to"),
        (lambda: Options(ordinary="x"), TypeError, "put it in a list"),
        (lambda: OrdinaryWords("x"), TypeError, "put it in a list"),
        (lambda: OrdinaryWords(["a"]) | "x", TypeError, "put it in a list"),
        (lambda: termscan.compile([], engine="rust"), ValueError, "no engine 'rust'; take 'compiled', 'python'"),  # type: ignore[arg-type]  # the mistake
        (lambda: termscan.fold(None), TypeError, "A text to fold must be a str, not None"),  # type: ignore[arg-type]  # the mistake
        (lambda: termscan.fold(b"x"), TypeError, "decode it first"),  # type: ignore[arg-type]  # the mistake
    ],
)
def test_what_no_engine_is_asked_for_is_refused_too(
    wrong: Callable[[], object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        wrong()


@pytest.mark.parametrize("texts", [TEXTS, []])
def test_finds_have_the_same_arrow_schema_whichever_engine_found_them(index: Index, texts: list[str | None]) -> None:
    names = ["row", "term", "start", "end", "distance", "disguises", "boundary"]
    kinds = [pa.uint32()] * 4 + [pa.uint8(), pa.uint16(), pa.uint8()]
    wanted = pa.struct([pa.field(name, kind, nullable=False) for name, kind in zip(names, kinds, strict=True)])
    finds = index.scan(texts)
    assert pa.array(finds).type == wanted
    assert pa.field(finds) == pa.field("", wanted, nullable=False)


def test_a_file_opens_as_of_the_engine_that_stored_it(index: Index, engine: Engine, tmp_path: Path) -> None:
    index.save(tmp_path / "terms.index")
    assert Index.open(tmp_path / "terms.index").engine == engine


def test_without_the_core_its_file_is_told_as_such(
    index: Index, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.save(tmp_path / "terms.index")
    monkeypatch.setattr("termscan.index.core", None)
    if engine == "python":
        assert Index.open(tmp_path / "terms.index").digest == index.digest
        return
    with pytest.raises(termscan.ForeignIndexError, match=r"stored by the compiled engine.* Compile the terms again"):
        Index.open(tmp_path / "terms.index")


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
