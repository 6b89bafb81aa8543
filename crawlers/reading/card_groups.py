"""The results on a search page: elements of one shape, each around one address of an item."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.cards import common_texts, read_card
from crawlers.reading.document import text_of
from crawlers.reading.ids import id_in_address
from crawlers.reading.item_links import ItemLink, item_links
from crawlers.reading.page import Card
from crawlers.reading.prices import names_currency
from crawlers.reading.values import words_of

_MAX_CARDS = 400
_MAX_GROUPS = 6
_FEW = 3
_SAMPLE = 8
"""Cards of a group that are read to weigh it; all are read only where it wins."""
_LARGEST_CARD = 600
"""Elements in a card, at most."""
_Member = tuple[HtmlElement, list[ItemLink]]


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Elements of one shape, each with the links to its item."""

    cards: tuple[Card, ...]
    weight: float
    """How surely they are results: titles, prices, pictures."""
    elements: tuple[HtmlElement, ...]


_Sampled = tuple[CardGroup, list[_Member]]
NO_CARDS = CardGroup((), 0.0, ())


@dataclass(frozen=True, slots=True)
class SearchClues:
    """What the page says elsewhere about its results."""

    query: str | None = None
    total: int | None = None
    known: frozenset[str] = frozenset()
    """Ids and addresses of results that markup or scripts declare."""


def find_cards(blocks: Blocks, clues: SearchClues) -> CardGroup:
    """Return the group of like elements that most looks like the list of results; it may be empty."""
    by_shape: dict[str, list[ItemLink]] = defaultdict(list)
    for link in item_links(blocks.document):
        by_shape[link.shape].append(link)
    places = [
        members
        for same in by_shape.values()
        if len({link.key for link in same}) >= 2
        for members in _by_place(same)
        if len(members) >= 2
    ]
    places.sort(key=lambda members: -_value([_promise(element) for element, _ in members[:_SAMPLE]], len(members)))
    samples = [(_group(members[:_SAMPLE], blocks, len(members)), members) for members in places[:_MAX_GROUPS]]
    best = max(samples, key=lambda pair: pair[0].weight * _agreement(pair[0], len(pair[1]), clues), default=None)
    return _with_cousins(best, samples, blocks) if best else NO_CARDS


def few_cards(blocks: Blocks, total: int | None) -> tuple[Card, ...]:
    """Return the results of a page that shows so few that no shape repeats: the elements around items' addresses."""
    links = [link for link in item_links(blocks.document, least=1) if blocks.zone(link.element) == "main"]
    found = [
        read_card(_no_larger_than_a_card(inside[0].element, element), inside, blocks.document)
        for element, inside in _elements_around([link for link in links if id_in_address(link.url)]).items()
    ]
    shown = [card for card in found if card.title and (card.price is not None or card.image)]
    return tuple([card for card in shown if card.price is not None] or shown)[: min(total or _FEW, _FEW)]


def _no_larger_than_a_card(link: HtmlElement, outermost: HtmlElement) -> HtmlElement:
    """Return the smallest element around a link that shows an amount of money, within the outermost one."""
    for node in (link, *link.iterancestors()):
        text = text_of(node, 600)
        if names_currency(text) and any(char.isdigit() for char in text):
            return node
        if node is outermost or len(text) >= 600:
            return link
    return link


def _agreement(group: CardGroup, size: int, clues: SearchClues) -> float:
    """Return a factor for how well a group fits the query, the stated total and the declared results."""
    if not group.cards:
        return 0.0
    factor = 1.0
    asked = words_of(clues.query)
    if asked:
        factor *= 0.6 + 0.8 * sum(1 for card in group.cards if asked & words_of(card.title)) / len(group.cards)
    if clues.total and size > 1.6 * clues.total + 3:
        factor *= 0.3
    if clues.known:
        shared = sum(
            1 for card in group.cards if card.listing_id in clues.known or _address_key(card.url) in clues.known
        )
        factor *= 1.0 + 3.0 * shared / len(group.cards)
    return factor


def card_keys(cards: Collection[Card]) -> frozenset[str]:
    """Return the ids and addresses of cards, as clues."""
    return frozenset(key for card in cards for key in (card.listing_id, _address_key(card.url)) if key)


def _address_key(url: str | None) -> str:
    return (url or "").split("?")[0].split("#")[0].rstrip("/")


