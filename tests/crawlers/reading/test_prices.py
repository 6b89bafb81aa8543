from decimal import Decimal

import pytest

from crawlers.reading.prices import machine_price, parse_price


@pytest.mark.parametrize(
    ("text", "host", "amount", "currency"),
    [
        ("1.234,56 €", "", "1234.56", "EUR"),
        ("€ 1.250,-", "", "1250", "EUR"),
        ("1.500 € VB", "", "1500", "EUR"),
        ("CHF 1’299.00", "", "1299.00", "CHF"),
        ("1'299.-", "trödel.example.ch", "1299", None),
        ("£1,200 ono", "", "1200", "GBP"),
        ("US $12.99", "", "12.99", "USD"),
        ("AU $20.00", "", "20.00", "AUD"),
        ("$ 12,990", "feria.example.cl", "12990", "CLP"),
        ("1 234 kr", "loppis.example.se", "1234", "SEK"),
        ("450.000 kr.", "lopper.example.dk", "450000", "DKK"),
        ("Rs 785,000", "bazaar.example.pk", "785000", "PKR"),
        ("12.500.000 ₫", "", "12500000", "VND"),
        ("Rp 1.250.000", "", "1250000", "IDR"),
        ("¥12,800", "ichi.example.jp", "12800", "JPY"),
        ("¥128", "shi.example.cn", "128", "CNY"),
        ("12.990 Ft", "", "12990", "HUF"),
        ("2 000 руб.", "", "2000", "RUB"),
        ("173,34 Lei", "", "173.34", "RON"),
        ("R$ 62,99", "", "62.99", "BRL"),
        ("39,⁹⁹ €", "", "39.99", "EUR"),
        ("1299⁹⁹ zł", "", "1299.99", "PLN"),
        ("$ 11 98", "", "11.98", "USD"),
        ("current price Now $17.98", "", "17.98", "USD"),
        ("NOW $17.98", "", "17.98", "USD"),
        ("Price: C $5.00", "", "5.00", "CAD"),
        ("12 499 zł", "", "12499", "PLN"),
        ("$5 - $9", "", "5", "USD"),
        ("10 – 20 €", "", "10", "EUR"),
        ("Preis: 15 Euro", "", "15", "EUR"),
    ],
)
def test_prices_are_read_as_people_write_them(text: str, host: str, amount: str, currency: str | None) -> None:
    money = parse_price(text, host=host)
    assert money is not None
    assert (money.amount, money.currency, money.text) == (Decimal(amount), currency, text)


@pytest.mark.parametrize("text", ["", "VB", "Free", "auf Anfrage", "€", "9" * 40])
def test_what_names_no_amount_is_no_price(text: str) -> None:
    assert parse_price(text) is None


@pytest.mark.parametrize(
    ("value", "amount"),
    [("19.99", "19.99"), (5, "5"), (5.5, "5.5"), ("1,299.00 USD", "1299.00"), (True, None), (None, None), ("", None)],
)
def test_prices_for_machines_have_a_decimal_point(value: object, amount: str | None) -> None:
    assert machine_price(value) == (Decimal(amount) if amount else None)
