"""What a page declares for machines in schema.org's words: JSON-LD and microdata."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import chompjs
from extruct.w3cmicrodata import MicrodataExtractor
from lxml.html import HtmlElement

from crawlers.reading.document import Document, absolute, text_of
from crawlers.reading.ids import id_in_address
from crawlers.reading.page import Card, ItemFields
from crawlers.reading.prices import currency_of_sign, machine_price
from crawlers.reading.values import (
    availability_of,
    brand_of,
    condition_of,
    day_of,
    first_of,
    image_addresses,
    likeness,
    plain_text,
    valid_gtin,
    walk,
)

Thing = Mapping[str, Any]
_MAX_SCRIPT = 2_000_000
_MAX_PROPERTIES = 4_000
_PRODUCT_TYPES = frozenset(
    (
        "Product",
        "Vehicle",
        "Car",
        "Motorcycle",
        "ProductGroup",
        "IndividualProduct",
        "ProductModel",
        "SomeProducts",
        "Book",
        "Apartment",
        "House",
        "Residence",
        "RealEstateListing",
        "MusicAlbum",
        "VisualArtwork",
        "CreativeWork",
    )
)
_STRICT_PRODUCT_TYPES = _PRODUCT_TYPES - {"CreativeWork", "Book", "MusicAlbum"}
_GTIN_KEYS = ("gtin13", "gtin", "gtin14", "gtin12", "gtin8", "isbn", "ean", "upc")
_ID_KEYS = ("productID", "productId", "sku", "identifier", "serialNumber")


@dataclass(frozen=True, slots=True)
class Declared:
    """The schema.org objects of a page, outer ones first, by the syntax they were written in."""

    json_ld: tuple[Thing, ...]
    microdata: tuple[Thing, ...]

    @property
    def things(self) -> tuple[Thing, ...]:
        """All of them."""
        return (*self.json_ld, *self.microdata)


class _PlainMicrodata(MicrodataExtractor):  # type: ignore[misc]  # extruct has no types
    """Extruct's reader of microdata without its copying of each node: our tree holds no scripts."""

    def _extract_textContent(self, node: HtmlElement) -> str:  # noqa: N802  (extruct's name)
        return text_of(node)


def read_declared(document: Document) -> Declared:
    """Return the schema.org objects that a page declares."""
    json_ld = [thing for script in document.scripts if "ld+json" in script.type for thing in _json_ld(script.text)]
    return Declared(tuple(json_ld), tuple(_microdata(document)))


def _json_ld(text: str) -> Iterator[Thing]:
    if len(text) <= _MAX_SCRIPT:
        yield from walk(_forgiving_json(text), max_nodes=20_000)


def _forgiving_json(text: str) -> Any:
    """Return the value of JSON as sites write it: comments, line breaks in strings and trailing commas pass."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return chompjs.parse_js_object(text)
    except (ValueError, RecursionError, TypeError):
        return None


def _microdata(document: Document) -> Iterator[Thing]:
    scopes = document.root.xpath("count(//*[@itemscope])")
    properties = document.root.xpath("count(//*[@itemprop])")
    if not scopes or scopes > _MAX_PROPERTIES / 4 or properties > _MAX_PROPERTIES:
        return
    try:
        items = _PlainMicrodata().extract_items(document.root, document.base_url)
    except (ValueError, RecursionError, AttributeError, TypeError):
        return
    for item in items:
        yield from walk(_as_thing(item, 0), max_nodes=20_000)


def _as_thing(value: Any, depth: int) -> Any:
    """Return a microdata item in the shape of JSON-LD."""
    if isinstance(value, list):
        return [_as_thing(entry, depth + 1) for entry in value]
    if not isinstance(value, dict) or depth > 30:
        return value
    properties = value.get("properties")
    thing = {key: _as_thing(entry, depth + 1) for key, entry in (properties or {}).items()}
    if isinstance(value.get("value"), str):
        thing.setdefault("name", value["value"])
    return {"@type": value.get("type"), **thing}


def types_of(thing: Thing) -> set[str]:
    """Return the bare names of an object's types."""
    told = thing.get("@type")
    names = told if isinstance(told, list) else [told]
    return {name.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] for name in names if isinstance(name, str)}


