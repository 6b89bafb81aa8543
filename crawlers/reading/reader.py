"""From a saved page to what it says: the kind first, then the fields from each source in order of trust."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawlers.reading import embedded_state, structured
from crawlers.reading.blocks import Blocks
from crawlers.reading.card_groups import CardGroup, SearchClues, card_keys, few_cards, find_cards
from crawlers.reading.document import Document, parse_page
from crawlers.reading.evidence import Evidence, Judgement
from crawlers.reading.kind_texts import fold
from crawlers.reading.kinds import judge
from crawlers.reading.merging import merge_cards, merge_item
from crawlers.reading.metadata import read_metadata
from crawlers.reading.page import Card, Hints, ItemFields, Page, ReadingHints
from crawlers.reading.recipe_fields import read_by_recipe, read_cards_by_recipe
from crawlers.reading.search_facts import next_page, query_understood, total_results
from crawlers.reading.state_offers import State, read_state
from crawlers.reading.structured import Declared, read_declared
from crawlers.reading.values import likeness, plain_text
from crawlers.reading.visible import labelled_facts, read_visible
from domain.page_kind import PageKind

_SEARCH_KINDS = (PageKind.SEARCH, PageKind.SEARCH_EMPTY)


def read_page(
    body: bytes,
    *,
    url: str | None = None,
    status: int | None = None,
    content_type: str | None = None,
    recipe: ReadingHints | None = None,
) -> Page:
    """Return what a saved page is and says. Nothing is read from walls, errors, riddles and front pages."""
    document = parse_page(body, url, content_type)
    sources = _Sources(document, recipe or Hints())
    judgement = sources.judgement(status)
    page = Page(kind=judgement.kind, reasons=judgement.reasons, url=document.url, language=document.language)
    if judgement.kind.is_listing_page:
        item, origins = merge_item(sources.item_readings(), sources.blocks, judgement.kind)
        return replace(page, item=None if item.is_empty else item, origins=origins)
    if judgement.kind in _SEARCH_KINDS:
        return _search_page(page, sources)
    return page


class _Sources:
    """The sources of one page, each read at most once."""

    def __init__(self, document: Document, hints: ReadingHints) -> None:
        self.document = document
        self.hints = hints
        self.blocks = Blocks(document)
        self.declared: Declared = read_declared(document)
        self.state: State = read_state(document)
        self.visible: ItemFields = read_visible(self.blocks)
        self.structured_item: ItemFields = structured.read_item(self.declared.things, self.blocks.headline, document)
        self.in_state: ItemFields = embedded_state.read_item(self.state, self.blocks.headline, document)
        self.state_cards: tuple[Card, ...] = embedded_state.read_cards(self.state, document)
        self.total: int | None = total_results(self.blocks)
        self.query: str | None = query_understood(document)
        self.declared_cards: tuple[Card, ...] = structured.read_cards(self.declared, document)
        known = card_keys(self.declared_cards if len(self.declared_cards) > 2 else self.state_cards)
        self.cards: CardGroup = find_cards(self.blocks, SearchClues(self.query or document.h1, self.total, known))

    def judgement(self, status: int | None) -> Judgement:
        return judge(self.blocks, self._evidence(), status, self.hints.kind_texts)

    def _evidence(self) -> Evidence:
        headline = self.blocks.headline
        product = structured.main_product(self.declared.things, headline)
        return Evidence(
            product_declared=product is not None
            and bool(headline)
            and _is_the_only_one(product, self.declared, headline),
            declared_live=self.structured_item.availability == "in_stock",
            offer_in_state=_is_rich(self.in_state),
            offer_in_state_exact=self.in_state.price is not None and fold(self.in_state.title or "") == fold(headline),
            labelled=labelled_facts(self.visible),
            price_near_heading=self.visible.price is not None,
            buyable=self.visible.availability == "in_stock",
            declared_type=(self.document.meta("og:type") or "").casefold(),
            query=self.query,
            priced_state_cards=sum(1 for card in self.state_cards if card.price is not None),
            listed=len(structured.listed_things(self.declared)),
            cards=self.cards,
            state_cards=len(self.state_cards),
            total_results=self.total,
        )

    def item_readings(self) -> Iterator[tuple[str, ItemFields]]:
        """Yield what each source says, the most trusted first."""
        headline = self.blocks.headline
        yield "recipe", read_by_recipe(self.document, self.hints.selectors)
        yield "json-ld", structured.read_item(self.declared.json_ld, headline, self.document)
        yield "microdata", structured.read_item(self.declared.microdata, headline, self.document)
        yield "embedded state", self.in_state
        yield "opengraph", read_metadata(self.document)
        yield "visible", self.visible


def _is_rich(found: ItemFields) -> bool:
    """Whether an object of the state says more than a facet or a menu entry would."""
    return sum(map(bool, (found.price, found.description, found.images, found.seller_name, found.availability))) >= 2


def _is_the_only_one(product: structured.Thing, declared: Declared, headline: str) -> bool:
    alike = likeness(plain_text(product.get("name")), headline)
    return alike >= 0.5 or len(structured.products(declared.things)) == 1


def _search_page(page: Page, sources: _Sources) -> Page:
    document = sources.document
    by_recipe = read_cards_by_recipe(document, sources.hints.card_selectors)
    cards: Sequence[Card] = (
        ()
        if page.kind is PageKind.SEARCH_EMPTY
        else by_recipe
        or merge_cards(
            sources.cards.cards,
            sources.state_cards,
            sources.declared_cards,
        )
    )
    if page.kind is PageKind.SEARCH and not any(card.price is not None for card in cards):
        few = few_cards(sources.blocks, sources.total)
        cards = few if not cards or any(card.price is not None for card in few) else cards
    return replace(
        page,
        cards=tuple(cards),
        next_page=next_page(document),
        total_results=0 if page.kind is PageKind.SEARCH_EMPTY else sources.total,
        query_understood=sources.query,
    )
