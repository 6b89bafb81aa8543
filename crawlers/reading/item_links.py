"""Links that may lead to items, by the form of their addresses."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawlers.reading.document import Document, absolute
from crawlers.reading.ids import carried_address, id_in_address, split_address

_MAX_LINKS = 4_000
_SOME_SITE = "https://site.invalid/"
"""Stands for the site of a page whose address nobody told: links can be compared, but lead nowhere."""
_ID_NAME = re.compile(r"data-(?:[a-z]+-){0,2}(?:id|itemid|goodsid|productid|adid|offerid|listingid)")
_ID_VALUE = re.compile(r"(?=\D{0,12}\d)[\w-]{4,40}")
_SHAPE_DIGITS = re.compile(r"\d{4,}")
_SHAPE_FEW_DIGITS = re.compile(r"\d{1,3}")
_SHAPE_LETTERS = re.compile(r"[^\W\d_]+(?:[-_+][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A link that may lead to an item, or an element whose script does."""

    element: HtmlElement
    url: str | None
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
        url = absolute(document.base_url or _SOME_SITE, node.get("href"))
        if not url or (node.get("href") or "").startswith("#"):
            continue
        path = split_address(url)[0].rstrip("/")
        if not path or path == own:
            continue
        identity = id_in_address(url)
        shown = None if url.startswith(_SOME_SITE) else document.absolute(carried_address(url))
        found.append(ItemLink(node, shown, identity or path, _shape(path, identity)))
    found.extend(_marked_elements(document))
    common = Counter(link.shape for link in found)
    return [link for link in found if common[link.shape] >= least]


def _marked_elements(document: Document) -> Iterator[ItemLink]:
    """Yield elements without links that carry an id for scripts: what they lead to is known to the scripts alone."""
    for node in document.root.xpath("//*[@*[starts-with(name(), 'data-') and contains(name(), 'id')]]")[:_MAX_LINKS]:
        name = next((each for each in node.attrib if _ID_NAME.fullmatch(each)), None)
        value = (node.get(name) or "") if name else ""
        if _ID_VALUE.fullmatch(value) and next(node.iter("a"), None) is None:
            yield ItemLink(node, None, value, f"{name}/{node.tag}")


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
