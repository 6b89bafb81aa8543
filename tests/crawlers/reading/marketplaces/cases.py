"""What a case is: a page with its truth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.offers import Offer, fill, make_offers
from tests.crawlers.reading.marketplaces.surroundings import document, filters, footer, mega_menu


@dataclass(frozen=True, kw_only=True)
class SearchCase:
    """A search page: how a card looks, what stands around the cards, and what each card says in truth."""

    name: str
    family: str
    url: str
    language: str
    currency: str | None
    money: Callable[[Decimal], str]
    card: str
    before: str = "<ul>"
    after: str = "</ul>"
    above: str = ""
    below: str = ""
    between: str = ""
    """Stands after every fourth card."""
    count: int = 12
    digits: int = 8
    whole: bool = False
    heading: str = "<h1>{count} results</h1>"
    title: str = "{query} | Site"
    head: str = ""
    item_path: str = "{id}"
    """Stands in the address of each result's link."""
    menu: bool = True
    encoding: str = "utf-8"
    told_url: bool = True
    priced: bool = True
    has_ids: bool = True
    places: Sequence[str] = ()
    sellers: bool = False
    script: Callable[[Sequence[Offer]], str] | None = None

    @property
    def offers(self) -> list[Offer]:
        """The results in truth."""
        return make_offers(self.language, self.count, len(self.name), whole=self.whole, digits=self.digits)

    def place(self, offer: Offer) -> str:
        """Return where an offer's goods are, if the page says so."""
        return self.places[offer.number % len(self.places)] if self.places else ""

    @property
    def body(self) -> bytes:
        """The page's bytes."""
        offers = self.offers
        query = offers[0].title.split()[-2] if offers else "xyzzy"
        cards = ""
        for offer in offers:
            cards += fill(self.card, offer, self.money, place=self.place(offer))
            cards += self.between if offer.number % 4 == 3 else ""
        heading = self.heading.replace("{count}", str(self.count)).replace("{query}", query)
        around = (mega_menu(), filters(self.url.split("example")[-1]), footer()) if self.menu else ("", "", "")
        script = self.script(offers) if self.script else ""
        text = document(
            f"{around[0]}{self.above}{heading}{around[1]}{self.before}{cards}{self.after}{self.below}{around[2]}{script}",
            title=self.title.replace("{query}", query),
            language=self.language,
            head=self.head,
        )
        if self.encoding != "utf-8":
            text = text.replace("<meta charset='utf-8'>", "")
        return text.encode(self.encoding, "replace")


@dataclass(frozen=True, kw_only=True)
class ItemCase:
    """An item page with the truth of its fields; None means that the page does not say it."""

    name: str
    family: str
    url: str
    language: str
    main: str
    truth: Mapping[str, Any]
    title: str | None = None
    """The document's title; the item's where None."""
    head: str = ""
    menu: bool = True
    told_url: bool = True
    encoding: str = "utf-8"
    below: str = ""

    @property
    def body(self) -> bytes:
        """The page's bytes."""
        around = (mega_menu(), footer()) if self.menu else ("", "")
        text = document(
            f"{around[0]}{self.main}{self.below}{around[1]}",
            title=self.truth["title"] if self.title is None else self.title,
            language=self.language,
            head=self.head,
        )
        if self.encoding != "utf-8":
            text = text.replace("<meta charset='utf-8'>", "")
        return text.encode(self.encoding, "replace")


@dataclass(frozen=True)
class KindCase:
    """A page of which only the kind matters."""

    family: str
    kind: PageKind
    body: str
    url: str = "https://kram.example/item/fine-thing-48151623"
    language: str = "en"
    title: str = "Kram"
    head: str = field(default="")

    @property
    def page(self) -> bytes:
        """The page's bytes."""
        return document(self.body, title=self.title, language=self.language, head=self.head).encode()
