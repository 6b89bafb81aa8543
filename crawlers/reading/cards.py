"""One result of a search page: what its element says."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from lxml.html import HtmlElement

from crawlers.reading.document import Document, squeeze, text_of
from crawlers.reading.ids import id_in_address
from crawlers.reading.item_links import ItemLink
from crawlers.reading.page import Card
from crawlers.reading.prices import Money, names_currency, parse_price, site_currency
from crawlers.reading.visible_pictures import picture_address
from crawlers.reading.visible_price import is_struck
from crawlers.reading.wording import POSTCODE_PLACE, as_label, looks_like_place, wording

_LONGEST_PRICE = 48
_ID_ATTRIBUTES = (
    "data-asin",
    "data-adid",
    "data-ad-id",
    "data-listing-id",
    "data-item-id",
    "data-itemid",
    "data-id",
    "data-product-id",
    "data-productid",
    "data-sku",
    "data-offer-id",
    "data-aut-id",
    "data-item",
    "data-pid",
    "data-us-item-id",
)
_PLACE_NAME = re.compile(
    r"(?<![a-z])(?:location|locality|region|area|place|city|town|ort(?![a-z])|lieu|ubicaci|luogo|lokaliza|suburb|geo|address|loc(?![a-z]))",
    re.I,
)
_SELLER_NAME = re.compile(r"seller|vendor|shop-?name|store-?name|merchant|dealer|user-?name", re.I)
_TITLE_NAME = re.compile(r"title|titel|titre|titulo|name|heading|subject|headline|ellipsis", re.I)
_AMOUNT = re.compile(r"(?:[^\W\d]{1,4}|[€$£¥₽])\s?\d|\d\s?(?:[^\W\d]{1,4}(?!\w)|[€$£¥₽])")
_DIGIT = re.compile(r"\d")
_NOT_A_TITLE = re.compile(r"^(?:sponsored|gesponsert|anzeige|ad|new|neu|top|promoted|[\d.,\s%€$£+-]+)$", re.I)


def common_texts(elements: Sequence[HtmlElement]) -> frozenset[str]:
    """Return the texts that three cards and a third of all share: badges, buttons, texts for screen readers."""
    counts = Counter(text for element in elements for text in {squeeze(each, 300) for each in element.itertext()})
    return frozenset(text for text, count in counts.items() if count >= max(3, len(elements) / 3))


def read_card(
    element: HtmlElement, links: Sequence[ItemLink], document: Document, common: Collection[str] = ()
) -> Card:
    """Return what the element around the links to one item says; `common` texts are no titles."""
    money = _price(element, document)
    told = _labelled(element)
    return Card(
        url=_plain_url(links[0].url),
        listing_id=_identity(element, links),
        title=_title(element, links, common),
        price=money.amount if money else None,
        currency=money.currency if money else None,
        seller_location=_named_text(element, _PLACE_NAME, 80)
        or told.get("seller_location")
        or _postcode_place(element)
        or _written_place(element),
        seller_name=_named_text(element, _SELLER_NAME, 60) or told.get("seller_name"),
        image=_picture(element, document),
    )


def _plain_url(url: str | None) -> str | None:
    return url.split("#")[0] if url else None


def _identity(element: HtmlElement, links: Sequence[ItemLink]) -> str | None:
    """Return the id in the address; where it has none, that of the card's own attributes."""
    told = id_in_address(links[0].url)
    if told or links[0].url is None:
        return told or links[0].key
    for node in (element, element.getparent(), *list(element.iterdescendants())[:12]):
        for name in _ID_ATTRIBUTES:
            value = node.get(name) if node is not None and isinstance(node.tag, str) else None
            if value and re.fullmatch(r"[\w-]{3,40}", value):
                return str(value)
    return None


def _title(element: HtmlElement, links: Sequence[ItemLink], common: Collection[str]) -> str | None:
    """Return the heading inside the links or the card, else the longest link text, else a picture's text."""
    options: list[tuple[float, str]] = []
    for node in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        linked = next(node.iter("a"), None) is not None or any(up.tag == "a" for up in islice(node.iterancestors(), 3))
        options.append((3.4 if linked else 1.7, _heading_text(node, common)))
    for link in links:
        options.append((2.0, link.element.get("title") or ""))
        options.append((1.8, link.element.get("aria-label") or ""))
        options.extend(_texts_of_link(link.element, common))
    for node in element.iter("img"):
        options.append((1.0, squeeze(node.get("alt"), 300)))
    ranked = sorted(
        (
            (worth + min(len(text), 25) / 40 - (1.5 if _holds_amount(text) else 0.0), text)
            for worth, text in options
            if text not in common and _may_be_title(text)
        ),
        key=lambda pair: -pair[0],
    )
    return squeeze(ranked[0][1], 300) if ranked else None


def _heading_text(node: HtmlElement, common: Collection[str]) -> str:
    """Return the text of a heading without the parts that other cards share."""
    whole = text_of(node, 300)
    parts = [text for piece in node.itertext() if (text := squeeze(piece, 300)) and text not in common]
    return whole if len(parts) != 1 else parts[0]