def products(things: tuple[Thing, ...]) -> list[Thing]:
    """Return the objects that are goods with a name or an offer."""
    return [
        thing
        for thing in things
        if (names := types_of(thing)) & _PRODUCT_TYPES
        and (thing.get("name") or thing.get("offers"))
        and (names & _STRICT_PRODUCT_TYPES or thing.get("offers"))
    ]


def main_product(things: tuple[Thing, ...], headline: str) -> Thing | None:
    """Return the product that the page is about: the one most like its headline, else the only or first one."""
    candidates = products(things)
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda thing: -_rank(thing, headline))
    best = ranked[0]
    if headline and _rank(best, headline) < 0.2 and plain_text(best.get("name")):
        return None
    return best


def _rank(thing: Thing, headline: str) -> float:
    alike = likeness(plain_text(thing.get("name")), headline)
    return alike + (0.3 if thing.get("offers") else 0.0) * (1.0 if alike > 0.2 or not headline else 0.3)


def read_item(things: tuple[Thing, ...], headline: str, document: Document) -> ItemFields:
    """Return what the declared objects say about the page's own offer."""
    product = main_product(things, headline)
    fields = ItemFields(category_path=_breadcrumbs(things))
    if product is not None:
        return _from_product(product, fields, document)
    lone_offers = [thing for thing in things if types_of(thing) & {"Offer", "AggregateOffer"}]
    if len(lone_offers) == 1 and not products(things):
        return _from_product({"offers": lone_offers[0]}, fields, document)
    return fields


def _from_product(product: Thing, fields: ItemFields, document: Document) -> ItemFields:
    variant = _first_thing(product.get("hasVariant"))
    offer = _best_offer(product) or _best_offer(variant)
    found = replace(
        fields,
        listing_id=plain_text(first_of(product, _ID_KEYS) or first_of(variant, _ID_KEYS), 100),
        url=absolute(document.base_url, plain_text(product.get("url") or offer.get("url"), 2000)),
        title=plain_text(product.get("name"), 1000),
        description=plain_text(product.get("description")),
        images=image_addresses(first_of(product, ("image", "images")) or variant.get("image"), document.base_url),
        brand=brand_of(first_of(product, ("brand", "manufacturer")) or variant.get("brand")),
        gtin=_gtin(product) or _gtin(offer) or _gtin(variant),
        condition=condition_of(first_of(product, ("itemCondition",)) or offer.get("itemCondition")),
        posted_on=day_of(first_of(product, ("datePosted", "datePublished", "dateCreated")) or offer.get("validFrom")),
    )
    category = first_of(product, ("category",))
    if not found.category_path and (path := plain_text(category, 500)):
        found = replace(found, category_path=_split_path(path))
    return _with_offer(found, {"seller": product.get("seller"), **offer}, document)


def _with_offer(fields: ItemFields, offer: Thing, document: Document) -> ItemFields:
    specification = _first_thing(offer.get("priceSpecification"))
    told = first_of(offer, ("priceCurrency", "currency")) or specification.get("priceCurrency")
    sign = plain_text(told, 12)
    currency = currency_of_sign(sign, document.host, document.language) if sign else None
    raw = first_of(offer, ("price", "lowPrice")) or first_of(specification, ("price", "minPrice"))
    seller = first_of(offer, ("seller", "offeredBy", "merchant"))
    return replace(
        fields,
        price=machine_price(plain_text(raw, 100), currency=currency),
        price_text=plain_text(raw, 100),
        currency=currency,
        availability=availability_of(offer.get("availability")),
        seller_name=_name(seller),
        seller_id=plain_text(first_of(_first_thing(seller), ("identifier", "sellerId")), 100),
        seller_location=_place(offer.get("availableAtOrFrom") or _first_thing(seller).get("address")),
    )


