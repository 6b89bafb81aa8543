"""Prices: in which coin a country pays, and how a language writes them."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

CURRENCIES = {"GB": "GBP", "US": "USD", "CH": "CHF", "PL": "PLN", "RU": "RUB", "CN": "CNY"}
"""ISO 3166-1 to ISO 4217; every other country of the bazaar pays in euro."""

_PER_EURO = {
    "EUR": Decimal(1),
    "GBP": Decimal("0.86"),
    "USD": Decimal("1.09"),
    "CHF": Decimal("0.95"),
    "PLN": Decimal("4.3"),
    "RUB": Decimal(95),
    "CNY": Decimal("7.8"),
}
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF", "PLN": "zł", "RUB": "₽", "CNY": "¥"}
_SIGN_FIRST = ("GBP", "USD", "CNY", "CHF")
_MARKS = {
    "en": (",", "."),
    "zh": (",", "."),
    "de": (".", ","),
    "it": (".", ","),
    "es": (".", ","),
    "nl": (".", ","),
    "fr": ("\u202f", ","),
    "pl": ("\u00a0", ","),
    "ru": ("\u00a0", ","),
}
"""Thousands mark and decimal mark."""


def currency_of(country: str) -> str:
    """The currency in which a country pays."""
    return CURRENCIES.get(country, "EUR")


def draw_price(low: float, high: float, currency: str, chance: Random) -> Decimal:
    """Draw a price between two amounts in euro, low ones more often, rounded as people round."""
    euro = low * (high / low) ** chance.random()
    amount = Decimal(str(round(euro, 2))) * _PER_EURO[currency]
    return round_price(amount, chance)


def round_price(amount: Decimal, chance: Random) -> Decimal:
    """Round as people do: whole or .99 below fifty, to fives below a thousand, to tens above."""
    if amount < 50:
        return max(Decimal(1), amount.quantize(Decimal(1), ROUND_HALF_UP)) - chance.choice(
            (Decimal("0.00"), Decimal("0.01"), Decimal("0.50"))
        )
    step = Decimal(5) if amount < 1000 else Decimal(10)
    rounded = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return (rounded - chance.choice((Decimal(0), Decimal(0), Decimal(1), Decimal("0.01")))).quantize(Decimal("0.01"))


def write_price(amount: Decimal, currency: str, language: str) -> str:
    """The price as a page of this language shows it."""
    thousands, decimal = _MARKS[language]
    whole, cents = f"{amount:.2f}".split(".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    number = grouped if cents == "00" and language in ("ru", "zh", "pl") else f"{grouped}{decimal}{cents}"
    sign = _SIGNS[currency]
    if currency in _SIGN_FIRST:
        return f"{sign}{number}" if currency != "CHF" else f"{sign} {number}"
    return f"{sign}{number}" if language == "en" else f"{number} {sign}"
