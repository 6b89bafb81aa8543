from dataclasses import replace

import pytest

from matching.identifiers.gtin import canonical, canonical_isbn, names_a_product
from matching.identifiers.known_products import brands_in, gtins_in, models_in
from matching.identifiers.written import IdentifierKind, identifiers_of, is_misprinted
from tests.factories import make_listing

GTIN, ISBN, MODEL = IdentifierKind.GTIN, IdentifierKind.ISBN, IdentifierKind.MODEL


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EAN: 4006381333931", [(GTIN, "04006381333931")]),
        ("EAN-13 4006381333931, 20 pcs", [(GTIN, "04006381333931")]),
        ("GTIN 04006381333931", [(GTIN, "04006381333931")]),
        ("EAN 4 006381 333931", [(GTIN, "04006381333931")]),
        ("EAN 4006381333931 2 pieces", [(GTIN, "04006381333931")]),
        ("ＥＡＮ：４００６３８１３３３９３１", [(GTIN, "04006381333931")]),
        ("UPC 036000291452", [(GTIN, "00036000291452")]),
        ("Strichcode 96385074", [(GTIN, "00000096385074")]),
        ("Code-barres : 4006381333931", [(GTIN, "04006381333931")]),
        ("штрих-код 4006381333931", [(GTIN, "04006381333931")]),
        ("条码：4006381333931", [(GTIN, "04006381333931")]),
        ("stapler 4006381333931", [(GTIN, "04006381333931")]),  # nobody says what it is, but the check digit does
        ("carton 14006381333938", [(GTIN, "04006381333931")]),  # a carton is what is in it
        ("ISBN 0-306-40615-2", [(ISBN, "09780306406157")]),
        ("ISBN: 080442957X", [(ISBN, "09780804429573")]),
        ("ISBN 978-3-16-148410-0", [(ISBN, "09783161484100")]),
        ("MPN RLX-126610", [(MODEL, "rlx126610")]),
        ("Modell: AB 12", []),  # one word only: the rest may be anything
        ("Modellnummer: HX6859/29", [(MODEL, "hx685929")]),
        ("Art.-Nr. 81.223-X", [(MODEL, "81223x")]),
        ("Artikelnummer 55012A", [(MODEL, "55012a")]),
        ("Référence : KZ2210", [(MODEL, "kz2210")]),
        ("Réf. KZ2210", [(MODEL, "kz2210")]),
        ("Ref. 126610LN", [(MODEL, "126610ln")]),
        ("Модель: ТХ-200", [(MODEL, "тх200")]),
        ("артикул 11-22-ab", [(MODEL, "1122ab")]),
        ("型号：A1398", [(MODEL, "a1398")]),
        ("Model 2022", []),  # a year
        ("Model: 500ml", []),  # an amount
        ("Model: Corsa", []),  # a name
        ("call 4006381333932", []),  # no label, no check digit: a number like others
        ("04006381333931.5", []),
        ("phone +44 20 7946 0958", []),
        ("2024-05-12 10:30", []),
        ("jeans 4006", []),
        ("bean 96385074", []),  # no whole word before it
    ],
)
def test_numbers_of_products_are_read_in_many_languages(text: str, found: list[tuple[IdentifierKind, str]]) -> None:
    listing = make_listing("A thing", text)
    assert [(each.kind, each.value) for each in identifiers_of(listing)] == found


def test_a_number_says_where_it_stands_in_the_original_text() -> None:
    text = "Ｎew！ ΕΑΝ: 4\u200b006381333931 and MPN RLX-126610."
    for found in identifiers_of(make_listing(text)):
        assert found.span is not None
        assert text[found.span.start : found.span.end] in ("4\u200b006381333931", "RLX-126610")


@pytest.mark.parametrize(
    ("text", "misprinted"),
    [
        ("EAN 4006381333932", True),
        ("EAN 4006381333931", False),
        ("EAN 40063813339", False),  # no GTIN is that long
        ("4006381333932", False),  # not presented as one
        ("ISBN 0-306-40615-3", False),
    ],
)
def test_only_what_is_presented_as_a_gtin_can_be_misprinted(text: str, misprinted: bool) -> None:
    assert any(map(is_misprinted, identifiers_of(make_listing(text)))) is misprinted


def test_the_field_of_a_listing_comes_first_and_a_number_counts_once() -> None:
    listing = replace(make_listing("Stapler EAN 4006381333931"), gtin="4006381333931")
    assert [each.span for each in identifiers_of(listing)] == [None]


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [
        ("4006381333931", True),
        ("9783161484100", True),  # a book is a product
        ("2000010534982", False),  # printed in a shop
        ("0200030569151", False),
        ("9771144875007", False),  # a periodical: each issue bears the same
        ("9910000000003", False),  # a coupon
        ("0000000000000", False),
        ("1234567890128", False),  # an idle finger
        ("96385074", True),
        ("20123451", False),  # printed in a shop, short
    ],
)
def test_in_store_numbers_coupons_and_periodicals_name_no_product(digits: str, is_one: bool) -> None:
    gtin = canonical(digits)
    assert gtin is not None
    assert names_a_product(gtin) is is_one


@pytest.mark.parametrize("digits", ["", "4", "400638133393", "40063813339310", "٤٠٠٦٣٨١٣٣٣٩٣١", "x" * 13])
def test_what_is_no_gtin_is_none(digits: str) -> None:
    assert canonical(digits) is None
    assert canonical_isbn(digits) is None


@pytest.mark.parametrize(
    ("field", "gtins"),
    [
        ("8055186669918 8055186669925", ["08055186669918", "08055186669925"]),
        ("8055186669918, 8055186669925", ["08055186669918", "08055186669925"]),
        ("8 055186 669918", ["08055186669918"]),
        ("X001N2FNJP", []),
        ("", []),
    ],
)
def test_a_register_may_hold_several_gtins_in_one_field(field: str, gtins: list[str]) -> None:
    assert list(gtins_in(field)) == gtins


def test_a_register_may_hold_several_models_and_brands_in_one_field() -> None:
    assert list(models_in("KTM 450 XC-F; HQV FC 250")) == ["ktm450xcf", "hqvfc250"]
    assert brands_in("Land Rover, Range Rover") == ("land rover", "range rover")
    assert brands_in("Comin / unknown") == ("comin",)
