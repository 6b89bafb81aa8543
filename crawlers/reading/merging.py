"""One value for each field from what several sources say, with checks across them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from crawlers.reading.blocks import Blocks, site_names
from crawlers.reading.embedded_state import completed_card
from crawlers.reading.ids import id_in_address, slug_in_address
from crawlers.reading.page import Card, ItemFields
from crawlers.reading.prices import names_currency, site_currency
from crawlers.reading.values import likeness
from crawlers.reading.wording import wording
from domain.page_kind import PageKind

_SCHEMA_SOURCES = ("json-ld", "microdata", "embedded state")
_CENTS = Decimal(100)


def merge_item(
    readings: Iterable[tuple[str, ItemFields]], blocks: Blocks, kind: PageKind
) -> tuple[ItemFields, dict[str, str]]:
    """Return one reading of the page's offer and where each field came from."""
    ordered = [(origin, _tidy(found, blocks)) for origin, found in readings]
    ordered = [(origin, found) for origin, found in ordered if not _is_about_another(origin, found, blocks)]
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for field in fields(ItemFields):
        for origin, found in ordered:
            if value := getattr(found, field.name):
                merged[field.name], origins[field.name] = value, origin
                break
    _settle_price(merged, origins, ordered, blocks)
    _settle_identity(merged, origins, ordered, blocks)
    _settle_texts(merged, origins, ordered, blocks)
    if kind is not PageKind.ITEM:
        merged["availability"], origins["availability"] = "out_of_stock", "visible"
    return ItemFields(**merged), origins


def _tidy(found: ItemFields, blocks: Blocks) -> ItemFields:
    title = wording().title_frame.sub("", found.title or "").strip() or None
    brand = found.brand
    if brand and "".join(char for char in brand.casefold() if char.isalnum()) in site_names(blocks.document):
        brand = None
    return replace(found, title=title, brand=brand)


def _is_about_another(origin: str, found: ItemFields, blocks: Blocks) -> bool:
    """Whether declared data names something that shares nothing with what the page shows as its heading."""
    if origin not in _SCHEMA_SOURCES or not found.title or not blocks.headline:
        return False
    return likeness(found.title, blocks.headline) < 0.2 and likeness(found.title, blocks.document.title) < 0.2


def _settle_price(
    merged: dict[str, Any], origins: dict[str, str], ordered: Sequence[tuple[str, ItemFields]], blocks: Blocks
) -> None:
    """Take amount and currency from one source where one has both; a state's cents become units."""
    priced = [(origin, found) for origin, found in ordered if found.price]
    if not priced:
        merged.pop("price_text", None)
        merged.pop("currency", None)
        return
    origin, found = _outvoted(priced) or priced[0]
    shown = next((each for name, each in priced if name != "embedded state"), None)
    price = found.price
    if origin == "embedded state" and shown and price and shown.price == price / _CENTS:
        price = shown.price
    currency = (
        found.currency
        or next((each.currency for _, each in ordered if each.currency), None)
        or site_currency(blocks.document.host)
    )
    merged.update(price=price, price_text=found.price_text, currency=currency)
    origins.update(price=origin, price_text=origin, currency=origin)


def _outvoted(priced: Sequence[tuple[str, ItemFields]]) -> tuple[str, ItemFields] | None:
    """Return the source of an amount that two others agree on while nobody shares the first source's."""
    votes = Counter(found.price for _, found in priced)
    if votes[priced[0][1].price] > 1 or priced[0][0] == "recipe":
        return None
    return next(((origin, found) for origin, found in priced if votes[found.price] >= 2), None)


def _settle_identity(
    merged: dict[str, Any], origins: dict[str, str], ordered: Sequence[tuple[str, ItemFields]], blocks: Blocks
) -> None:
    """Prefer the id that the page's own address carries: it is the one by which the listing is found again."""
    document = blocks.document
    merged["url"] = document.url or merged.get("url")
    in_address = id_in_address(merged["url"])
    told = [found.listing_id for _, found in ordered if found.listing_id]
    address = (merged["url"] or "").casefold()
    confirmed = next((each for each in told if len(each) >= 4 and each.casefold() in address), None)
    chosen = confirmed or in_address or next(iter(told), None) or slug_in_address(merged["url"])
    if chosen:
        merged["listing_id"] = chosen
        origins["listing_id"] = next((origin for origin, found in ordered if found.listing_id == chosen), "visible")