def _holds_amount(text: str) -> bool:
    return any(char.isdigit() for char in text) and _AMOUNT.search(text) is not None and names_currency(text)


def _texts_of_link(link: HtmlElement, common: Collection[str]) -> Iterator[tuple[float, str]]:
    """Yield the texts of a link with their weight as titles: one alone, a part named so, early parts."""
    leaves = [text for piece in islice(link.itertext(), 60) if (text := squeeze(piece, 300)) and text not in common]
    yield (1.6 if len(leaves) <= 1 else 0.3), " ".join(leaves)[:300]
    if len(leaves) > 1:
        yield from ((1.3 - 0.12 * order, text) for order, text in enumerate(leaves[:12]))
    for node in link.iterdescendants():
        names = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('data-testid') or ''}"
        if len(names) > 2 and _TITLE_NAME.search(names):
            yield 2.2, text_of(node, 300)


def _may_be_title(text: str) -> bool:
    text = text.strip()
    return (
        len(text) >= 2 and not _NOT_A_TITLE.match(text) and any(char.isalpha() for char in text) and not _is_price(text)
    )


def _is_price(text: str) -> bool:
    return (
        len(text) < 20
        and names_currency(text)
        and any(char.isdigit() for char in text)
        and len(re.sub(r"[\d.,\s]", "", text)) <= 6
    )


def _price(element: HtmlElement, document: Document) -> Money | None:
    """Return the best price-looking text in a card: named so, early, not struck out, not postage."""
    ranked: list[tuple[float, int, Money]] = []
    for order, node in enumerate(islice(element.iter(), 400)):
        if not isinstance(node.tag, str) or len(node) > 12:
            continue
        text = text_of(node, _LONGEST_PRICE + 20)
        if len(text) > _LONGEST_PRICE or not _DIGIT.search(text):
            continue
        score = _price_score(node, text)
        if score <= 0 or any(is_struck(inner) for inner in islice(node.iterdescendants(), 12)):
            continue
        if money := parse_price(text, host=document.host, language=document.language):
            ranked.append((score, -order, money))
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    if best is None:
        return None
    return replace(best[2], currency=best[2].currency or site_currency(document.host))


def _price_score(node: HtmlElement, text: str) -> float:
    words = wording()
    names = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('data-testid') or ''}"
    named = bool(words.price_classes.search(names))
    signed = names_currency(text)
    if not signed and not (named and len(text) < 16):
        return 0.0
    score = (1.0 if named else 0.0) + (1.5 if signed else 0.0) + (0.6 if len(text) <= 20 else 0.0)
    if is_struck(node):
        score -= 2.0
    if words.not_the_price.search(_label_before(node)):
        score -= 1.0
    if words.not_the_price.search(text) or text.lstrip().startswith(("-", "+", "(")) or "%" in text:
        score -= 1.5
    return score


def _label_before(node: HtmlElement) -> str:
    """Return the short text that stands right before an element, or before the parent that it fills."""
    for each in (node, node.getparent()):
        before = each.getprevious() if each is not None else None
        if before is not None:
            text = (before.tail or "").strip() or (text_of(before, 60) if isinstance(before.tag, str) else "")
            return text if len(text) < 30 and not any(char.isdigit() for char in text) else ""
    return ""


def _named_text(element: HtmlElement, pattern: re.Pattern[str], limit: int) -> str | None:
    for node in element.iterdescendants():
        if not node.attrib and node.tag != "address":
            continue
        names = " ".join(
            node.get(key) or "" for key in ("class", "itemprop", "data-testid", "data-marker", "aria-label")
        )
        names = f"{names} {node.tag if node.tag == 'address' else ''}"
        if len(names) > 2 and pattern.search(names):
            text = text_of(node, limit + 1)
            if 2 <= len(text) <= limit and not _is_price(text):
                return text
    return None


def _labelled(element: HtmlElement) -> dict[str, str]:
    """Return the texts that stand right after a label, by field."""
    texts = [text for piece in islice(element.itertext(), 60) if (text := squeeze(piece, 100))]
    fields = wording().field_of_label
    found: dict[str, str] = {}
    for label, value in pairwise(texts):
        if len(label) < 40 and (field := fields.get(as_label(label))) and len(value) <= 60:
            found.setdefault(field, value)
    return found


def _postcode_place(element: HtmlElement) -> str | None:
    """Return a short text of a card that is a postcode with a place."""
    texts = (squeeze(text, 100) for text in islice(element.itertext(), 120))
    return next((text for text in texts if POSTCODE_PLACE.fullmatch(text)), None)


def _written_place(element: HtmlElement) -> str | None:
    """Return a short text of a card that is written as a place in its region."""
    texts = (squeeze(text, 100) for text in islice(element.itertext(), 60))
    return next((text for text in texts if looks_like_place(text)), None)


def _picture(element: HtmlElement, document: Document) -> str | None:
    for node in element.iter("img"):
        if address := document.absolute(picture_address(node)):
            return address
    return None
