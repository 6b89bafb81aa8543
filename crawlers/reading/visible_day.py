"""The day on which an offer was posted, as the visible page says it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import dateparser

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import text_of
from crawlers.reading.values import day_of

_NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE_SETTINGS: Any = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}


def visible_day(blocks: Blocks, labelled: str | None) -> date | None:
    """Return the day in a labelled date, else in the first time element of the page."""
    for text in (labelled, *(_times(blocks))):
        if text and (found := day_of(text) or _numeric_day(text) or _worded_day(text, blocks.document.language)):
            return found
    return None


def _times(blocks: Blocks) -> Iterator[str]:
    for node in blocks.document.root.iter("time"):
        if blocks.zone(node) == "main":
            yield node.get("datetime") or node.get("title") or text_of(node, 60)


def _numeric_day(text: str) -> date | None:
    found = _NUMERIC_DAY.search(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (second, first) if second > 12 else (first, second)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _worded_day(text: str, language: str | None) -> date | None:
    """Return the day of a date with the month in words; `yesterday` says nothing on a saved page."""
    if not _YEAR.search(text) or not any(char.isalpha() for char in text):
        return None
    try:
        found = dateparser.parse(text[:60], languages=[language] if language else None, settings=_DATE_SETTINGS)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None
