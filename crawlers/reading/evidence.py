"""What is known about a page when its kind is decided."""

from dataclasses import dataclass

from crawlers.reading.card_groups import CardGroup
from domain.page_kind import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the sources of a page show, before anything is taken from them."""

    product_declared: bool
    """JSON-LD or microdata hold one product whose name is the headline."""
    declared_live: bool
    """That product is declared to be in stock."""
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

    @property
    def looks_live(self) -> bool:
        """Whether the page itself offers the goods: a button to buy, or a declaration that they are in stock."""
        return self.buyable or self.declared_live


@dataclass(frozen=True, slots=True)
class Judgement:
    """A page kind with the sentences that explain it."""

    kind: PageKind
    reasons: tuple[str, ...]
