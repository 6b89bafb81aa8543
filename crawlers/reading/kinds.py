"""What a page is, decided before anything is read from it, with the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawlers.reading.blocks import Block, Blocks
from crawlers.reading.card_groups import CardGroup
from crawlers.reading.document import text_of
from crawlers.reading.ids import id_in_address
from crawlers.reading.kind_texts import as_whole, find_phrase, fold, kind_texts
from crawlers.reading.search_facts import is_search_address
from domain.page_kind import PageKind

_THIN_TEXT = 4_000
_VERY_THIN_TEXT = 700
_GONE_KINDS = (PageKind.ITEM_UNAVAILABLE_HERE, PageKind.ITEM_REMOVED, PageKind.ITEM_SOLD, PageKind.ITEM_ENDED)
_WALL_KINDS = (PageKind.BLOCK, PageKind.MAINTENANCE, PageKind.LOGIN, PageKind.ERROR, PageKind.CONSENT)
_ALERT_NAMES = ("alert", "banner", "notice", "message", "status", "warning", "expired", "ended", "unavailable", "removed",
                "inactive", "error", "empty", "no-result", "noresult", "not-found", "notfound", "zero", "msg", "badge", "sold")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What else is known about the page when its kind is decided."""

    product_declared: bool
    """JSON-LD or microdata hold one product whose name is the headline."""
    offer_in_state: bool
    """The embedded state holds an object whose title is like the headline."""
    offer_in_state_exact: bool
    """Such an object has a price and exactly the headline as its title."""
    labelled: int
    """Fields of an offer that stand on the page with a label, such as a seller or a condition."""
    price_near_heading: bool
    buyable: bool
    declared_type: str
    """The OpenGraph type."""
    listed: int
    """Entries of a declared list of items."""
    cards: CardGroup
    state_cards: int
    priced_state_cards: int
    query: str | None
    """What the search box or the address asks for."""
    total_results: int | None

    @property
    def priced_cards(self) -> int:
        """How many cards show a price."""
        return sum(1 for card in self.cards.cards if card.price is not None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A page kind with the sentences that explain it."""

    kind: PageKind
    reasons: tuple[str, ...]


def kind_by_status(status: int | None, blocks: Blocks) -> Judgement | None:
    """Return what the HTTP status alone decides."""
    if status is None or status < 400:
        return None
    said = _wall_sentence(blocks, PageKind.BLOCK) or _vendor(blocks)
    if status in (403, 405, 429) or (status == 503 and said):
        return Judgement(PageKind.BLOCK, _with(f"The server refused with status {status}.", said))
    if status in (404, 410, 451):
        return _gone_by_status(status, blocks)
    if status == 401:
        return Judgement(PageKind.LOGIN, ("The server asks for a login with status 401.",))
    said = _wall_sentence(blocks, PageKind.MAINTENANCE)
    if status >= 500 and said:
        return Judgement(PageKind.MAINTENANCE, _with(f"The server failed with status {status}.", said))
    return Judgement(PageKind.ERROR, (f"The server answered with status {status}.",))


def _gone_by_status(status: int, blocks: Blocks) -> Judgement:
    said = _wall_sentence(blocks, PageKind.BLOCK) if blocks.text_size < _THIN_TEXT else None
    if said:
        return Judgement(PageKind.BLOCK, _with(f"Status {status}, but the page is a riddle for robots.", said))
    url = blocks.document.url
    if is_search_address(url) or (url and urlsplit(url).path in ("", "/")):
        return Judgement(PageKind.ERROR, (f"Status {status} at an address that is not an item's.",))
    prominent = tuple(find_prominent(blocks))
    for kind in _GONE_KINDS:
        if found := gone_sentence(blocks, kind, prominent):
            return Judgement(kind, (f"Status {status}.", f"The page says {found!r}."))
    return Judgement(PageKind.ITEM_REMOVED, (f"The server says with status {status} that the address is gone.",))


def _with(reason: str, said: str | None) -> tuple[str, ...]:
    return (reason, f"The page says {said!r}.") if said else (reason,)


def kind_by_recipe(blocks: Blocks, texts: Mapping[PageKind, Sequence[str]]) -> Judgement | None:
    """Return the kind whose sentence, given by the marketplace's recipe, stands on the page."""
    if not texts:
        return None
    visible = fold(" ".join((blocks.document.title, *(block.text for block in blocks.all))))
    for kind, sentences in texts.items():
        if found := find_phrase((fold(sentence) for sentence in sentences if sentence.strip()), visible):
            return Judgement(kind, (f"The page says {found!r}, which the recipe knows.",))
    return None


def judge(blocks: Blocks, evidence: Evidence) -> Judgement:
    """Return the kind of a page that neither status nor recipe has decided."""
    prominent = tuple(find_prominent(blocks, frozenset(evidence.cards.elements)))
    return (
        _wall(blocks, evidence, prominent)
        or _gone(blocks, evidence, prominent)
        or _empty_search(blocks, evidence, prominent)
        or _item_or_search(blocks, evidence)
    )


def _wall(blocks: Blocks, evidence: Evidence, prominent: Sequence[Block]) -> Judgement | None:
    """Return the kind of a page that stands between us and the goods."""
    if evidence.product_declared or evidence.priced_cards >= 3 or evidence.state_cards >= 5:
        return None
    size = blocks.text_size
    if size > _THIN_TEXT:
        return None
    gone = any(gone_sentence(blocks, kind, prominent) for kind in _GONE_KINDS)
    for kind in _WALL_KINDS:
        if gone and kind in (PageKind.ERROR, PageKind.LOGIN, PageKind.CONSENT):
            continue
        if (found := _wall_sentence(blocks, kind)) and _wall_holds(kind, evidence, size, blocks):
            return Judgement(kind, (f"The page says {found!r} and shows no goods.",))
    if size < _VERY_THIN_TEXT and (trace := _vendor(blocks)):
        return Judgement(PageKind.BLOCK, (f"An almost empty page with traces of a protection service ({trace}).",))
    return None


def _wall_holds(kind: PageKind, evidence: Evidence, size: int, blocks: Blocks) -> bool:
    """Whether a sentence of a wall is the page's message, rather than a line on a page of goods."""
    shows_goods = evidence.offer_in_state or (evidence.price_near_heading and evidence.buyable)
    if shows_goods:
        return False
    if kind is PageKind.LOGIN:
        return bool(blocks.document.root.xpath("//input[@type='password']")) or size < 1500
    if kind is PageKind.CONSENT:
        return size < 2500
    return True


def _wall_sentence(blocks: Blocks, kind: PageKind) -> str | None:
    """Return the sentence of a wall in the title or the visible text of a page."""
    texts = kind_texts()[kind]
    shown = [block for block in blocks.all[:400] if len(block.text) < 400 and blocks.zone(block.element) != "chrome"]
    headings = [text_of(node, 200) for node in blocks.document.root.iter("h1", "h2", "title")]
    whole = next((as_whole(text) for text in headings if as_whole(text) in texts.whole), None)
    return whole or find_phrase(
        texts.phrases, fold(" | ".join((blocks.document.title, *(block.text for block in shown))))
    )


def _vendor(blocks: Blocks) -> str | None:
    """Return the trace of a protection service in scripts, frames and addresses."""
    texts = kind_texts()[PageKind.BLOCK]
    sources = [script.text[:20_000] for script in blocks.document.scripts[:40]]
    sources += [str(value) for value in blocks.document.root.xpath("//@src | //@action | //@id")[:300]]
    sources += blocks.document.script_addresses
    joined = "\n".join(sources).casefold()
    return next((vendor for vendor in texts.vendors if vendor.casefold() in joined), None)


def _gone(blocks: Blocks, evidence: Evidence, prominent: Sequence[Block]) -> Judgement | None:
    """Return what the page says in a prominent place about a listing that is no longer on offer."""
    if is_search_address(blocks.document.url) and not evidence.product_declared:
        return None
    if evidence.total_results is not None and evidence.priced_cards >= 5 and not evidence.product_declared:
        return None
    for kind in _GONE_KINDS:
        if found := gone_sentence(blocks, kind, prominent):
            return Judgement(kind, (f"The page says {found!r} in a prominent place.",))
    return None


def gone_sentence(blocks: Blocks, kind: PageKind, prominent: Sequence[Block]) -> str | None:
    """Return the sentence of a kind in a prominent place of an item page, or None."""
    texts = kind_texts()[kind]
    near = range(blocks.heading_index - 8, blocks.heading_index + 20)
    for place, block in enumerate(prominent):
        if as_whole(block.text) in texts.whole and (block.index in near or _announces(block)):
            if not _counts_something(prominent, place) and not any(
                up.tag == "a" for up in _with_parents(block.element, 4)
            ):
                return block.text
    joined = fold(" | ".join((blocks.document.title, *(block.text for block in prominent))))
    return find_phrase(texts.phrases, joined)


def _counts_something(blocks: Sequence[Block], place: int) -> bool:
    """Whether a single word stands beside a number or a colon, as in `24 | sold` or `Sold: | 3`."""
    around = [blocks[number].text for number in (place - 1, place + 1) if 0 <= number < len(blocks)]
    return blocks[place].text.rstrip().endswith((":", "：")) or any(
        text.strip("+.,() ").replace(",", "").isdigit() for text in around
    )


def find_prominent(blocks: Blocks, cards: frozenset[HtmlElement] = frozenset()) -> Iterator[Block]:
    """Yield the short blocks around the heading, at the top of the main part and in elements that announce."""
    window = set(range(blocks.heading_index - 12, blocks.heading_index + 25))
    top = 25
    whole = blocks.text_size < 1500
    for block in blocks.all[:3000]:
        if len(block.text) > 260 or blocks.zone(block.element) != "main":
            continue
        near = whole or block.index in window or top > 0
        top -= 1
        if (near or _announces(block)) and not _in_card_or_link(block, cards):
            yield block


def _with_parents(element: HtmlElement, count: int) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), count)