def _settle_texts(
    merged: dict[str, Any], origins: dict[str, str], ordered: Sequence[tuple[str, ItemFields]], blocks: Blocks
) -> None:
    """Take the fullest description and the heading over a cut title; leave the site's front page off the trail."""
    if heading := _better_heading(str(merged.get("title") or ""), origins.get("title"), blocks.heading):
        merged["title"], origins["title"] = heading, "visible"
    descriptions = [(origin, found.description) for origin, found in ordered if found.description]
    if descriptions:
        origin, best = max(descriptions, key=lambda pair: min(len(pair[1]), 300))
        merged["description"], origins["description"] = best, origin
    trail = merged.get("category_path") or ()
    names = site_names(blocks.document)
    title = merged.get("title") or ""
    kept = [step for number, step in enumerate(trail) if not (number == 0 and _is_front(step, names)) and step != title]
    if kept:
        merged["category_path"] = tuple(kept)
    else:
        merged.pop("category_path", None)
        origins.pop("category_path", None)


def _better_heading(title: str, origin: str | None, heading: str) -> str | None:
    """Return the page's h1 where the title is a cut form of it or made for link previews, unless it holds a price."""
    heading = wording().title_frame.sub("", heading).strip()
    if not heading or heading == title or (names_currency(heading) and any(char.isdigit() for char in heading)):
        return None
    cut = title.rstrip(" .…")
    return heading if origin == "opengraph" or (len(cut) >= 8 and heading.startswith(cut)) else None


def _is_front(step: str, names: set[str]) -> bool:
    bare = "".join(char for char in step.casefold() if char.isalnum())
    return bare in names or bare in (
        "home",
        "startseite",
        "accueil",
        "inicio",
        "início",
        "stronagłówna",
        "hem",
        "forside",
        "etusivu",
        "homepage",
    )


def merge_cards(shown: Sequence[Card], in_state: Sequence[Card], declared: Sequence[Card]) -> tuple[Card, ...]:
    """Return the results: the cards that are shown, completed and extended by what scripts and markup know."""
    base = list(shown)
    for others in (in_state, declared):
        base = _joined(base, others)
    told = Counter(card.currency for card in base if card.price is not None and card.currency)
    common = next(iter(told), None) if len(told) == 1 else None
    return tuple(
        replace(card, currency=common) if card.price is not None and not card.currency else card for card in base
    )


def _joined(base: list[Card], others: Sequence[Card]) -> list[Card]:
    """Complete cards by others of the same listing; take the others over where they are the longer list."""
    if not others:
        return base
    by_key: dict[str, Card] = {}
    for other in others:
        for key in _keys(other):
            by_key.setdefault(key, other)
    matched = 0
    joined: list[Card] = []
    taken: set[int] = set()
    for card in base:
        twin = next((by_key[key] for key in _keys(card) if key in by_key), None)
        if twin is not None:
            matched += 1
            taken.add(id(twin))
            card = completed_card(card, twin)
        joined.append(card)
    if matched == 0 and len(others) >= 3 and not any(_is_priced(card) for card in base):
        return list(others) if sum(map(_is_priced, others)) >= 3 else base
    longer = len(others) > len(base) and (matched >= max(1, len(base) * 0.5) or len(base) < 3)
    if longer:
        if matched == 0:
            joined = []
        joined.extend(other for other in others if id(other) not in taken)
    return joined


def _is_priced(card: Card) -> bool:
    return card.price is not None


def _keys(card: Card) -> list[str]:
    keys = [f"id:{card.listing_id.casefold()}"] if card.listing_id else []
    if card.url:
        keys.append("url:" + card.url.split("?")[0].rstrip("/").casefold())
        if found := id_in_address(card.url):
            keys.append(f"id:{found.casefold()}")
    if card.title:
        keys.append(f"title:{card.title.casefold()}|{card.price}")
    return keys
