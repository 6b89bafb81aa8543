"""Where a find stands: its span in the original text holds the term and nothing else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import termscan
from tests.termscan.seeing import Engine, index_of, only

ODD = "ßﬁﷺ½…ŉİıǆＲ𝐑Ⓡ🇷™Åé\u0301\u200b\u00ad\u20dd\ufe0f\U000e0041\u202e\ud800ｶﾞカ\u3099ガйи\u0306ё象ก\u0e38\u0bcd\x00\n"
SPELLINGS = {
    "r": "rRｒ𝐫ⓡ🅡ʳр"[:6],
    "o": "oOóộｏ𝗼⓪"[:6],
    "l": "lLłｌ𝓁",
    "e": "eEéệｅ",
    "x": "xXｘ𝐱ⓧ",
}
INSIDE = ["", "", "", "\u200b", "\u00ad", "\u2060", "\u0301", "\u0301\u0327", "\ufe0f", "\U000e0041"]


@st.composite
def written(draw: st.DrawFn) -> str:
    """Return `rolex` in unusual letters, with invisible characters and marks between them."""
    letters = [draw(st.sampled_from(SPELLINGS[letter])) for letter in "rolex"]
    return "".join(letter + draw(st.sampled_from(INSIDE)) for letter in letters[:-1]) + letters[-1]


@settings(max_examples=300, deadline=None)
@given(st.text(ODD, max_size=8), written(), st.text(ODD, max_size=8))
def test_a_span_holds_the_term_whatever_stands_around_it(engine: Engine, before: str, term: str, after: str) -> None:
    text = f"{before} .. {term} .. {after}"
    find = only(index_of(["Rolex"], engine), text)
    start = len(before) + 4
    assert find.start == start
    assert find.end == start + len(term)
    assert termscan.fold(text[find.start : find.end]).text == "rolex"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(ODD) | st.characters(), max_size=20))
def test_folding_leads_back_to_the_original(text: str) -> None:
    folded = termscan.fold(text)
    starts = folded.starts if folded.starts is not None else list(range(len(folded.text)))
    ends = folded.ends if folded.ends is not None else [start + 1 for start in starts]
    assert len(starts) == len(ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends == sorted(ends)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = termscan.fold(text).text
    assert termscan.fold(once).text == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("RÓLEX", "rolex"),
        ("Ｒｏｌｅｘ", "rolex"),
        ("𝐑𝐨𝐥𝐞𝐱", "rolex"),
        ("🅡🅾🄻🅴🅧", "rolex"),
        ("🇷🇴", "ro"),
        ("Rоlex", "rоlex"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("ЁЛКА", "елка"),
        ("Йод", "йод"),
        ("И\u0306од", "йод"),
        ("Ελεφαντόδοντο Σ", "ελεφαντοδοντο σ"),
        ("שֶׁנְהָב", "שנהב"),
        ("عَاجٌ أ", "عاج ا"),
        ("٣٤٥", "345"),
        ("½ x²", "1 2 x2"),
        ("Rolex™", "rolex "),
        ("ro\u200bl\u00adex", "rolex"),
        ("ｶﾞ", "カ\u3099"),
        ("ガ", "カ\u3099"),
        ("ﷺ", " "),
        ("\ud800", " "),
        ("กุ้ง", "กุ้ง"),
        ("ﬁne", "fine"),
    ],
)
def test_letters_become_honest(text: str, folded: str) -> None:
    assert termscan.fold(text).text == folded


def test_decomposed_text_folds_like_composed() -> None:
    for text in ("Rólex", "Ёлка йод їжак", "Łódź", "Ελεφαντόδοντο", "グッチ"):
        assert termscan.fold(unicodedata.normalize("NFD", text)).text == termscan.fold(text).text
