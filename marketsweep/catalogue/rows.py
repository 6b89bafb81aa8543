"""From a record of the file to a listing."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from stdnum import ean

from crawlers.reading.prices import parse_price
from domain.listing import Listing, ListingKey
from marketsweep.catalogue.records import Record, RowFault
from marketsweep.errors import InputError

COLUMNS = (
    *("id", "title", "description", "price", "currency", "lang", "category", "brand", "gtin", "condition"),
    *("label", "slice"),
)
CONDITIONS = ("new", "used", "refurbished")
MARKETPLACE = "catalogue"
"""Stands for the marketplace in the key of a listing that comes from a file."""
MAX_PRICE = Decimal(10) ** 15

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A listing of a catalogue file, with what somebody has labelled it as."""

    line: int
    listing: Listing
    label: str = ""
    slice_name: str = ""


class ColumnError(InputError):
    """A column that is needed is not in the file, or a mapping of columns makes no sense."""


class UnreadableRowError(ValueError):
    """A row cannot become a listing."""


class Columns:
    """Which column of the file stands for which of ours."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = dict(names or {})
        if unknown := sorted(set(self._names) - set(COLUMNS)):
            raise ColumnError(f"There is no column {unknown[0]!r} to fill: use one of {', '.join(COLUMNS)}.")
        self.found = lru_cache(maxsize=64)(self._found)
        """Return our names with the file's, for a row with these columns."""

    def _found(self, available: tuple[str, ...]) -> dict[str, str]:
        folded = {name.casefold().strip(): name for name in reversed(available)}
        found = {}
        for ours in COLUMNS:
            wanted = self._names.get(ours, ours)
            actual = wanted if wanted in available else folded.get(wanted.casefold())
            if actual is not None:
                found[ours] = actual
        return found

    def require(self, available: Sequence[str]) -> None:
        """Refuse a file without a title, without a column that was named, or with one that stands in it twice."""
        listed = ", ".join(available[:20]) or "none"
        found = self.found(tuple(available))
        for ours in ("title", *self._names):
            if ours not in found:
                wanted = self._names.get(ours, ours)
                raise ColumnError(
                    f"The file has no column {wanted!r}; it has: {listed}. Say which one it is: --column {ours}=NAME."
                )
        for actual in found.values():
            if list(available).count(actual) > 1:
                raise ColumnError(f"The column {actual!r} stands twice in the first line; rename one of them.")

    def chosen(self, available: Sequence[str]) -> list[str]:
        """Return the columns of the file that are worth decoding."""
        self.require(available)
        return list(dict.fromkeys(self.found(tuple(available)).values()))


def to_row(record: Record, columns: Columns, seen_at: datetime) -> Iterator[CatalogueRow | RowFault]:
    """Yield the row of a record, and a fault where something of it, or all of it, was not understood."""
    found = columns.found(tuple(record.values))
    values = {ours: record.values[actual] for ours, actual in found.items()}
    try:
        texts = _texts(record, values)
    except UnreadableRowError as error:
        yield RowFault(record.line, str(error))
        return
    price, price_text = to_price(values.get("price")), _price_text(values.get("price"))
    if price is None and price_text:
        yield RowFault(record.line, f"the price {price_text[:40]!r} is not understood", lost=False)
    for fault in _misunderstood(texts):
        yield RowFault(record.line, fault, lost=False)
    gtin = texts["gtin"].strip()
    if not texts["id"].strip():
        texts["id"] = f"line:{record.line}"
        yield RowFault(record.line, f"it has no id and is called {texts['id']}", lost=False)
    listing = Listing(
        key=ListingKey(marketplace=MARKETPLACE, listing_id=texts["id"]),
        title=texts["title"],
        description=texts["description"],
        price=price,
        price_text=price_text,
        currency=to_currency(texts["currency"]),
        language=to_language(texts["lang"]),
        category_path=to_category_path(texts["category"]),
        brand=texts["brand"].strip(),
        gtin=ean.compact(gtin) if ean.is_valid(gtin) else "",
        condition=to_condition(texts["condition"]),
        seen_at=seen_at,
    )
    yield CatalogueRow(record.line, listing, texts["label"].strip(), texts["slice"].strip())


def _misunderstood(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each value that is there and says nothing."""
    gtin, currency, language = (texts[ours].strip()[:40] for ours in ("gtin", "currency", "lang"))
    if gtin and not ean.is_valid(gtin):
        yield f"the GTIN {gtin!r} has a wrong check digit or length"
    if currency and to_currency(currency) is None:
        yield f"the currency {currency!r} is no ISO 4217 code, such as EUR"
    if language and to_language(language) is None:
        yield f"the language {language!r} is no ISO 639-1 code, such as de"


def _texts(record: Record, values: dict[str, Any]) -> dict[str, str]:
    path = values.get("category")
    if isinstance(path, list):
        values = {**values, "category": " > ".join(map(str, path))}
    texts = {ours: to_text(ours, values.get(ours)) for ours in COLUMNS if ours != "price"}
    if not (texts["title"].strip() or texts["description"].strip()):
        raise UnreadableRowError(_without_title(record))
    return texts


def _without_title(record: Record) -> str:
    keys = ", ".join(list(record.values)[:12]) or "none"
    return f"it has neither title nor description; its columns: {_whole(keys)}"


def to_text(ours: str, value: Any) -> str:
    """Return a value as text of the same length in code points: spans count in the original."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableRowError(f"{ours} is not UTF-8") from None
    if isinstance(value, (list, dict)):
        raise UnreadableRowError(f"{ours} is a {'list' if isinstance(value, list) else 'JSON object'}, not a text")
    return _whole(str(value))


def _whole(text: str) -> str:
    """Replace lone surrogates, one for one: they are no characters and cannot be written."""
    return _SURROGATE.sub("\ufffd", text)


def to_price(value: Any) -> Decimal | None:
    """Return a price, or None where there is none or it cannot be understood."""
    if value is None or isinstance(value, (bool, list, dict)):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    price = value if isinstance(value, Decimal) else _amount(str(value).strip())
    return price if price is not None and price.is_finite() and 0 <= price < MAX_PRICE else None


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        money = None if text.startswith("-") else parse_price(text[:200])
        return money.amount if money else None


def _price_text(value: Any) -> str:
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if missing else _whole(str(value))[:200].strip()


def to_currency(text: str) -> str | None:
    """Return an ISO 4217 code, or None for anything else."""
    code = text.strip().upper()
    return code if re.fullmatch("[A-Z]{3}", code) else None


def to_category_path(text: str) -> tuple[str, ...]:
    """Return the steps of a path such as `Home > Toys` or `Home/Toys`, the widest first."""
    return tuple(step for part in re.split(r"\s*[>»›/|]\s*", text) if (step := part.strip()))


def to_condition(text: str) -> str:
    """Return `new`, `used` or `refurbished`, or nothing for anything else."""
    condition = text.strip().lower()
    return condition if condition in CONDITIONS else ""


def to_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a language tag such as `de-AT`, or None for anything else."""
    code = re.split("[-_]", text.strip().lower())[0]
    return code if re.fullmatch("[a-z]{2}", code) else None
