from dataclasses import replace

import pytest

from matching.linguistics.windows import REACH, window_of
from tests.factories import make_term
from tests.matching.linguistics.finding import asked_about

IVORY = replace(make_term("ivory"), parse=True)


def window(title: str, language: str = "en") -> tuple[str, str]:
    (candidate,) = asked_about(title, IVORY)
    found = window_of(candidate, language)
    return found.text, found.text[found.start : found.end]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Old Ivory Netsuke From Kyoto", "old ivory netsuke from kyoto"),
        ("OLD IVORY NETSUKE FROM KYOTO", "old ivory netsuke from kyoto"),
        ("An ivory netsuke from Kyoto in Japan", "An ivory netsuke from Kyoto in Japan"),
        ("Ivory netsuke", "Ivory netsuke"),
    ],
)
def test_a_title_is_read_in_small_letters_and_a_sentence_as_it_is(title: str, read: str) -> None:
    assert window(title)[0] == read


def test_capitals_say_nothing_where_nouns_have_them() -> None:
    title = "Alte Figur Aus Ivory Mit Sockel"
    assert window(title, "de")[0] == title
    assert window(title.upper(), "de")[0] == title.lower()


@pytest.mark.parametrize("written", ["іvory", "iv0ry", "i\u200bvory"])
def test_a_parser_sees_the_term_and_not_its_disguise(written: str) -> None:
    assert window(f"a carved {written} netsuke for you") == ("a carved ivory netsuke for you", "ivory")


def test_a_form_of_the_term_stays_as_it_was_written() -> None:
    (candidate,) = asked_about("two old tusks here", replace(make_term("tusk"), parse=True))
    assert window_of(candidate, "en").text == "two old tusks here"


def test_only_some_words_of_the_clause_are_read() -> None:
    before = " ".join(f"a{place}b" for place in range(30))
    after = " ".join(f"c{place}d" for place in range(30))
    text, found = window(f"{before} ivory {after}")
    assert found == "ivory"
    assert len(text.split()) == 2 * REACH + 1


def test_another_clause_is_not_read() -> None:
    assert window("No box. Carved ivory netsuke; very old")[0].strip(" ;.") == "Carved ivory netsuke"
