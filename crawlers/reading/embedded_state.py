"""The state that a page's own scripts work with: the object that is the page's offer, and arrays of results."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from crawlers.reading.document import Document, absolute
from crawlers.reading.ids import id_in_address
from crawlers.reading.page import Card, ItemFields
from crawlers.reading.prices import currency_in, currency_of_sign, machine_price
from crawlers.reading.script_data import script_values
from crawlers.reading.values import (
    availability_of,
    brand_of,
    condition_of,
    day_of,
    image_addresses,
    plain_text,
    valid_gtin,
    words_of,
)
from crawlers.reading.wording import condition_word

Thing = Mapping[str, Any]
_MAX_NODES = 150_000
_MAX_DEPTH = 60
_MAX_ARRAYS = 4
_ROLE_KEYS = {
    "title": "title subject heading headline name displayname fullname shorttitle customtitle",
    "price": "price currentprice saleprice finalprice sellingprice pricevalue priceamount priceinfo pricing prices"
    " bestprice amount minprice unitprice lowprice formattedprice displayprice pricerange buynowprice",
    "currency": "currency currencycode pricecurrency currencyid currencyisocode",
    "id": "id listid itemid listingid adid productid sku skuid code legacyid externalid usitemid goodsid finnkode asin"
    " reference productcode",
    "url": "url link href canonicalurl permalink seolink producturl detailurl detailpageurl sharelink shareurl weburl"
    " seourl path pageurl linktext handle slug urlkey",
    "image": "image images photos pictures photo picture gallery media thumbnail thumbnailurl imageurl imageurls"
    " mainimage allimages imageinfo thumbnails firstimage pic",
    "description": "description body descriptiontext shortdescription longdescription content descriptionhtml details",
    "seller": "seller user owner shop store merchant advertiser account author sellerinfo userinfo shopinfo contact"
    " publisher sellers company profile",
    "seller_name": "sellername sellerdisplayname username shopname storename merchantname vendorname ownername"
    " advertisername contactname nickname login",
    "seller_id": "sellerid userid merchantid vendorid shopid storeid ownerid accountid",
    "location": "location city region address place locationname cityname locality municipality geo area locationtext"
    " town district provincename",
    "brand": "brand brandname manufacturer make vendor",
    "gtin": "gtin ean gtin13 gtin14 gtin12 upc barcode eancode isbn",
    "condition": "condition itemcondition conditionname conditiontype state",
    "availability": "availability availabilitystatus instock isinstock isavailable available stockstatus status",
    "category": "category categories categorypath breadcrumbs breadcrumb categoryname categorytree",
    "date": "createdat creationdate datecreated listtime publishedat publishdate firstpublicationdate postedat date"
    " dateposted createdtime creationtime published created activationdate publicationdate",
}
_ROLES = {key: (role, rank) for role, keys in _ROLE_KEYS.items() for rank, key in enumerate(keys.split())}
_PREFIX = re.compile(
    r"^(?:marketplace|listing|product|item|advert|ad|offer|classified|goods|lot|primary|redacted|main|formatted|current)"
)
_AMOUNT_KEYS = (
    "amount",
    "value",
    "price",
    "current",
    "currentPrice",
    "sellingPrice",
    "minPrice",
    "min",
    "raw",
    "lowPrice",
    "low",
    "regularPrice",
    "Price",
    "numericValue",
    "now",
    "priceString",
    "formatted",
    "text",
)
_NAME_KEYS = (
    "name",
    "displayName",
    "display_name",
    "username",
    "userName",
    "sellerName",
    "nickname",
    "login",
    "shopName",
    "sellerDisplayName",
    "storeName",
    "title",
    "publicName",
    "firstName",
    "first_name",
)
_ID_KEYS = ("id", "sellerId", "userId", "uuid", "shopId", "user_id", "seller_id", "username", "code")
_ATTRIBUTE_NAMES = ("key", "code", "name", "label")
_ATTRIBUTE_VALUES = ("value_label", "valueLabel", "values", "value", "text")
_ATTRIBUTE_ROLES = frozenset(("price", "brand", "condition", "location", "gtin"))
_PLACE_KEYS = (
    "text",
    "name",
    "label",
    "city",
    "cityName",
    "city_name",
    "municipality",
    "region",
    "regionName",
    "province",
    "zipcode",
    "zip",
    "postalCode",
    "country",
    "addressLocality",
    "addressRegion",
    "city_label",
)


@dataclass(frozen=True, slots=True)
class StateOffer:
    """An object of the embedded state that looks like goods on offer: its values by role."""

    roles: Mapping[str, Any]
    depth: int

    @property
    def title(self) -> str:
        """The title it gives."""
        return plain_text(self.roles.get("title"), 1000) or ""


@dataclass(frozen=True, slots=True)
class State:
    """The objects of a page's embedded state that look like goods, alone and in arrays."""

    offers: tuple[StateOffer, ...]
    arrays: tuple[tuple[StateOffer, ...], ...]
    references: Mapping[str, Thing]
    """The objects of a normalised cache by the key that others refer to them with."""


