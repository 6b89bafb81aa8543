import pytest

from crawlers.reading import read_page
from crawlers.reading.encoding import decode_page
from tests.crawlers.reading.invented import item_page

GERMAN = "Ältere Möbel für größere Räume"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "二手苹果手机,九成新,原装正品,价格便宜,卖家:上海小王"),
        ("big5", "二手蘋果手機九成新原裝正品價格便宜賣家台北"),
        ("euc_kr", "중고 아이폰 판매합니다 가격은 삼십만원 서울 직거래"),
        ("shift_jis", "中古のカメラを出品します。送料込みの価格です"),
        ("euc_jp", "中古のカメラを出品します。送料込みの価格です"),
        ("cp1251", "Продаю старинный браслет из слоновой кости, Москва"),
        ("cp1252", GERMAN),
        ("iso8859_2", "Sprzedam używaną książkę, źródło, Łódź, część"),
        ("utf-8", GERMAN),
        ("utf-16", GERMAN),
    ],
)
def test_undeclared_encodings_are_known_by_their_everyday_letters(encoding: str, text: str) -> None:
    assert decode_page(text.encode(encoding)) == text


def test_declarations_are_followed_and_wrong_ones_are_not() -> None:
    meta = f"<meta charset='windows-1251'><h1>{'Шкатулка из ореха'}</h1>"
    assert "Шкатулка" in decode_page(meta.encode("cp1251"))
    assert "Шкатулка" in decode_page("Шкатулка".encode("koi8-r"), "text/html; charset=koi8-r")
    lying = f"<meta charset='iso-8859-1'><h1>{GERMAN}</h1>"
    assert GERMAN in decode_page(lying.encode())


def test_torn_utf8_stays_utf8() -> None:
    assert decode_page(GERMAN.encode()[:-30] + "größ".encode()[:-1]).startswith("Ältergrö")


def test_no_control_character_or_lone_surrogate_comes_through() -> None:
    assert decode_page(b"a\x00b\x07c") == "abc"
    head = '<script type="application/ld+json">{"@type":"Product","name":"Box \\ud800 x","offers":{"price":1}}</script>'
    item = read_page(item_page(title="Box x", head=head)).item
    assert item is not None
    assert item.title is not None
    item.title.encode("utf-8")
