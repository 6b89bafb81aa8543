"""How much of a case's truth is read."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from crawlers.reading import Card, read_page
from crawlers.reading.values import words_of
from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.cases import ItemCase, KindCase, SearchCase

Mark = tuple[str, bool, str]
"""A field, whether it is right, and what went wrong."""


def search_marks(case: SearchCase) -> Iterator[Mark]:
    """Yield whether the kind, each listing, each of its fields and each surplus card is right."""
    page = read_page(case.body, url=case.url if case.told_url else None)
    yield "kind", page.kind is PageKind.SEARCH, f"{page.kind}: {page.reasons}"
    by_title: dict[str, Card] = {}
    for card in page.cards:
        by_title.setdefault(" ".join((card.title or "").split()), card)
    truth = {" ".join(offer.title.split()): offer for offer in case.offers}
    for title, offer in truth.items():
        card = by_title.get(title) or Card()
        yield "found", bool(card.title), f"{title!r} not among {[c.title for c in page.cards[:3]]}"
        if case.priced:
            same = card.price == offer.price
            yield "price", same, f"{card.price} for {offer.price}"
            yield "currency", card.currency == case.currency, f"{card.currency} for {case.currency}"
        if case.has_ids:
            yield "listing_id", card.listing_id == offer.id, f"{card.listing_id} for {offer.id}"
        if case.places:
            place = case.place(offer)
            yield "place", same_words(card.seller_location, place), f"{card.seller_location!r} for {place!r}"
        if case.sellers:
            yield "seller", card.seller_name == offer.seller, f"{card.seller_name!r} for {offer.seller!r}"
    surplus = [title for title in by_title if title not in truth]
    for card_title in by_title:
        yield "precision", card_title in truth, f"surplus {surplus[:4]}"


def item_marks(case: ItemCase) -> Iterator[Mark]:
    """Yield whether the kind and each field are right."""
    page = read_page(case.body, url=case.url if case.told_url else None)
    yield "kind", page.kind is case.truth.get("kind", PageKind.ITEM), f"{page.kind}: {page.reasons}"
    for name, wanted in case.truth.items():
        if name == "kind":
            continue
        told = getattr(page.item, name) if page.item else None
        yield name, _same(name, told, wanted), f"{told!r} for {wanted!r}"


def _same(name: str, told: Any, wanted: Any) -> bool:
    if wanted is None:
        return told in (None, (), "")
    if told is None:
        return False
    if name == "price":
        return bool(told == Decimal(wanted))
    if name == "posted_on":
        return bool(told == date.fromisoformat(wanted))
    if name == "images":
        return bool(told and urlsplit(told[0]).path == wanted)
    if name == "category_path":
        return [each for each in told if each in wanted] == list(wanted) and len(told) <= len(wanted) + 2
    if name == "description":
        return words_of(wanted) <= words_of(told)
    return same_words(told, wanted) if name == "seller_location" else bool(told == wanted)


def same_words(told: str | None, wanted: str) -> bool:
    """Whether at least half of the shorter side's words are shared."""
    ours, theirs = words_of(told), words_of(wanted)
    return bool(ours and theirs) and len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def kind_mark(case: KindCase) -> Mark:
    """Return whether the kind is right, and that nothing is read from a wall."""
    page = read_page(case.page, url=case.url, status=200)
    return "kind", page.kind is case.kind, f"{page.kind} for {case.kind}: {page.reasons}"