def _promise(element: HtmlElement) -> float:
    """What a look from afar says of an element as a card: a picture, some text, an amount of money."""
    text = text_of(element, 300)
    return (
        0.3
        + (0.7 if next(element.iter("img"), None) is not None else 0.0)
        + (0.5 if len(text) > 25 else 0.0)
        + (1.0 if any(char.isdigit() for char in text) and names_currency(text) else 0.0)
    )


def _value(worths: Sequence[float], size: int) -> float:
    """Return how much so many cards of such worth weigh together: their quality counts more than their number."""
    return (sum(worths) / len(worths)) ** 2 * log2(1 + size) if worths else 0.0


def _with_cousins(winner: _Sampled, samples: Sequence[_Sampled], blocks: Blocks) -> CardGroup:
    """Read the best group, and groups of its look: sites break one list into parts and vary addresses by category."""
    best = _group(winner[1], blocks, len(winner[1]))
    if not best.elements:
        return best
    look = _look(best.elements[0])
    seen = {card.listing_id or card.url for card in best.cards}
    cards, elements = list(best.cards), list(best.elements)
    inner = {node for element in elements for node in element.iter()}
    for group, members in samples:
        if members is winner[1] or not group.elements or _look(group.elements[0]) != look:
            continue
        if not inner.isdisjoint(group.elements):
            continue
        if group.weight / log2(1 + len(members)) < 0.4 * best.weight / log2(1 + len(winner[1])):
            continue
        whole = _group(members, blocks, len(members))
        for card, element in zip(whole.cards, whole.elements, strict=True):
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


def _by_place(links: Sequence[ItemLink]) -> Iterator[list[_Member]]:
    """Yield the elements around the links of one address form, together by their place in the tree."""
    by_place: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
    around = _elements_around(links)
    usual = _usual_depth(around)
    looks = Counter(_look(outer)[:3] for outer in around)
    for outer, inside in around.items():
        element = outer if looks[_look(outer)[:3]] >= _FEW else _at_depth(outer, inside, usual)
        if next(islice(element.iter(), _LARGEST_CARD, None), None) is None:
            by_place[(str(_depth(element)), *_look(element)[1:])].append((element, inside))
    for members in by_place.values():
        yield members[:_MAX_CARDS]


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _usual_depth(around: Collection[HtmlElement]) -> int:
    return Counter(map(_depth, around)).most_common(1)[0][0] if around else 0


def _at_depth(element: HtmlElement, inside: Sequence[ItemLink], depth: int) -> HtmlElement:
    """Return the part of an element at the depth of its like: a card alone in its row is not the row."""
    above = _depth(element)
    if above >= depth or len({link.element for link in inside}) > 6:
        return element
    node = inside[0].element
    path = [node, *node.iterancestors()]
    deeper = path[-depth - 1] if len(path) > depth else element
    whole = all(deeper is link.element or deeper in link.element.iterancestors() for link in inside)
    return deeper if whole else element


def _elements_around(links: Sequence[ItemLink]) -> dict[HtmlElement, list[ItemLink]]:
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
    around: dict[HtmlElement, list[ItemLink]] = defaultdict(list)
    for link in links:
        node = link.element
        if keys_in.get(node) is None:
            continue
        while (parent := node.getparent()) is not None and keys_in.get(parent) == link.key:
            node = parent
        around[node].append(link)
    return around


def _group(members: Sequence[_Member], blocks: Blocks, size: int) -> CardGroup:
    """Return the cards of elements of one look, weighed as the group of the given size that they stand for."""
    cards: dict[str, tuple[Card, HtmlElement]] = {}
    worths: list[float] = []
    common = common_texts([element for element, _ in members])
    for element, links in members:
        card = read_card(element, links, blocks.document, common)
        key = links[0].key
        if not card.title or key in cards:
            continue
        cards[key] = (card, element)
        worth = (
            (0.3 if card.url else 0.0)
            + (1.0 if card.price is not None else 0.0)
            + (0.7 if card.image else 0.0)
            + min(len(card.title), 60) / 60
        )
        if blocks.zone(element) != "main":
            worth *= 0.2
        worths.append(worth)
    return CardGroup(
        tuple(card for card, _ in cards.values()),
        _value(worths, size) if len(cards) > 1 else 0.0,
        tuple(element for _, element in cards.values()),
    )
