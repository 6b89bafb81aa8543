"""Links that may lead to items, by the form of their addresses."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawlers.reading.document import Document
from crawlers.reading.ids import id_in_address, split_address

_MAX_LINKS = 4_000
_SHAPE_DIGITS = re.compile(r"\d{4,}")
_SHAPE_FEW_DIGITS = re.compile(r"\d{1,3}")
_SHAPE_LETTERS = re.compile(r"[^\W\d_]+(?:[-_+][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A link that may lead to an item."""

    element: HtmlElement
    url: str
    key: str
    """What tells one item from another: its id, else its path."""
    shape: str
    """The form of the address: links to items of one site share it."""


def item_links(document: Document, least: int = 2) -> list[ItemLink]:
    """Return the links that may lead to items: those with an id, and those whose form repeats."""
    own = split_address(document.url or "")[0].rstrip("/")
    found: list[ItemLink] = []
    for count, node in enumerate(document.root.iter("a")):
        if count >= _MAX_LINKS:
            break
        url = document.absolute(node.get("href"))
        if not url or (node.get("href") or "").startswith("#"):
            continue
        path = split_address(url)[0].rstrip("/")
        if not path or path == own:
            continue
        identity = id_in_address(url)
        found.append(ItemLink(node, url, identity or path, _shape(path, identity)))
    common = Counter(link.shape for link in found)
    return [link for link in found if common[link.shape] >= least]


def _shape(path: str, identity: str | None) -> str:
    """Return the form of a path: where the id stands, and the last segment with its letters and digits blurred."""
    segments = [segment for segment in path.split("/") if segment]
    if identity:
        place = next(
            (number for number, segment in enumerate(segments) if identity.casefold() in segment.casefold()), None
        )
        if place is not None:
            before = segments[place - 1] if place and len(segments[place - 1]) <= 3 else ""
            return f"{before}/{_blur(segments[place].replace(identity, '#'))}"
        return f"?{len(segments)}"
    words = segments[0] if len(segments) > 1 else ""
    return f"{len(segments)}:{words}/{_blur(segments[-1])}"


def _blur(segment: str) -> str:
    segment = _SHAPE_LETTERS.sub("w", _SHAPE_FEW_DIGITS.sub("d", _SHAPE_DIGITS.sub("D", segment)))
    return re.sub(r"(?:[wdD][^./#]{0,3}){2,}", "w", segment)[:40]
