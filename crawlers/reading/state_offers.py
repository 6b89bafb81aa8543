"""Objects of a page's scripts that look like goods on offer: their values by role, alone and in arrays."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crawlers.reading.document import Document
from crawlers.reading.script_data import script_values
from crawlers.reading.values import plain_text

Thing = Mapping[str, Any]
_MAX_NODES = 150_000
_MAX_DEPTH = 60
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
_ATTRIBUTE_NAMES = ("key", "code", "name", "label")
_ATTRIBUTE_VALUES = ("value_label", "valueLabel", "values", "value", "text")
_ATTRIBUTE_ROLES = frozenset(("price", "brand", "condition", "location", "gtin"))


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


@lru_cache(maxsize=4096)
def _names_a_title(keys: tuple[str, ...]) -> bool:
    """Whether one of an object's keys is that of a title; objects of one kind have the same keys."""
    return any(told is not None and told[0] == "title" for told in map(_role_of, keys))


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
            for key, entry in node.items():
                if isinstance(entry, dict | list):
                    below.append(entry)
                    if ":" in key and isinstance(entry, dict):
                        references[key] = entry
        else:
            below.extend(entry for entry in node if isinstance(entry, dict | list))
            if len(node) >= 3 and (array := _as_array(node, depth)):
                arrays.append(array)
    return below


def _as_offer(node: dict[str, Any], depth: int) -> StateOffer | None:
    if not 2 <= len(node) <= 400 or not _names_a_title(tuple(node)):
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
