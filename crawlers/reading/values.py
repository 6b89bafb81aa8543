"""One word for each value that pages write in many ways: conditions, stock, numbers, days, addresses."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from stdnum import ean

from crawlers.reading.document import absolute, squeeze

_TAG = re.compile(r"<[^<>]{1,300}>")
_BLOCK_TAG = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d)[^<>]{0,200}>", re.I)
_WORD = re.compile(r"\w+")
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_SECONDS = re.compile(r"1[0-9]{9}(?:\d{3})?")
_NEW = ("new", "newcondition", "brandnew", "neu", "neuf", "nuevo", "nuovo", "novo", "nowy", "nou", "ny", "nieuw")
_USED = ("used", "usedcondition", "damaged", "preowned", "secondhand", "likenew", "good", "fair", "asnew")
_REFURBISHED = ("refurbished", "refurbishedcondition", "renewed", "reconditioned", "certifiedrefurbished")
_IN_STOCK = (
    "instock",
    "limitedavailability",
    "available",
    "instoreonly",
    "onlineonly",
    "preorder",
    "presale",
    "active",
    "live",
    "forsale",
    "onsale",
    "backorder",
)
_OUT_OF_STOCK = (
    "outofstock",
    "soldout",
    "sold",
    "discontinued",
    "unavailable",
    "ended",
    "notavailable",
    "oos",
    "expired",
    "removed",
    "closed",
    "deleted",
)
_NO_BRAND = frozenset(
    ("unbranded", "nobrand", "noname", "none", "na", "generic", "null", "unknown", "doesnotapply", "other", "undefined")
)
_BRAND_LABEL = re.compile(r"^.{0,40}(?:brand|marke|marque|marca|marka|merk|varumärke|бренд)\s*[:：]\s*", re.I)
_MAX_IMAGES = 40


def plain_text(value: Any, limit: int = 20_000) -> str | None:
    """Return the text in a JSON value: the first string of a list, the name of an object, markup taken off."""
    for _ in range(4):
        if isinstance(value, list | tuple):
            value = next((entry for entry in value if entry not in (None, "", [], {})), None)
        elif isinstance(value, Mapping):
            value = next((value[key] for key in ("name", "@value", "value", "label", "text") if value.get(key)), None)
        else:
            break
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return without_markup(str(value), limit) or None


def without_markup(text: str, limit: int = 20_000) -> str:
    """Return the text of a string that may hold tags and character references, on one line."""
    text = text[: limit * 3]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    return squeeze(text, limit)


@lru_cache(maxsize=4096)
def words_of(text: str | None) -> frozenset[str]:
    """Return the distinct words of a text in lower case; scripts without spaces count by character."""
    found: set[str] = set()
    for word in _WORD.findall((text or "")[:1000].casefold()):
        if any(char > "\u2fff" for char in word):
            found.update(word)
        else:
            found.add(word)
    return frozenset(found)


def likeness(first: str | None, second: str | None) -> float:
    """Return how much two titles share, 0 to 1: shared words over those of the shorter one."""
    a, b = words_of(first), words_of(second)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _letters(value: Any) -> str:
    text = plain_text(value, 200) or ""
    return re.sub(r"[^a-z]", "", text.rsplit("/", 1)[-1].casefold())


def condition_of(value: Any) -> str | None:
    """Return `new`, `used` or `refurbished` for a schema.org address or an English word."""
    word = _letters(value)
    if not word:
        return None
    if word.startswith(_REFURBISHED):
        return "refurbished"
    if word in _NEW or word.startswith(("brandnew", "newwith", "newcondition", "newother")):
        return "new"
    return "used" if word.startswith(_USED) else None


def availability_of(value: Any) -> str | None:
    """Return `in_stock` or `out_of_stock` for a schema.org address, a flag or an English word."""
    if isinstance(value, bool):
        return "in_stock" if value else "out_of_stock"
    word = _letters(value)
    if word in _IN_STOCK:
        return "in_stock"
    return "out_of_stock" if word in _OUT_OF_STOCK else None


def valid_gtin(value: Any) -> str | None:
    """Return the digits of a Global Trade Item Number whose check digit holds, or None."""
    text = plain_text(value, 60) or ""
    digits = re.sub(r"[\s-]", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (8, 12, 13, 14) or len(set(digits)) < 3:
        return None
    return digits if ean.is_valid(digits) else None


def brand_of(value: Any) -> str | None:
    """Return the name of a brand, or None where the seller says that there is none."""
    text = _BRAND_LABEL.sub("", plain_text(value, 120) or "")
    if not text or text.startswith("http") or re.sub(r"\W", "", text.casefold()) in _NO_BRAND or len(text) > 80:
        return None
    return text


def day_of(value: Any) -> date | None:
    """Return the day of an ISO date or a Unix time in seconds or milliseconds."""
    text = plain_text(value, 60)
    if not text:
        return None
    try:
        if found := _ISO_DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC).date()
    except (ValueError, OverflowError):
        return None
    return None


def image_addresses(value: Any, base: str) -> tuple[str, ...]:
    """Return the absolute addresses of the images in a JSON value, in order, without repeats."""
    found = (absolute(base, address) for address in _image_strings(value, 0))
    return tuple(dict.fromkeys(address for address in found if address))[:_MAX_IMAGES]


_IMAGE_KEYS = (
    "url",
    "contentUrl",
    "src",
    "original",
    "large",
    "full",
    "big",
    "href",
    "uri",
    "imageUrl",
    "image",
    "@id",
)


def _image_strings(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple) and depth < 3:
        for entry in value[:_MAX_IMAGES]:
            yield from _image_strings(entry, depth + 1)
    elif isinstance(value, Mapping) and depth < 4:
        chosen = next((value[key] for key in _IMAGE_KEYS if value.get(key)), None)
        if chosen is None:
            chosen = next((entry for entry in value.values() if isinstance(entry, str) and "/" in entry), None)
        yield from _image_strings(chosen, depth + 1)


def first_of(source: Mapping[str, Any], keys: Iterable[str]) -> Any:
    """Return the first value under one of the keys that is neither None nor empty."""
    for key in keys:
        value = source.get(key)
        if value not in (None, "", [], {}):
            return value
    return None


def walk(value: Any, *, max_nodes: int = 60_000, max_depth: int = 40) -> Iterator[Mapping[str, Any]]:
    """Yield each object inside a JSON value, outer ones first, within bounds."""
    level: list[Any] = [value]
    seen = 0
    for _ in range(max_depth):
        below: list[Any] = []
        for node in level:
            seen += 1
            if seen > max_nodes:
                return
            if isinstance(node, Mapping):
                yield node
                below.extend(entry for entry in node.values() if isinstance(entry, dict | list))
            elif isinstance(node, list):
                below.extend(entry for entry in node if isinstance(entry, dict | list))
        if not below:
            return
        level = below
