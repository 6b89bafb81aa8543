"""The results on a search page: elements of one shape, each around one address of an item."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import Document, squeeze, text_of
from crawlers.reading.ids import id_in_address, split_address
from crawlers.reading.page import Card
from crawlers.reading.prices import Money, names_currency, parse_price, site_currency
from crawlers.reading.visible import picture_address
from crawlers.reading.visible_price import is_struck
from crawlers.reading.wording import wording

_MAX_LINKS = 4_000
_MAX_CARDS = 400
_MAX_GROUPS = 8
_LARGEST_CARD = 600
"""Elements in a card, at most."""
_LONGEST_PRICE = 48
_ID_ATTRIBUTES = ("data-asin", "data-adid", "data-ad-id", "data-listing-id", "data-item-id", "data-itemid", "data-id", "data-product-id",
                  "data-productid", "data-sku", "data-offer-id", "data-aut-id", "data-item", "data-pid", "data-us-item-id")  # fmt: skip
_POSTCODE_PLACE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d][^\d€$£]{1,60}|[^\W\d][\w' -]{1,40},? \(?\d{4,5}\)?")
_PLACE_NAME = re.compile(
    r"(?<![a-z])(?:location|locality|region|area|place|city|town|ort(?![a-z])|lieu|ubicaci|luogo|lokaliza|suburb|geo|address)",
    re.I,
)
_SELLER_NAME = re.compile(r"seller|vendor|shop-?name|store-?name|merchant|dealer|user-?name", re.I)
_TITLE_NAME = re.compile(r"title|titel|titre|titulo|name|heading|subject|headline|ellipsis", re.I)
_NOT_A_TITLE = re.compile(r"^(?:sponsored|gesponsert|anzeige|ad|new|neu|top|promoted|[\d.,\s%€$£+-]+)$", re.I)
_SHAPE_DIGITS = re.compile(r"\d{4,}")
_SHAPE_FEW_DIGITS = re.compile(r"\d{1,3}")
_SHAPE_LETTERS = re.compile(r"[^\W\d_]+(?:[-_+][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Link:
    element: HtmlElement
    url: str
    key: str
    """What tells one item from another: its id, else its path."""
    shape: str
    """The form of the address: links to items of one site share it."""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Elements of one shape, each with the links to its item."""

    cards: tuple[Card, ...]
    weight: float
    """How surely they are results: titles, prices, pictures."""
    elements: tuple[HtmlElement, ...]


def find_cards(blocks: Blocks) -> CardGroup:
    """Return the group of like elements that most looks like a list of results; it may be empty."""
    by_shape: dict[str, list[_Link]] = defaultdict(list)
    for link in _item_links(blocks.document):
        by_shape[link.shape].append(link)
    places = [
        members
        for same in by_shape.values()
        if len({link.key for link in same}) >= 2
        for members in _by_place(same)
        if len(members) >= 2
    ]
    places.sort(key=lambda members: -sum(_promise(element) for element, _ in members))
    groups = [_group(members, blocks) for members in places[:_MAX_GROUPS]]
    best = max(groups, key=lambda group: group.weight, default=CardGroup((), 0.0, ()))
    return _with_cousins(best, groups)


def _promise(element: HtmlElement) -> float:
    """What a look from afar says of an element as a card: a picture and some text."""
    return (
        0.3
        + (1.0 if next(element.iter("img"), None) is not None else 0.0)
        + (0.5 if len(text_of(element, 60)) > 25 else 0.0)
    )


def _with_cousins(best: CardGroup, groups: Sequence[CardGroup]) -> CardGroup:
    """Add groups of the same look: sites break one list into parts and vary addresses by category."""
    if not best.elements:
        return best
    look = _look(best.elements[0])
    seen = {card.listing_id or card.url for card in best.cards}
    cards, elements = list(best.cards), list(best.elements)
    for group in groups:
        if group is best or not group.elements or _look(group.elements[0]) != look:
            continue
        if group.weight / len(group.cards) < 0.6 * best.weight / len(best.cards):
            continue
        for card, element in zip(group.cards, group.elements, strict=True):
            if (card.listing_id or card.url) not in seen:
                seen.add(card.listing_id or card.url)
                cards.append(card)
                elements.append(element)
    return CardGroup(tuple(cards), best.weight, tuple(elements))


def _look(element: HtmlElement) -> tuple[str, ...]:
    """Return the tags from the element four levels up, with its first class."""
    tags: list[str] = [(element.get("class") or "").split(" ")[0]]
    node: HtmlElement | None = element
    for _ in range(4):
        if node is None:
            break
        tags.append(str(node.tag))
        node = node.getparent()
    return tuple(tags)


def _item_links(document: Document) -> list[_Link]:
    """Return the links that may lead to items: those with an id, and those whose form repeats."""
    own = split_address(document.url or "")[0].rstrip("/")
    found: list[_Link] = []
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
        found.append(_Link(node, url, identity or path, _shape(path, identity)))
    common = Counter(link.shape for link in found)
    return [link for link in found if common[link.shape] >= 2]


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


def _by_place(links: Sequence[_Link]) -> Iterator[list[tuple[HtmlElement, list[_Link]]]]:
    """Yield the elements around the links of one address form, together by their place in the tree."""
    by_place: dict[tuple[str, ...], list[tuple[HtmlElement, list[_Link]]]] = defaultdict(list)
    for element, inside in _elements_around(links).items():
        if next(islice(element.iter(), _LARGEST_CARD, None), None) is None:
            by_place[(str(sum(1 for _ in element.iterancestors())), *_look(element)[1:])].append((element, inside))
    for members in by_place.values():
        yield members[:_MAX_CARDS]