@lru_cache(maxsize=8192)
def _role_of(key: str) -> tuple[str, int] | None:
    bare = re.sub(r"[^a-z0-9]", "", key.lower())
    for _ in range(3):
        if bare in _ROLES:
            return _ROLES[bare]
        shorter = _PREFIX.sub("", bare)
        if shorter == bare:
            return None
        bare = shorter
    return None


def read_state(document: Document) -> State:
    """Return the goods-like objects of a page's embedded state."""
    offers: list[StateOffer] = []
    arrays: list[tuple[StateOffer, ...]] = []
    references: dict[str, Thing] = {}
    nodes = 0
    for value in script_values(document):
        level: list[Any] = [value]
        for depth in range(_MAX_DEPTH):
            nodes += len(level)
            if not level or nodes > _MAX_NODES:
                break
            level = _visit_level(level, depth, offers, arrays, references)
    return State(tuple(offers), tuple(arrays), references)


def _visit_level(
    level: list[Any],
    depth: int,
    offers: list[StateOffer],
    arrays: list[tuple[StateOffer, ...]],
    references: dict[str, Thing],
) -> list[Any]:
    """Note the goods of one level and return the level below."""
    below: list[Any] = []
    for node in level:
        if isinstance(node, dict):
            if offer := _as_offer(node, depth):
                offers.append(offer)
            below.extend(entry for entry in node.values() if isinstance(entry, dict | list))
            references.update((key, entry) for key, entry in node.items() if ":" in key and isinstance(entry, dict))
        else:
            below.extend(entry for entry in node if isinstance(entry, dict | list))
            if len(node) >= 3 and (array := _as_array(node, depth)):
                arrays.append(array)
    return below


def _as_offer(node: dict[str, Any], depth: int) -> StateOffer | None:
    if not 2 <= len(node) <= 400:
        return None
    ranked: dict[str, tuple[int, Any]] = {}
    for key, value in _pairs(node):
        if value in (None, "", [], {}) or not (told := _role_of(key)):
            continue
        role, rank = told
        if role not in ranked or rank < ranked[role][0]:
            ranked[role] = (rank, value)
    if "title" not in ranked or not isinstance(ranked["title"][1], str | dict):
        return None
    if not ("price" in ranked or ("id" in ranked and ({"image", "url", "description"} & ranked.keys()))):
        return None
    return StateOffer({role: value for role, (_, value) in ranked.items()}, depth)


