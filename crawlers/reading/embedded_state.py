"""The state that a page's own scripts work with: the object that is the page's offer, and arrays of results."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawlers.reading.document import Document
from crawlers.reading.ids import id_in_address
from crawlers.reading.page import Card, ItemFields
from crawlers.reading.state_fields import offer_fields
from crawlers.reading.state_offers import State, StateOffer
from crawlers.reading.values import plain_text, words_of

_MAX_ARRAYS = 4


def read_item(state: State, headline: str, document: Document) -> ItemFields:
    """Return what the state says about the page's offer, chosen by its title and by its id in the address."""
    ranked = sorted(
        ((score, offer) for offer in state.offers if (score := _score(offer, headline, document)) > 0),
        key=lambda pair: -pair[0],
    )
    merged = ItemFields()
    for _, offer in ranked[:4]:
        fields = offer_fields(offer, state, document)
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
    fields = offer_fields(offer, state, document)
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
