"""What a marketplace's own selectors find, where its recipe has any."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parsel import Selector

from crawlers.reading.document import Document, absolute, squeeze
from crawlers.reading.ids import id_in_address
from crawlers.reading.page import Card, ItemFields
from crawlers.reading.prices import Money, currency_of_sign, parse_price, site_currency
from crawlers.reading.values import availability_of, brand_of, condition_of, day_of, valid_gtin

_MAX_CARDS = 400
_LIST_FIELDS = ("images", "category_path")
_FIELD_OF_CARD = {"id": "listing_id", "link": "url", "location": "seller_location", "seller": "seller_name"}


def read_by_recipe(document: Document, selectors: Mapping[str, str]) -> ItemFields:
    """Return the item fields that the selectors find."""
    if not selectors:
        return ItemFields()
    page = Selector(root=document.root, type="html")
    texts = {name: _texts(page, css) for name, css in selectors.items()}
    first = {name: found[0] for name, found in texts.items() if found}
    money = _money(first, document)
    return ItemFields(
        listing_id=first.get("listing_id"),
        url=document.absolute(first.get("url")),
        title=first.get("title"),
        description=" ".join(texts.get("description", ())) or None,
        price=money.amount if money else None,
        price_text=money.text if money else None,
        currency=money.currency if money else None,
        seller_name=first.get("seller_name"),
        seller_id=first.get("seller_id"),
        seller_location=first.get("seller_location"),
        images=tuple(found for each in texts.get("images", ()) if (found := document.absolute(each))),
        gtin=valid_gtin(first.get("gtin")),
        brand=brand_of(first.get("brand")),
        condition=condition_of(first.get("condition")),
        availability=availability_of(first.get("availability")),
        category_path=tuple(texts.get("category_path", ())),
        posted_on=day_of(first.get("date") or first.get("posted_on")),
    )


def _texts(page: Selector, css: str) -> list[str]:
    """Return the texts of the elements or attributes that a CSS selector finds."""
    found = page.css(css)
    if "::" in css:
        return [text for each in found.getall() if (text := squeeze(each))]
    return [text for each in found if (text := squeeze(" ".join(each.css("*::text").getall())))]


def _money(first: Mapping[str, str], document: Document) -> Money | None:
    sign = first.get("currency")
    told = currency_of_sign(sign, document.host, document.language) if sign else None
    money = parse_price(first.get("price", ""), currency=told, host=document.host, language=document.language)
    if money is None:
        return None
    return replace(money, currency=told or money.currency or site_currency(document.host))


def read_cards_by_recipe(document: Document, selectors: Mapping[str, str]) -> tuple[Card, ...]:
    """Return the cards that the recipe's `card` selector finds, read with its other selectors."""
    if not selectors.get("card"):
        return ()
    page = Selector(root=document.root, type="html")
    cards = (_card(each, selectors, document) for each in page.css(selectors["card"])[:_MAX_CARDS])
    return tuple(card for card in cards if card.title or card.url)


def _card(element: Selector, selectors: Mapping[str, str], document: Document) -> Card:
    first: dict[str, Any] = {}
    for name, css in selectors.items():
        if name != "card" and (texts := _texts(element, css)):
            first[_FIELD_OF_CARD.get(name, name)] = texts[0]
    url = absolute(document.base_url, first.get("url") or element.css("a::attr(href)").get())
    money = _money(first, document)
    return Card(
        url=url,
        listing_id=first.get("listing_id") or id_in_address(url),
        title=first.get("title"),
        price=money.amount if money else None,
        currency=money.currency if money else None,
        seller_location=first.get("seller_location"),
        seller_name=first.get("seller_name"),
        image=document.absolute(first.get("image")),
    )
