import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from domain.keyword_list import Term, TermKind
from domain.match import Disguise
from matching.index import compile_index
from matching.ordinary_words import ordinary_words
from matching.reading import Reader
from tests.factories import make_list, make_term

TERMS = ("ivory", "pangolin", "sibutramine", "Hoodia", "tortoiseshell", "Chanel", "RAD140", "MK-677")
LIST = make_list(
    *(make_term(text) for text in TERMS),
    make_term("Elfenbein", language="de"),
    make_term("подделка", language="ru"),
    Term(text="kratom", language="en", kind=TermKind.SUBSTANCE, fuzzy=0),
)
READER = Reader(compile_index([LIST]))


@pytest.mark.parametrize(
    ("written", "word", "disguise"),
    [
        ("ivоry", "ivory", Disguise.LOOK_ALIKE),
        ("iv0ry", "ivory", Disguise.LEET),
        ("$ibutramine", "sibutramine", Disguise.LEET),
        ("iivvooorryy", "ivory", Disguise.REPEATED),
        ("iv*ry", "ivory", Disguise.MASKED),
        ("pangolni", "pangolin", Disguise.EDITED),
        ("sibutrmin", "sibutramine", Disguise.EDITED),
        ("сhаnеl", "chanel", Disguise.LOOK_ALIKE),
    ],
)
def test_a_disguised_word_is_read(written: str, word: str, disguise: Disguise) -> None:
    readings = READER.read(written)
    assert [reading.word for reading in readings] == [word]
    assert disguise in readings[0].disguises


@pytest.mark.parametrize(
    "written",
    [
        "hoodie",
        "channel",
        "panel",
        "поделка",
        "ivary",
        "savory",
        "kratam",
        "250mg",
        "a4",
        "5ml",
        "1v0",
        "киоск",
        "***",
        "i***y",
    ],
)
def test_ordinary_words_amounts_and_short_words_are_read_as_nothing(written: str) -> None:
    assert READER.read(written) == ()


@pytest.mark.parametrize(
    ("written", "rest"),
    [("elfenbeinschnitzerei", "schnitzerei"), ("kunstelfenbein", "kunst"), ("elfenbeinfarben", "farben")],
)
def test_a_german_compound_is_read_with_what_else_it_is_made_of(written: str, rest: str) -> None:
    assert [(reading.word, reading.rest) for reading in READER.read(written)] == [("elfenbein", rest)]


@given(st.sampled_from(["pangolin", "sibutramine", "tortoiseshell"]), st.data())
def test_no_error_within_the_limits_is_missed(word: str, data: st.DataObject) -> None:
    allowed = 1 if len(word) < 10 else 2
    written = word
    for _ in range(data.draw(st.integers(1, allowed))):
        place = data.draw(st.integers(0, len(written) - 1))
        letter = data.draw(st.sampled_from("aeinrstx"))
        written = data.draw(
            st.sampled_from(
                [
                    written[:place] + written[place + 1 :],
                    written[:place] + letter + written[place:],
                    written[:place] + letter + written[place + 1 :],
                ]
            )
        )
    distance = OSA.distance(word, written)
    if 0 < distance <= allowed and written not in ordinary_words() and "aaa" not in written:
        assert word in {reading.word for reading in READER.read(written)}
