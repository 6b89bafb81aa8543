"""Prices as people write them: amount and currency from text, in the ways of many countries."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

import yaml
from price_parser import Price as ParsedPrice

_LONGEST_PRICE = 120
_APOSTROPHE = re.compile(r"(?<=\d)[’'`´](?=\d{3}(?!\d))")
_DASH_CENTS = re.compile(r"(?<=\d)[.,]\s?[-–—]+")
_NUMBER = re.compile(r"\d[\d.,'’\u00a0\u202f ]*\d|\d")
_RANGE = re.compile(r"(?<=[\d€$£])\s*(?:[-–—]|bis|to|à|a|do|al)\s*(?=[^\d]{0,5}\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\s\u00a0\u202f]\d{3})+")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_CENTS = re.compile(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹]{2})")
_DECIMALS = re.compile(r"\d[.,]\d{1,2}(?!\d)")
_SPLIT_CENTS = re.compile(r"(?<=\d)\s(\d\d)(?![\d\s]*\d)")
"""Two digits apart: cents that stand in an element of their own; thousands come in threes."""
_PLAIN_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
_TOKEN = re.compile(
    r"(?:(?<![^\W\d_])(?:[A-Z]{1,3}|Mex)\s?)?\$S?|S/\.?|[\u00a3\u00a5\u0e3f\u20a0-\u20bf\uffe5]|[^\W\d_]+(?:\.[^\W\d_]+)*\.?"
)
"""What may name a currency: a dollar sign with its country, another sign, or a word."""
_LARGEST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount with its currency, as far as the text names one."""

    amount: Decimal
    currency: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Currencies:
    """The signs and codes of currencies, and where each is used."""

    signs: Mapping[str, str | Mapping[str, str | None]]
    codes: frozenset[str]
    without_decimals: frozenset[str]
    countries: Mapping[str, str]
    folded: Mapping[str, str]
    """Lower-case sign to the sign."""


@cache
def currencies() -> Currencies:
    """Return the currencies that the reader knows."""
    data = yaml.safe_load(files(__package__).joinpath("currencies.yaml").read_text("utf-8"))
    signs = data["signs"]
    return Currencies(
        signs=signs,
        codes=frozenset(data["codes"]),
        without_decimals=frozenset(data["without_decimals"]),
        countries=data["countries"],
        folded={sign.casefold(): sign for sign in signs if len(sign) > 1 or not sign.isascii()},
    )


def country_of(host: str) -> str:
    """Return the country code that a host ends in, or an empty string."""
    last = host.rpartition(".")[2]
    return last if len(last) == 2 else ""


def currency_in(text: str, host: str = "", language: str | None = None) -> str | None:
    """Return the ISO code of the first currency that a text names, shared signs settled by host and language."""
    found = (currency_of_sign(token, host, language) for token in _currency_tokens(text))
    return next((code for code in found if code), None)


def names_currency(text: str) -> bool:
    """Whether a text holds the sign or code of a currency."""
    return next(_currency_tokens(text), None) is not None


def _currency_tokens(text: str) -> Iterator[str]:
    known = currencies()
    for found in _TOKEN.finditer(text):
        token = found.group()
        bare = token.rstrip(".")
        if token in known.signs or bare in known.signs or bare in known.codes or bare.casefold() in known.folded:
            yield token if token in known.signs else bare
        elif "$" in token:
            yield "$"


def currency_of_sign(sign: str, host: str = "", language: str | None = None) -> str | None:
    """Return the ISO code that a sign or code stands for on such a site."""
    known = currencies()
    if sign.upper() in known.codes:
        return sign.upper()
    meaning = known.signs.get(sign) or known.signs.get(known.folded.get(sign.casefold(), ""))
    if meaning is None or isinstance(meaning, str):
        return meaning
    country = country_of(host)
    return meaning.get(country) or meaning.get(language or "") or meaning.get("default")


def site_currency(host: str) -> str | None:
    """Return what the country of a host charges in, if it has one."""
    return currencies().countries.get(country_of(host))


def parse_price(text: str, *, currency: str | None = None, host: str = "", language: str | None = None) -> Money | None:
    """Return the first price in a short text; of a range, the lower end.

    `currency` is an ISO code known from elsewhere on the page; it settles what a dot or comma means.
    """
    original = text.strip()[:_LONGEST_PRICE]
    cleaned = _APOSTROPHE.sub("", _DASH_CENTS.sub("", _SUPERSCRIPT_CENTS.sub(r".\1", original)))
    cleaned = cleaned.translate(_SUPERSCRIPT)
    if not _DECIMALS.search(cleaned):
        cleaned = _SPLIT_CENTS.sub(r".\1", cleaned)
    first = _RANGE.split(cleaned, maxsplit=1)[0] or cleaned
    code = currency_in(cleaned, host, language) or currency
    amount = _amount(first, code)
    if amount is None or amount > _LARGEST:
        return None
    return Money(amount=amount, currency=code, text=original)


def _amount(text: str, currency: str | None) -> Decimal | None:
    number = _NUMBER.search(text)
    if not number:
        return None
    if currency in currencies().without_decimals and (whole := _THOUSANDS.match(number.group())):
        return Decimal(re.sub(r"\D", "", whole.group()))
    try:
        return ParsedPrice.fromstring(text).amount
    except (InvalidOperation, ValueError, OverflowError):
        return None


def machine_price(value: object, *, currency: str | None = None) -> Decimal | None:
    """Return the amount of a value meant for machines: a number, or text with a decimal point."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    if _PLAIN_NUMBER.fullmatch(text):
        amount = Decimal(text)
    else:
        money = parse_price(text, currency=currency)
        if money is None:
            return None
        amount = money.amount
    return amount if Decimal(0) <= amount < _LARGEST else None