def _pairs(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of an object, then those of its lists of named attributes."""
    yield from node.items()
    for value in node.values():
        inner = next(iter(value.values()), None) if isinstance(value, dict) and len(value) == 1 else value
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            for entry in inner[:60]:
                if isinstance(entry, dict) and (named := _named_attribute(entry)):
                    yield named


def _named_attribute(entry: dict[str, Any]) -> tuple[str, Any] | None:
    """Return the name and the value of an entry such as `{"key": "brand", "value_label": "Nuss"}`."""
    name = next((entry[key] for key in _ATTRIBUTE_NAMES if isinstance(entry.get(key), str)), None)
    value = next((entry[key] for key in _ATTRIBUTE_VALUES if entry.get(key) not in (None, "", [], {})), None)
    if name is None or value is None or len(entry) > 10:
        return None
    told = _role_of(name)
    return (name, value) if told and told[0] in _ATTRIBUTE_ROLES else None


def _as_array(nodes: list[Any], depth: int) -> tuple[StateOffer, ...] | None:
    """Return the goods in an array most of whose entries are goods, wrapped once or not."""
    found: list[StateOffer] = []
    for node in nodes[:500]:
        if isinstance(node, dict):
            inner = (entry for entry in node.values() if isinstance(entry, dict))
            candidates = (_as_offer(entry, depth) for entry in (node, *inner))
            if offer := next((each for each in candidates if each), None):
                found.append(offer)
    return tuple(found) if len(found) >= max(3, len(nodes[:500]) * 0.5) else None


def read_item(state: State, headline: str, document: Document) -> ItemFields:
    """Return what the state says about the page's offer, chosen by its title and by its id in the address."""
    ranked = sorted(
        ((score, offer) for offer in state.offers if (score := _score(offer, headline, document)) > 0),
        key=lambda pair: -pair[0],
    )
    merged = ItemFields()
    for _, offer in ranked[:4]:
        fields = _fields(offer, state, document)
        gaps = {
            name: value
            for name in ItemFields.__slots__
            if not getattr(merged, name) and (value := getattr(fields, name))
        }
        merged = replace(merged, **gaps)
    return merged


def _score(offer: StateOffer, headline: str, document: Document) -> float:
    """How surely the object is the page's own offer; 0 where its title is another one."""
    ours, theirs = words_of(headline), words_of(offer.title)
    if not ours or not theirs:
        return 0.0
    alike = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    identity = plain_text(offer.roles.get("id"), 60) or ""
    in_address = len(identity) >= 4 and identity.casefold() in (document.url or "").casefold()
    slug = plain_text(offer.roles.get("url"), 300) or ""
    in_address = in_address or (len(slug) >= 8 and slug.rstrip("/").casefold() in (document.url or "").casefold())
    if alike < (0.35 if in_address else 0.7):
        return 0.0
    rich = sum(0.15 for role in ("price", "description", "seller", "image", "location") if role in offer.roles)
    return 2 * alike + (1.5 if in_address else 0.0) + rich - 0.02 * offer.depth


def _fields(offer: StateOffer, state: State, document: Document) -> ItemFields:
    roles = {role: _resolved(value, state) for role, value in offer.roles.items()}
    amount, currency = _money(roles.get("price"), roles.get("currency"), document)
    seller_name, seller_id = _seller(roles)
    return ItemFields(
        listing_id=_identity(roles.get("id")),
        url=_address(roles.get("url"), document),
        title=plain_text(roles.get("title"), 1000),
        description=_description(roles.get("description")),
        price=amount,
        price_text=str(amount) if amount is not None else None,
        currency=currency,
        seller_name=seller_name,
        seller_id=seller_id,
        seller_location=_place(roles.get("location")),
        images=_images(roles.get("image"), document),
        gtin=valid_gtin(roles.get("gtin")),
        brand=brand_of(roles.get("brand")),
        condition=condition_of(roles.get("condition")) or condition_word(plain_text(roles.get("condition"), 80)),
        availability=availability_of(roles.get("availability")),
        category_path=_category(roles.get("category")),
        posted_on=day_of(roles.get("date")),
    )


def _resolved(value: Any, state: State) -> Any:
    """Follow a reference into the normalised cache, once."""
    if isinstance(value, Mapping):
        key = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        if isinstance(key, str) and key in state.references:
            return state.references[key]
    if (
        isinstance(value, list)
        and value
        and isinstance(value[0], Mapping)
        and ("__ref" in value[0] or "type" in value[0])
    ):
        return [_resolved(entry, state) for entry in value[:40]]
    return value


def _identity(value: Any) -> str | None:
    text = plain_text(value, 100)
    return text if text and len(text) <= 64 and not text.startswith("http") else None


def _address(value: Any, document: Document) -> str | None:
    text = value if isinstance(value, str) else None
    return absolute(document.base_url, text) if text and ("/" in text) else None


def _description(value: Any) -> str | None:
    text = plain_text(value)
    return text if text and len(text) >= 3 else None


def _images(value: Any, document: Document) -> tuple[str, ...]:
    found = image_addresses(value, document.base_url)
    return tuple(address for address in found if address.rstrip("/") != document.base_url.rstrip("/"))


def _money(value: Any, currency: Any, document: Document, depth: int = 0) -> tuple[Decimal | None, str | None]:
    """Return the amount and the currency of a price written as number, text or object."""
    sign = plain_text(currency, 12)
    code = currency_of_sign(sign, document.host, document.language) if sign else None
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, Mapping):
        shown = (
            currency_in(value, document.host, document.language) if isinstance(value, str) and len(value) < 60 else None
        )
        return machine_price(value, currency=code or shown), code or shown
    if depth > 3:
        return None, code
    inner = next((value[key] for key in value if "currency" in key.lower() and isinstance(value[key], str)), sign)
    for key in _AMOUNT_KEYS:
        if value.get(key) not in (None, "", [], {}):
            amount, found = _money(value[key], inner, document, depth + 1)
            if amount is not None:
                return amount, found
    return None, code