def _elements_around(links: Sequence[_Link]) -> dict[HtmlElement, list[_Link]]:
    """Return for each item the largest element that holds links to it and to no other."""
    keys_in: dict[HtmlElement, str | None] = {}
    for link in links:
        node: HtmlElement | None = link.element
        while node is not None:
            known = keys_in.get(node, link.key)
            if known is None:
                break
            keys_in[node] = link.key if known == link.key else None
            node = node.getparent()
    around: dict[HtmlElement, list[_Link]] = defaultdict(list)
    for link in links:
        node = link.element
        if keys_in.get(node) is None:
            continue
        while (parent := node.getparent()) is not None and keys_in.get(parent) == link.key:
            node = parent
        around[node].append(link)
    return around


def _group(members: Sequence[tuple[HtmlElement, list[_Link]]], blocks: Blocks) -> CardGroup:
    cards: dict[str, tuple[Card, HtmlElement]] = {}
    weight = 0.0
    for element, links in members:
        card = _read_card(element, links, blocks.document)
        key = links[0].key
        if not card.title or key in cards:
            continue
        cards[key] = (card, element)
        worth = (
            0.3
            + (1.0 if card.price is not None else 0.0)
            + (0.7 if card.image else 0.0)
            + min(len(card.title), 60) / 60
        )
        if blocks.zone(element) != "main":
            worth *= 0.2
        weight += worth
    return CardGroup(
        tuple(card for card, _ in cards.values()),
        weight if len(cards) > 1 else 0.0,
        tuple(element for _, element in cards.values()),
    )


def _read_card(element: HtmlElement, links: Sequence[_Link], document: Document) -> Card:
    money = _price(element, document)
    return Card(
        url=_plain_url(links[0].url),
        listing_id=_identity(element, links),
        title=_title(element, links),
        price=money.amount if money else None,
        currency=money.currency if money else None,
        seller_location=_named_text(element, _PLACE_NAME, 80) or _postcode_place(element),
        seller_name=_named_text(element, _SELLER_NAME, 60),
        image=_picture(element, document),
    )


def _plain_url(url: str) -> str:
    return url.split("#")[0]


def _identity(element: HtmlElement, links: Sequence[_Link]) -> str | None:
    """Return the id in the address; where it has none, that of the card's own attributes."""
    told = id_in_address(links[0].url)
    if told:
        return told
    for node in (element, element.getparent(), *list(element.iterdescendants())[:12]):
        for name in _ID_ATTRIBUTES:
            value = node.get(name) if node is not None and isinstance(node.tag, str) else None
            if value and re.fullmatch(r"[\w-]{3,40}", value):
                return str(value)
    return None


def _title(element: HtmlElement, links: Sequence[_Link]) -> str | None:
    """Return the heading inside the links or the card, else the longest link text, else a picture's text."""
    options: list[tuple[float, str]] = []
    for node in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        linked = next(node.iter("a"), None) is not None or any(up.tag == "a" for up in islice(node.iterancestors(), 3))
        options.append((3.4 if linked else 1.7, text_of(node, 300)))
    for link in links:
        options.append((2.0, link.element.get("title") or link.element.get("aria-label") or ""))
        own = text_of(link.element, 600)
        options.append((1.6 if len(own) <= 160 else 0.4, own))
        for node in link.element.iterdescendants():
            if isinstance(node.tag, str) and _TITLE_NAME.search(
                f"{node.get('class') or ''} {node.get('itemprop') or ''}"
            ):
                options.append((2.2, text_of(node, 300)))
    for node in element.iter("img"):
        options.append((1.0, squeeze(node.get("alt"), 300)))
    ranked = sorted(
        ((worth + min(len(text), 40) / 40, text) for worth, text in options if _may_be_title(text)),
        key=lambda pair: -pair[0],
    )
    return squeeze(ranked[0][1], 300) if ranked else None


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
        if len(text) > _LONGEST_PRICE or not any(char.isdigit() for char in text):
            continue
        score = _price_score(node, text)
        if score > 0 and (money := parse_price(text, host=document.host, language=document.language)):
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
    if words.not_the_price.search(text) or text.lstrip().startswith(("-", "+", "(")) or "%" in text:
        score -= 1.5
    return score


def _named_text(element: HtmlElement, pattern: re.Pattern[str], limit: int) -> str | None:
    for node in element.iterdescendants():
        names = f"{node.get('class', '')} {node.get('itemprop', '')} {node.get('data-testid', '')}"
        if len(names) > 2 and pattern.search(names):
            text = text_of(node, limit + 1)
            if 2 <= len(text) <= limit and not _is_price(text):
                return text
    return None


def _postcode_place(element: HtmlElement) -> str | None:
    """Return a short text of a card that is a postcode with a place."""
    texts = (squeeze(text, 100) for text in islice(element.itertext(), 120))
    return next((text for text in texts if _POSTCODE_PLACE.fullmatch(text)), None)


def _picture(element: HtmlElement, document: Document) -> str | None:
    for node in element.iter("img"):
        if address := document.absolute(picture_address(node)):
            return address
    return None
