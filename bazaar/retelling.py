"""A seller writes a listing anew: another price, another text, the offending word gone, the same goods again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from random import Random

from bazaar.disguise import Disguise
from bazaar.goods import Talk
from bazaar.money import round_price
from bazaar.offer import Draft, Offer, OfferState
from bazaar.person import Account
from bazaar.writing import euphemistic, has_code_words, hidden, is_marked, plain


def with_lower_price(offer: Offer, chance: Random) -> Offer:
    """The same listing, five to twenty percent cheaper."""
    factor = Decimal(str(round(chance.uniform(0.8, 0.95), 3)))
    return replace(offer, price=round_price(offer.price * factor, chance))


def with_longer_text(offer: Offer, talk: Talk, chance: Random) -> Offer:
    """The same listing with one sentence more."""
    unsaid = [line for line in (*talk.shipping, *talk.used) if line not in offer.description]
    return replace(offer, description=f"{offer.description}\n{chance.choice(unsaid)}")


def without_offending_word(offer: Offer) -> Offer:
    """The same goods, said in another way."""
    said = euphemistic(offer.draft)
    truth = replace(offer.truth, disguises=(Disguise.CODE_WORD,))
    return replace(offer, title=said.title, description=said.body, truth=truth)


def listed_again(offer: Offer, account: Account, listing_id: str, at: datetime, chance: Random) -> Offer:
    """The same goods under another name: a new id, nearly the same text, nearly the same price."""
    draft = _shuffled(offer.draft, chance)
    how = _other_disguise(offer, draft, chance)
    said = plain(draft) if how is None else hidden(draft, how, chance)
    if said == plain(draft):
        how = None
    return replace(
        offer,
        listing_id=listing_id,
        seller_id=account.seller_id,
        city=account.city,
        title=said.title,
        description=said.body,
        price=round_price(offer.price * Decimal(str(round(chance.uniform(0.93, 1.06), 3))), chance),
        draft=draft,
        listed_at=at,
        state=OfferState.LIVE,
        changed_at=at,
        not_here=False,
        quiet=True,
        truth=replace(offer.truth, disguises=() if how is None else (how,), near_duplicate_of=offer.listing_id),
    )


def difference(old: Offer, new: Offer) -> tuple[dict[str, str], dict[str, str]]:
    """What a visitor sees changed: before and after, field by field."""
    fields = [field for field in ("title", "description", "price") if getattr(old, field) != getattr(new, field)]
    return {f: str(getattr(old, f)) for f in fields}, {f: str(getattr(new, f)) for f in fields}


def _other_disguise(offer: Offer, draft: Draft, chance: Random) -> Disguise | None:
    if not is_marked(draft):
        return None
    ways: Sequence[Disguise | None] = [
        how
        for how in (None, *Disguise)
        if (how,) != (offer.truth.disguises or (None,)) and (how is not Disguise.CODE_WORD or has_code_words(draft))
    ]
    return chance.choice(ways)


def _shuffled(draft: Draft, chance: Random) -> Draft:
    sentences = draft.body.replace("\n", " ").split(". ")
    if len(sentences) < 3:
        return draft
    place = chance.randrange(len(sentences) - 1)
    kept = [*sentences[:place], *sentences[place + 1 :]]
    return replace(draft, body=". ".join(kept))
