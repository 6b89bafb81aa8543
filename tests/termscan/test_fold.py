import pytest
from hypothesis import given
from hypothesis import strategies as st

from termscan import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("IVORY", "ivory"),
        ("Défense d'éléphant", "defense d'elephant"),
        ("Straße", "strasse"),
        ("ＲＯＬＥＸ", "rolex"),
        ("𝐫𝐨𝐥𝐞𝐱", "rolex"),
        ("Ⓡⓞⓛⓔⓧ", "rolex"),
        ("🅡🅾🅻", "rol"),
        ("i\u200bv\u2060o\u202ery", "ivory"),
        ("iv\U000e0061ory", "ivory"),
        ("e\u0301le\u0301phant", "elephant"),
        ("Йохимбе", "йохимбе"),
        ("И\u0306охимбе", "йохимбе"),
        ("Ёж", "еж"),
        ("слоновая кость", "слоновая кость"),
        ("ﷺ Rolex™", "  rolex "),
        ("がき", "か\u3099き"),
        ("\ud800x\udfff", " x "),
        ("ŁÓDŹ øl", "lodz ol"),
    ],
)
def test_folding_undoes_case_accents_width_and_invisible_characters(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_honest_cyrillic_and_greek_letters_are_left_as_they_are() -> None:
    assert fold("сор").text == "сор"
    assert fold("ελεφαντόδοντο").text == "ελεφαντοδοντο"


def test_a_span_leads_back_to_the_marks_and_invisible_characters_inside_it() -> None:
    written = "x e\u0301\u200bbo\u0301 y"
    folded = fold(written)
    start = folded.text.index("ebo")
    first, last = folded.span(start, start + 3)
    assert written[first:last] == "e\u0301\u200bbo\u0301"
    assert folded.place(first, last) == (start, start + 3)


@given(st.text())
def test_every_folded_character_comes_from_a_place_in_the_original(written: str) -> None:
    folded = fold(written)
    spans = [folded.span(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(written) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text())
def test_what_was_folded_stays_as_it_is(written: str) -> None:
    once = fold(written).text
    twice = fold(once).text
    assert fold(twice).text == twice
