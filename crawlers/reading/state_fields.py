"""From the values of an object in a page's scripts to the fields of an offer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crawlers.reading.document import Document, absolute
from crawlers.reading.page import ItemFields
from crawlers.reading.prices import currency_in, currency_of_sign, machine_price
from crawlers.reading.state_offers import State, StateOffer
from crawlers.reading.values import (
    availability_of,
    brand_of,
    condition_of,
    day_of,
    image_addresses,
    plain_text,
    valid_gtin,
)
from crawlers.reading.wording import condition_word

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


def offer_fields(offer: StateOffer, state: State, document: Document) -> ItemFields:
    """Return what an object of the state says about its offer."""
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
