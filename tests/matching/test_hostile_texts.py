import itertools
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import termscan
from domain.keyword_list import Requirement, TermKind
from matching import Matcher
from tests.factories import make_list, make_listing, make_term

MATCHER = Matcher(
    [
        make_list(
            make_term("ivory"),
            make_term("rhino horn"),
            make_term("sibutramine"),
            make_term("Elfenbein", language="de"),
            make_term("слоновая кость", language="ru"),
            make_term("象牙", language="zh"),
            make_term("1:1", language="und"),
            unless=("ivory white", "soap"),
        )
    ]
)
SIZE = 200_000 if termscan.engine == "compiled" else 10_000


@pytest.mark.parametrize(
    "text",
    [
        "ivory " * (SIZE // 6),
        "x" * SIZE,
        "a " * (SIZE // 2),
        "i v o r y " * (SIZE // 10),
        "1 " * (SIZE // 2),
        "a@" * (SIZE // 2),
        "a" + "$" * SIZE + "b",
        "iv*ry " * (SIZE // 6),
        "rhi no ho rn " * (SIZE // 13),
        "#ivorywhitesoap " * (SIZE // 16),
        "\u200b" * SIZE,
        "i" + "\u0301" * 5_000 + "vory",
        "\ud800" * SIZE,
        "象牙" * (SIZE // 2),
        "Rоlеx " * (SIZE // 6),
        "10mg x " * (SIZE // 7),
        "\n" * SIZE,
        "without a" + " " * SIZE + "ivory",
        "genuine ivory carved " * (SIZE // 21),
        "no carved ivory " * (SIZE // 16),
    ],
    ids=range(20),
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    MATCHER.assess(make_listing(text, description=text[:1000]))
    assert time.process_time() - start < 10


def names(count: int) -> list[str]:
    syllables = ("bar", "dol", "fen", "gur", "kim", "lap", "mos", "nif", "pux", "rez", "tav", "woj")
    return ["".join(parts) for parts in itertools.islice(itertools.product(syllables, repeat=3), count)]


@pytest.mark.skipif(termscan.engine != "compiled", reason="the reference engine is slow on so many terms")
def test_time_grows_with_the_number_of_finds_and_not_with_its_square() -> None:
    needy = Requirement(words=("carved",), kinds=(TermKind.BRAND, TermKind.REPLICA_WORDING), within=4)
    kinds = itertools.cycle((TermKind.BRAND, TermKind.MATERIAL, TermKind.SUBSTANCE, TermKind.REPLICA_WORDING))
    terms = [
        replace(make_term(name, kind=kind), requires=needy) for name, kind in zip(names(1600), kinds, strict=False)
    ]
    matcher = Matcher([make_list(*terms)])
    text = ". ".join(term.text for term in terms)
    times = []
    for repeated in (1, 1, 8):
        start = time.process_time()
        matcher.assess(make_listing(description="\n".join([text] * repeated)))
        times.append(time.process_time() - start)
    _, once, often = times
    assert often < 20 * once


def test_a_border_between_title_and_description_or_lines_parts_a_phrase() -> None:
    assert MATCHER.assess(make_listing("A rhino", "horn")).matches == ()
    assert MATCHER.assess(make_listing("A rhino\nhorn")).matches == ()
    assert len(MATCHER.assess(make_listing("A rhino horn")).matches) == 1


PIECES = st.sampled_from(
    [
        "ivory",
        "ivоry",
        "rhino",
        "horn",
        " ",
        "-",
        ".",
        "\n",
        "象",
        "牙",
        "e\u0301",
        "\u200b",
        "İ",
        "\ud800",
        "$",
        "0",
        "1:1",
    ]
)


@settings(deadline=None)  # how long it takes is tested above
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join), st.text(max_size=50))
def test_a_match_says_where_it_stands_and_the_answer_is_always_the_same(title: str, description: str) -> None:
    listing = make_listing(title, description)
    assessment = MATCHER.assess(listing)
    for match in assessment.matches:
        whole = title if match.field == "title" else description
        assert match.text == whole[match.start : match.end] != ""
        assert 0 < match.similarity <= 1
        assert match.reason
    assert MATCHER.assess(listing) == assessment
    assert 0 <= assessment.score <= 1
