"""The pictures of an offer as the visible page shows them."""

import re
from itertools import islice

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import Document
from crawlers.reading.values import likeness

_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp)(?:\?|$)", re.I)
_GALLERY_NAME = re.compile(
    r"gallery|galerie|slider|swiper|photo|zoom|main-?_?ima?ge?|product-?_?ima?ge?|hero|picture|lightbox", re.I
)
_TINY_IMAGE = re.compile(
    r"(?:sprite|logo|icon|pixel|spacer|blank|placeholder|avatar|flag|1x1|loading|\.svg|\.gif)", re.I
)


def visible_pictures(blocks: Blocks) -> tuple[str, ...]:
    """Return the pictures whose text is the headline, else those that stand near it."""
    document = blocks.document
    alike: list[str] = []
    framed: list[str] = []
    for node in list(document.root.iter("img"))[:600]:
        address = document.absolute(picture_address(node))
        if not address or _TINY_IMAGE.search(address.rsplit("/", 1)[-1]):
            continue
        named = likeness(node.get("alt") or node.get("title"), blocks.headline)
        if named >= 0.7 and len(node.get("alt") or node.get("title") or "") > 5 and blocks.zone(node) == "main":
            alike.append(address)
        elif not framed and blocks.zone(node) == "main" and _in_gallery(node):
            framed.append(address)
    linked = (
        _picture_link(node, document) for node in document.root.iter("a") if not alike and blocks.zone(node) == "main"
    )
    return tuple(dict.fromkeys(alike or [address for address in linked if address] or framed))[:20]


def _picture_link(node: HtmlElement, document: Document) -> str | None:
    """Return the picture that a link around a thumbnail leads to."""
    href = node.get("href") or ""
    return document.absolute(href) if _PICTURE_FILE.search(href) and next(node.iter("img"), None) is not None else None


def _in_gallery(node: HtmlElement) -> bool:
    """Whether an image, or one of three parents, is named as the main picture or a gallery."""
    for each in (node, *islice(node.iterancestors(), 3)):
        if _GALLERY_NAME.search(f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}"):
            return True
    return False


def picture_address(node: HtmlElement) -> str | None:
    """Return the address that an image element will show, lazy ones included."""
    for name in (
        "data-zoom-image",
        "data-old-hires",
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-imgsrc",
        "src",
    ):
        value = node.get(name)
        if value and not value.startswith("data:"):
            return str(value)
    source = node.get("srcset") or node.get("data-srcset") or ""
    return source.split(",")[-1].strip().split(" ")[0] or None