def _announces(block: Block) -> bool:
    for node in _with_parents(block.element, 1):
        names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}".casefold()
        if any(name in names for name in _ALERT_NAMES):
            return True
    return False


def _in_card_or_link(block: Block, cards: frozenset[HtmlElement]) -> bool:
    node = block.element
    while node is not None:
        if node in cards:
            return True
        names = f"{node.get('class') or ''} {node.get('id') or ''}".casefold() if isinstance(node.tag, str) else ""
        if "description" in names or "beschreibung" in names:
            return True
        if node.tag == "a" and id_in_address(node.get("href")) and len(block.text) < 40:
            return True
        node = node.getparent()
    return False


def _empty_search(blocks: Blocks, evidence: Evidence, prominent: Sequence[Block]) -> Judgement | None:
    """Return `search_empty` where the page says in its headings or a notice that nothing was found."""
    if evidence.product_declared or evidence.offer_in_state:
        return None
    texts = kind_texts()[PageKind.SEARCH_EMPTY]
    whole = next((block.text for block in prominent if as_whole(block.text) in texts.whole), None)
    joined = fold(" | ".join((blocks.document.h1, *(block.text for block in prominent))))
    found = whole or find_phrase(texts.phrases, joined)
    if found and not evidence.total_results:
        return Judgement(PageKind.SEARCH_EMPTY, (f"The page says {found!r}.",))
    if evidence.total_results == 0 and evidence.priced_cards < 3:
        return Judgement(PageKind.SEARCH_EMPTY, ("The page states a total of 0 results.",))
    return None


