"""What will happen at the bazaar of its own accord: the seeded schedule of its life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from bazaar.offer import Offer
from bazaar.seeded import Deck


class Step(StrEnum):
    """What can be planned for a listing."""

    LIST = "list"
    SELL = "sell"
    END = "end"
    EDIT_PRICE = "edit_price"
    EDIT_TEXT = "edit_text"
    EDIT_AWAY = "edit_away"
    """The seller takes the offending word out."""
    REMOVE_ON_OWN_INITIATIVE = "remove_on_own_initiative"
    REMOVE_AFTER_NOTICE = "remove_after_notice"
    REJECT = "reject"
    REINSTATE = "reinstate"
    RELIST = "relist"
    HIDE_HERE = "hide_here"
    SHOW_HERE = "show_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One step of one listing, due at a told time."""

    at: datetime
    step: Step
    listing_id: str
    notice_id: str | None = None


_ILLICIT_LIVES = (
    Step.SELL, Step.SELL, Step.END, Step.REMOVE_ON_OWN_INITIATIVE, Step.REMOVE_ON_OWN_INITIATIVE, Step.EDIT_AWAY,
    Step.EDIT_PRICE, *[None] * 9,
)  # fmt: skip
_INNOCENT_LIVES = (Step.SELL, Step.SELL, Step.END, Step.EDIT_PRICE, Step.EDIT_TEXT, *[None] * 9)
_HIDDEN_SHARE = 0.03


def plan_lives(offers: Sequence[Offer], start: datetime, chance: Random) -> tuple[Planned, ...]:
    """For each listing: when it is listed and, for some, what befalls it in the six weeks after the start."""
    decks = {True: Deck(_ILLICIT_LIVES, chance), False: Deck(_INNOCENT_LIVES, chance)}
    plans = [Planned(at=offer.listed_at, step=Step.LIST, listing_id=offer.listing_id) for offer in offers]
    for offer in offers:
        early = offer.listed_at < start - timedelta(days=25)
        if early and chance.random() < 0.25:
            plans.append(_before_the_start(offer, start, chance))
            continue
        step = decks[offer.truth.illicit].deal()
        if step is not None:
            plans.append(Planned(at=_some_time(offer, step, start, chance), step=step, listing_id=offer.listing_id))
        elif chance.random() < _HIDDEN_SHARE * 2:
            plans.extend(_hidden_for_days(offer, start, chance))
    return tuple(plans)


def _before_the_start(offer: Offer, start: datetime, chance: Random) -> Planned:
    step = chance.choice((Step.SELL, Step.SELL, Step.END, Step.REMOVE_ON_OWN_INITIATIVE))
    if not offer.truth.illicit and step is Step.REMOVE_ON_OWN_INITIATIVE:
        step = Step.END
    at = start - timedelta(minutes=chance.randint(60, 20 * 24 * 60))
    return Planned(at=at, step=step, listing_id=offer.listing_id)


def _some_time(offer: Offer, step: Step, start: datetime, chance: Random) -> datetime:
    """A moment after the start and after the listing began: mostly in the first fortnight."""
    last = timedelta(days=14 if chance.random() < (0.9 if offer.truth.illicit else 0.67) else 42)
    first = 20 * 60
    if step is Step.REMOVE_ON_OWN_INITIATIVE and chance.random() < 0.5:
        first, last = 4 * 60, timedelta(hours=19)  # The moderator's own morning round.
    if offer.truth.illicit and step in (Step.SELL, Step.END):
        last = timedelta(days=5)  # What is cheap and forbidden does not lie long.
    return max(start, offer.listed_at) + timedelta(minutes=chance.randint(first, int(last / timedelta(minutes=1))))


def _hidden_for_days(offer: Offer, start: datetime, chance: Random) -> tuple[Planned, Planned]:
    begins = max(start, offer.listed_at) + timedelta(hours=chance.randint(24, 200))
    return (
        Planned(at=begins, step=Step.HIDE_HERE, listing_id=offer.listing_id),
        Planned(
            at=begins + timedelta(hours=chance.randint(60, 240)),
            step=Step.SHOW_HERE,
            listing_id=offer.listing_id,
        ),
    )
