"""What a page says in prominent places: banners, notices, the lines around its heading; never what a seller wrote."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawlers.reading.blocks import Block, Blocks
from crawlers.reading.ids import id_in_address
from crawlers.reading.kind_texts import KindTexts, as_whole, find_phrase, fold

_SHORT_PAGE = 1_500
"""Characters of visible text up to which the whole page is one announcement."""
_LONGEST = 260
_TOP_BLOCKS = 25
_ANNOUNCING = (
    "alert",
    "banner",
    "notice",
    "message",
    "status",
    "warning",
    "expired",
    "ended",
    "unavailable",
    "removed",
    "inactive",
    "error",
    "empty",
    "no-result",
    "noresult",
    "not-found",
    "notfound",
    "zero",
    "msg",
    "badge",
    "sold",
    "gone",
)
_SELLERS_WORDS = ("description", "beschreibung", "postingbody", "userbody")


class Announcements:
    """The prominent blocks of a page, found once."""

    def __init__(self, blocks: Blocks, cards: Iterable[HtmlElement], *, looks_live: bool) -> None:
        self.blocks = blocks
        self.looks_live = looks_live
        self.prominent: tuple[Block, ...] = tuple(_find_prominent(blocks, frozenset(cards)))

    def says(self, texts: KindTexts) -> str | None:
        """Return the sentence of a kind that the site itself announces, or None.

        On a page that still offers its goods, the title and what follows the heading are the seller's words:
        only what stands before the heading or in an element made for announcements counts there.
        """
        spoken = [block for block in self.prominent if self._is_the_sites(block)]
        for place, block in enumerate(spoken):
            if as_whole(block.text) in texts.whole and self._is_a_label(spoken, place):
                return block.text
        title = "" if self.looks_live else self.blocks.document.title
        return find_phrase(texts.phrases, fold(" | ".join((title, *(block.text for block in spoken)))))

    def _is_the_sites(self, block: Block) -> bool:
        if not self.looks_live:
            return True
        if as_whole(block.text) == as_whole(self.blocks.headline):
            return False
        return block.index < self.blocks.heading_index or _announces(block)

    def _is_a_label(self, spoken: Sequence[Block], place: int) -> bool:
        """Whether a single word such as `Sold` is a mark on this offer: near its heading, no link, no count."""
        block = spoken[place]
        near = range(self.blocks.heading_index - 8, self.blocks.heading_index + 20)
        if block.index not in near and not _announces(block):
            return False
        linked = any(node.tag == "a" for node in _with_parents(block.element, 4))
        return not linked and not _counts_something(spoken, place)


def _find_prominent(blocks: Blocks, cards: frozenset[HtmlElement]) -> Iterator[Block]:
    """Yield the short blocks around the heading, at the top of the main part and in elements that announce."""
    window = range(blocks.heading_index - 12, blocks.heading_index + 25)
    short = blocks.text_size < _SHORT_PAGE
    top = _TOP_BLOCKS
    for block in blocks.all[:3000]:
        if len(block.text) > _LONGEST or blocks.zone(block.element) != "main":
            continue
        linked = any(node.tag == "a" for node in _with_parents(block.element, 4))
        near = short or block.index in window or (top > 0 and not linked) or _is_heading(block)
        top -= 0 if linked else 1
        if (near or _announces(block)) and not _is_of_another(block, cards):
            yield block


def _is_heading(block: Block) -> bool:
    return any(node.tag in ("h1", "h2", "h3") for node in _with_parents(block.element, 1))


def _announces(block: Block) -> bool:
    for node in _with_parents(block.element, 1):
        names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}".casefold()
        if any(name in names for name in _ANNOUNCING):
            return True
    return False


def _is_of_another(block: Block, cards: frozenset[HtmlElement]) -> bool:
    """Whether a block belongs to a card, a link to another item or the seller's own text."""
    for node in _with_parents(block.element, 400):
        if node in cards:
            return True
        names = f"{node.get('class') or ''} {node.get('id') or ''}".casefold()
        if any(word in names for word in _SELLERS_WORDS):
            return True
        if node.tag == "a" and len(block.text) < 40 and id_in_address(node.get("href")):
            return True
    return False


def _counts_something(blocks: Sequence[Block], place: int) -> bool:
    """Whether a single word stands beside a number or ends in a colon, as in `24 | sold` or `Sold: | 3`."""
    around = [blocks[number].text for number in (place - 1, place + 1) if 0 <= number < len(blocks)]
    numbers = (text.strip("+.,() ").replace(",", "").isdigit() for text in around)
    return blocks[place].text.rstrip().endswith((":", "：")) or any(numbers)


def _with_parents(element: HtmlElement, count: int) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), count)