def _item_or_search(blocks: Blocks, evidence: Evidence) -> Judgement:
    """Weigh one main offer against many cards."""
    item = list(_item_signs(blocks, evidence))
    search = list(_search_signs(blocks, evidence))
    item_weight, search_weight = (sum(weight for weight, _ in signs) for signs in (item, search))
    if max(item_weight, search_weight) < 1.5:
        return _home_or_unknown(blocks, evidence)
    if _is_front_page(blocks) and item_weight < 3:
        return _home_or_unknown(blocks, evidence)
    if item_weight >= search_weight:
        return Judgement(PageKind.ITEM, tuple(reason for _, reason in item))
    return Judgement(PageKind.SEARCH, tuple(reason for _, reason in search))


def _item_signs(blocks: Blocks, evidence: Evidence) -> Iterator[tuple[float, str]]:
    url = blocks.document.url
    if evidence.product_declared:
        yield 3.0, "It declares one product under the page's own headline."
    if evidence.offer_in_state:
        yield (
            (3.0 if evidence.offer_in_state_exact else 1.5),
            "Its scripts work with one offer under the page's own headline.",
        )
    if any(word in evidence.declared_type for word in ("product", "item", "offer", "listing", "classified")):
        yield 1.5, f"It calls itself {evidence.declared_type!r}."
    if id_in_address(url) and not is_search_address(url):
        yield 1.5, "Its address carries the id of one listing."
    if evidence.price_near_heading:
        yield 1.0, "One price stands near its heading."
    if evidence.labelled:
        yield min(2.0, 0.5 * evidence.labelled), f"It labels {evidence.labelled} facts about one offer."
    if evidence.buyable:
        yield 1.0, "It has a button to buy or to answer."


def _search_signs(blocks: Blocks, evidence: Evidence) -> Iterator[tuple[float, str]]:
    if is_search_address(blocks.document.url):
        yield 2.0, "Its address is that of a search."
    if evidence.total_results:
        yield 1.5, f"It states a total of {evidence.total_results} results."
    if evidence.listed >= 3:
        yield 1.5, f"It declares a list of {evidence.listed} items."
    count = len(evidence.cards.cards)
    if count >= 3:
        weight = min(3.0, 1.0 + evidence.priced_cards / 8) if evidence.priced_cards else 0.5
        yield weight, f"It shows {count} cards, {evidence.priced_cards} of them with a price."
    if evidence.query and fold(evidence.query) in fold(f"{blocks.document.title} | {blocks.document.h1}"):
        yield 1.5, f"Its heading repeats the query {evidence.query!r}."
    if evidence.state_cards >= 5:
        yield (
            1.0 + min(1.5, evidence.priced_state_cards / 16),
            f"Its scripts work with a list of {evidence.state_cards} offers.",
        )


def _is_front_page(blocks: Blocks) -> bool:
    url = blocks.document.url
    if not url:
        return False
    parts = urlsplit(url)
    return parts.path.strip("/") in ("", "index.html", "index.php", "home") and not parts.query


def _home_or_unknown(blocks: Blocks, evidence: Evidence) -> Judgement:
    if _is_front_page(blocks) and (len(evidence.cards.cards) or blocks.all):
        return Judgement(PageKind.HOME, ("Its address is the site's front page.",))
    return Judgement(
        PageKind.UNKNOWN, ("It shows neither one offer nor a list of them, nor any sentence that we know.",)
    )
