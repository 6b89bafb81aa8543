import dataclasses

import pytest

from domain.match import Match, TextField
from marketsweep.cli.details import odd_characters
from marketsweep.cli.explanation import COUNTED, EXCUSED, highlighted
from tests.factories import make_term


def match(start: int, end: int, *, excused_by: str = "", field: TextField = TextField.TITLE) -> Match:
    return Match(
        term=make_term(),
        list_id="l",
        list_version="1",
        field=field,
        start=start,
        end=end,
        text="",
        similarity=1.0,
        excused_by=excused_by,
    )


def marked(text: str, *matches: Match) -> list[tuple[str, str]]:
    shown = highlighted(text, TextField.TITLE, matches)
    return [(shown.plain[span.start : span.end], str(span.style)) for span in shown.spans]


def test_what_counts_and_what_is_excused_are_marked_in_the_text_as_it_stood() -> None:
    text = "😀 Ivory and ivory white"
    assert marked(text, match(2, 7), match(12, 17, excused_by="ivory white")) == [
        ("Ivory", COUNTED),
        ("ivory", EXCUSED),
    ]
    assert highlighted(text, TextField.TITLE, ()).plain == text


def test_spans_of_another_field_are_not_marked() -> None:
    assert marked("Ivory", match(0, 5, field=TextField.DESCRIPTION)) == []


def test_of_overlapping_spans_the_first_is_marked_and_no_letter_is_doubled() -> None:
    shown = highlighted("ivory netsuke", TextField.TITLE, (match(0, 13), match(0, 5), match(6, 13)))
    assert shown.plain == "ivory netsuke"


def test_signs_that_steer_a_terminal_are_shown_not_sent() -> None:
    assert marked("a\x1b[2J Iv\u200bory", match(6, 12)) == [("Iv\\u{200b}ory", COUNTED)]


@pytest.mark.parametrize("at", [0, 500, 995])
def test_of_a_long_text_only_what_is_near_a_find_is_shown(at: int) -> None:
    text = "x" * at + "ivory" + "y" * (995 - at)
    shown = highlighted(text, TextField.TITLE, (match(at, at + 5),))
    assert "ivory" in shown.plain
    assert len(shown.plain) < 400
    assert ("…" in shown.plain) or len(text) < 400


def test_in_detail_each_odd_character_is_named() -> None:
    found = dataclasses.replace(match(0, 6), term=make_term("rolex"), text="Rоl\u200bx")
    assert odd_characters(found) == [
        "“о” U+043E cyrillic small letter o",
        "invisible U+200B zero width space",
    ]
