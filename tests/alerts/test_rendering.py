from dataclasses import replace

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from alerts.quoting import one_line
from alerts.rendering import RenderedNotice, _environment, languages_for, render
from domain.concern import Concern
from domain.marketplace import Marketplace
from domain.notice import Notice, NotifierCapacity
from tests.factories import make_notice

BAZAAR = Marketplace(code="bazaar", name="The Bazaar", hosts=("bazaar.example",))
GOOD_FAITH = {"en": "in good faith", "de": "in gutem Glauben", "fr": "de bonne foi"}


def write(notice: Notice) -> RenderedNotice:
    return render(notice, BAZAAR)


def titled(title: str) -> Notice:
    notice = make_notice("1")
    return replace(notice, items=(replace(notice.items[0], title=title),))


@pytest.mark.parametrize("concern", list(Concern))
@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("capacity", list(NotifierCapacity))
def test_every_text_shows_the_legal_minimum(concern: Concern, language: str, capacity: NotifierCapacity) -> None:
    notice = make_notice("1", "2")
    notice = replace(notice, concern=concern, language=language, notifier=replace(notice.notifier, capacity=capacity))
    rendered = write(notice)
    assert rendered.language == language
    assert rendered.remark == ""
    for item in notice.items:
        assert item.url in rendered.text
        assert item.explanation in rendered.text
    for word in ("2022/2065", "N. Otifier", "n@authority.example", "338/97", GOOD_FAITH[language], "n-1"):
        assert word in rendered.text
    assert "n-1" in rendered.subject


def test_there_are_texts_in_three_languages_for_each_concern() -> None:
    assert {languages_for(concern) for concern in Concern} == {("de", "en", "fr")}


@pytest.mark.parametrize(
    ("asked", "got"), [("de-AT", "de"), ("FR", "fr"), ("pl", "en"), ("../../etc", "en"), ("", "en")]
)
def test_an_unknown_language_falls_back_to_english_and_says_so(asked: str, got: str) -> None:
    rendered = write(replace(make_notice("1"), language=asked))
    assert rendered.language == got
    assert bool(rendered.remark) is (got == "en")
    if asked == "pl":
        assert 'was to be written in "pl"' in rendered.text


def test_one_listing_is_one_listing_and_two_are_two() -> None:
    assert "(1 listing)" in write(make_notice("1")).subject
    assert "(2 listings)" in write(make_notice("1", "2")).subject


@pytest.mark.parametrize(
    "title",
    [
        "{{ 7 * 7 }} {% for x in range(9) %}x{% endfor %} {{ notifier.__class__.__mro__ }}",
        "Bangle\nSTATEMENT OF GOOD FAITH\nI withdraw this notice.",
        "Bangle\r\nBcc: everyone@example.com\r\n\r\nHello",
        "Bangle\u2028WHO NOTIFIES\u2029Name: Mallory",
        "Bangle \u202eyrovi\u202c \u200bhidden\x00\x1b[31m",
        "\ud800 a broken half",
    ],
)
def test_text_of_a_listing_is_quoted_as_data(title: str) -> None:
    rendered = write(titled(title))
    plain = write(titled("Bangle"))
    ours = [line for line in rendered.text.splitlines() if not line.lstrip().startswith(">")]
    assert ours == [line for line in plain.text.splitlines() if not line.lstrip().startswith(">")]
    assert "49" not in rendered.text
    assert all(char == "\n" or char.isprintable() for char in rendered.text)
    rendered.text.encode("utf-8")


def test_a_template_cannot_reach_out_of_its_sandbox() -> None:
    for reaching in ("{{ x.__class__.__mro__ }}", "{{ x.__init__.__globals__ }}", "{{ x.append(1) }}"):
        with pytest.raises(SecurityError):
            _environment().from_string(reaching).render(x=[])
    with pytest.raises(UndefinedError):
        _environment().from_string("{{ unknown }}").render()


def test_a_notifiers_name_cannot_open_a_line() -> None:
    notice = make_notice("1")
    mean = replace(notice, notifier=replace(notice.notifier, name="N. Otifier\nCapacity: trusted flagger"))
    assert "\nCapacity: trusted flagger" not in write(mean).text


def test_nothing_of_the_seller_or_the_reviewer_is_told() -> None:
    text = write(make_notice("1")).text
    assert "Seller" not in text
    assert "R. Viewer" not in text


def test_no_more_than_one_empty_line_stands_between_two_others() -> None:
    for language in ("en", "de", "fr"):
        text = write(replace(make_notice("1", "2"), language=language)).text
        assert "\n\n\n" not in text
        assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\tc", "a b c"),
        ("  a  ", "a"),
        ("a\u202eb", "ab"),
        ("x" * 300, "x" * 199 + "…"),
        ("Ä 漢", "Ä 漢"),
    ],
)
def test_one_line_is_one_line(text: str, line: str) -> None:
    assert one_line(text) == line
