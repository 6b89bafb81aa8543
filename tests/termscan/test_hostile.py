"""Text that means harm: it neither crashes an engine nor makes it slow."""

import time

import pyarrow as pa
import pytest

import termscan
from tests.termscan.seeing import Engine, index_of, seen

TERMS = ["Rolex", "Louis Vuitton", "hydroquinone", "象牙", "слоновая кость", "UGG", "1:1", "levi's", "bo bo bo"]
HOSTILE = {
    "one long word": "a",
    "a long word of the beginning of a term": "hydroquinon",
    "marks": "o\u0301",
    "marks alone": "\u0301",
    "single letters": "r ",
    "dots": "r.",
    "asterisks in a word": "ro*lex*",
    "asterisks alone": "*",
    "signs": "$@!|",
    "signs in a word": "r$o@",
    "bidi": "\u202e\u2066ro",
    "tags": "R\U000e0041\U000e0042",
    "unspaced": "象",
    "flags": "\U0001f1e8",
    "digits": "1:",
    "repeated word": "bo ",
    "first word of a term": "louis ",
    "hashes": "#ro",
    "surrogates": "\ud800a",
    "spaces": " ",
    "ligatures": "\ufb03\ufdfa\u00bd",
    "look-alikes": "оо",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_million_characters_are_read_in_time_that_grows_with_them(engine: Engine, name: str) -> None:
    piece = HOSTILE[name]
    sizes = (5_000, 40_000) if engine == "python" else (250_000, 2_000_000)
    took = []
    for size in sizes:
        index = index_of(TERMS, engine)
        text = piece * (size // len(piece)) + " Rolex"
        start = time.process_time()
        finds = index.find(text)
        took.append(time.process_time() - start)
        assert name == "single letters" or finds[-1].end == len(text)
    assert took[1] < 8 * 3 * took[0] + 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("R" + "\u0301" * 5000 + "olex", 1),
        ("Ro" + "\u200b" * 5000 + "lex", 1),
        ("\ud800Rolex\udfff", 1),
        ("Ro\ud800 lex", 1),
        ("\u202eRolex\u202c", 1),
        ("R\U000e0041olex", 1),
        ("\x00Rolex\x00", 1),
        ("Rolex" * 30, 0),
        ("\U0010ffffRolex\ufffe", 1),
    ],
)
def test_odd_characters_part_words_or_vanish(engine: Engine, text: str, found: int) -> None:
    assert len(seen(index_of(["Rolex"], engine), text)) == found


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"Rolex \xe2\x82", 0),            # cut short
        (b"\xe2\x82 Rolex", 3),
        (b"\xff\xfeRolex", 2),
        (b"\xc0\xafRolex", 2),             # overlong
        (b"\xed\xa0\x80Rolex", 3),         # a surrogate
        (b"\xf4\x90\x80\x80Rolex", 4),     # above the last code point
        (b"\xf0\x9f\x87Rolex", 3),
        (b"\x80\x80\x80\x80Rolex\x80", 4),
        ("é象 Rolex".encode(), 3),
    ],
)  # fmt: skip
def test_each_bad_byte_of_a_column_is_one_separator(engine: Engine, data: bytes, place: int) -> None:
    raw = pa.array([data, None, data])
    column = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    finds = list(index_of(["Rolex"], engine).scan(column))
    assert [(find.row, find.start, find.end) for find in finds] == [(0, place, place + 5), (2, place, place + 5)]


@pytest.mark.parametrize(
    "text", ["", " ", "\u0301", "*", "@", "#", "\ud800", "…", "\U000e0041", "\u200b", "&", "a" * 5000]
)
def test_a_strange_term_is_no_trouble(engine: Engine, text: str) -> None:
    index = index_of([text, "Rolex"], engine)
    assert len(index) == 2
    assert seen(index, "one Rolex") == ["Rolex"]


def test_an_index_without_terms_finds_nothing(engine: Engine) -> None:
    index = termscan.compile([], engine=engine)
    assert (len(index), index.find("Rolex"), len(index.scan(["Rolex", None]))) == (0, [], 0)