def _name(value: Any) -> str | None:
    name = plain_text(value, 200)
    return name if name and not name.startswith(("http:", "https:")) else None


def _best_offer(product: Thing) -> Thing:
    """Return the cheapest offer in stock, else the first one."""
    told = first_of(product, ("offers", "offerDetails"))
    offers = [entry for entry in (told if isinstance(told, list) else [told]) if isinstance(entry, Mapping)]
    if not offers:
        return {}
    nested = _first_thing(offers[0].get("offers"))
    if nested and not first_of(offers[0], ("price", "lowPrice", "priceSpecification")):
        return nested
    return next((offer for offer in offers if availability_of(offer.get("availability")) == "in_stock"), offers[0])


def _first_thing(value: Any) -> Thing:
    if isinstance(value, list):
        value = next((entry for entry in value if isinstance(entry, Mapping)), None)
    return value if isinstance(value, Mapping) else {}


def _gtin(thing: Thing) -> str | None:
    return next((found for key in _GTIN_KEYS if (found := valid_gtin(thing.get(key)))), None)


def _place(value: Any) -> str | None:
    place = _first_thing(value)
    address = place.get("address") or value
    if isinstance(address, str):
        return plain_text(address, 200)
    parts = [
        plain_text(_first_thing(address).get(key), 100)
        for key in ("postalCode", "addressLocality", "addressRegion", "addressCountry")
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or plain_text(place.get("name"), 200)


def _split_path(text: str) -> tuple[str, ...]:
    for mark in (" > ", " › ", " / ", ">", " | ", "/"):
        if mark in text and not text.startswith("http"):
            return tuple(part.strip() for part in text.split(mark) if part.strip())
    return (text,) if not text.startswith("http") else ()


def _breadcrumbs(things: tuple[Thing, ...]) -> tuple[str, ...]:
    """Return the names of the longest declared trail, the front page left off."""
    trails = [_trail(thing) for thing in things if "BreadcrumbList" in types_of(thing)]
    return max(trails, key=len, default=())


def _trail(thing: Thing) -> tuple[str, ...]:
    told = thing.get("itemListElement") or []
    entries = [entry for entry in (told if isinstance(told, list) else [told]) if isinstance(entry, Mapping)]
    names = (plain_text(entry.get("name") or _first_thing(entry.get("item")), 200) for entry in entries[:20])
    return tuple(name for name in names if name)


def listed_things(declared: Declared) -> list[Thing]:
    """Return the entries of the longest declared list of items, each as an object with at least a name or url."""
    lists = [_entries(thing) for thing in declared.things if "ItemList" in types_of(thing)]
    best = max(lists, key=len, default=[])
    return best if len(best) >= 2 else products(declared.things)


def _entries(thing: Thing) -> list[Thing]:
    told = thing.get("itemListElement") or []
    found: list[Thing] = []
    for entry in told if isinstance(told, list) else [told]:
        if isinstance(entry, Mapping):
            item = entry.get("item")
            found.append(item if isinstance(item, Mapping) else {**entry, "url": item or entry.get("url")})
    return found


def read_cards(declared: Declared, document: Document) -> tuple[Card, ...]:
    """Return the results that a declared list of items names."""
    cards = (_card(thing, document) for thing in listed_things(declared)[:500])
    return tuple(card for card in cards if card.title or card.url)


def _card(thing: Thing, document: Document) -> Card:
    fields = _from_product(thing, ItemFields(), document)
    url = fields.url or absolute(document.base_url, plain_text(thing.get("@id"), 2000))
    return Card(
        url=url,
        listing_id=id_in_address(url) or fields.listing_id,
        title=fields.title,
        price=fields.price,
        currency=fields.currency,
        seller_location=fields.seller_location,
        seller_name=fields.seller_name,
        image=next(iter(fields.images), None),
    )