def _seller(roles: Mapping[str, Any]) -> tuple[str | None, str | None]:
    told = roles.get("seller")
    if isinstance(told, list) and told:
        told = told[0]
    name, identity = plain_text(roles.get("seller_name"), 200), _identity(roles.get("seller_id"))
    if isinstance(told, Mapping):
        name = name or next((text for key in _NAME_KEYS if (text := plain_text(told.get(key), 200))), None)
        identity = identity or next((text for key in _ID_KEYS if (text := _identity(told.get(key)))), None)
    elif isinstance(told, str) and not told.isdigit():
        name = name or plain_text(told, 200)
    return (name if name and not name.startswith("http") else None), identity


def _place(value: Any) -> str | None:
    if isinstance(value, list):
        parts = [_place(entry) for entry in value[:4]]
        return ", ".join(dict.fromkeys(part for part in parts if part)) or None
    if not isinstance(value, Mapping):
        return plain_text(value, 200)
    if isinstance(value.get("address"), Mapping | str):
        return _place(value["address"])
    found = [text for key in _PLACE_KEYS if (text := plain_text(value.get(key), 100))]
    return ", ".join(dict.fromkeys(found[:3])) or None


def _category(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        names = (plain_text(entry, 200) for entry in value[:12])
        return tuple(name for name in names if name and not name.startswith(("http", "/")) and not name.isdigit())
    text = plain_text(value, 300)
    return (text,) if text and not text.isdigit() and not text.startswith(("http", "/")) else ()


def read_cards(state: State, document: Document) -> tuple[Card, ...]:
    """Return the results in the richest array of the state, completed by arrays about the same results."""
    ranked = sorted(state.arrays, key=_array_weight, reverse=True)[:_MAX_ARRAYS]
    if not ranked:
        return ()
    cards = {card.listing_id or card.url or card.title: card for card in _cards(ranked[0], state, document)}
    for array in ranked[1:]:
        for other in _cards(array, state, document):
            key = other.listing_id or other.url or other.title
            if key in cards:
                cards[key] = completed_card(cards[key], other)
    return tuple(card for key, card in cards.items() if key)


def completed_card(card: Card, other: Card) -> Card:
    """Return a card with its gaps filled from another card of the same listing."""
    gaps = {name: value for name in Card.__slots__ if not getattr(card, name) and (value := getattr(other, name))}
    return replace(card, **gaps)


def _cards(array: Sequence[StateOffer], state: State, document: Document) -> Iterator[Card]:
    return (_card(offer, state, document) for offer in array)


def _array_weight(array: tuple[StateOffer, ...]) -> float:
    return sum(
        1.0 + sum(0.5 for role in ("price", "url", "image", "location") if role in offer.roles)
        for offer in array
        if offer.title
    )


def _card(offer: StateOffer, state: State, document: Document) -> Card:
    fields = _fields(offer, state, document)
    return Card(
        url=fields.url,
        listing_id=id_in_address(fields.url) or fields.listing_id,
        title=fields.title,
        price=fields.price,
        currency=fields.currency,
        seller_location=fields.seller_location,
        seller_name=fields.seller_name,
        image=next(iter(fields.images), None),
    )
