"""The marketplace's moderator: what is done about a notice, and after how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bazaar.offer import Offer, OfferState
from bazaar.plan import Planned, Step
from bazaar.seeded import Deck, stream


class Answer(StrEnum):
    """What the moderator will do."""

    REMOVE = "remove"
    REMOVE_THEN_REINSTATE = "remove_then_reinstate"
    REJECT = "reject"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Card:
    """One way in which a notice may be answered: what, and after how many hours at least and at most."""

    answer: Answer
    least: float = 0
    most: float = 0


_ILLICIT = (
    Card(Answer.REMOVE, 2, 4),
    Card(Answer.REMOVE, 3, 6),
    Card(Answer.REMOVE, 5, 10),
    Card(Answer.REMOVE, 9, 16),
    Card(Answer.REMOVE, 15, 24),
    Card(Answer.REMOVE, 22, 34),
    Card(Answer.REMOVE, 30, 47),
    Card(Answer.REMOVE, 50, 80),
    Card(Answer.REMOVE, 70, 100),
    Card(Answer.REMOVE, 100, 130),
    Card(Answer.REMOVE, 140, 190),
    Card(Answer.REMOVE, 190, 250),
    Card(Answer.REMOVE, 230, 288),
    Card(Answer.REMOVE_THEN_REINSTATE, 10, 30),
    Card(Answer.REJECT, 12, 40),
    Card(Answer.REJECT, 40, 90),
    Card(Answer.REJECT, 100, 160),
    Card(Answer.FORGET),
    Card(Answer.FORGET),
    Card(Answer.FORGET),
)
_INNOCENT = (
    Card(Answer.REJECT, 6, 30),
    Card(Answer.REJECT, 20, 70),
    Card(Answer.REJECT, 60, 120),
    Card(Answer.FORGET),
    Card(Answer.REMOVE_THEN_REINSTATE, 5, 40),
)
_RELISTED_REMOVALS = (3, 7, 14, 26, 45, 70, 100)
"""Which removals, counted from the first, move the seller to put the goods up again under another name."""


class Moderator:
    """Answers notices in the order in which they come, each kind of answer in its even share."""

    def __init__(self, seed: int) -> None:
        self._chance = stream(seed, "moderator")
        self._decks = {True: Deck(_ILLICIT, self._chance), False: Deck(_INNOCENT, self._chance)}
        self._removals = 0
        self._owed = 0

    def answer(self, offer: Offer, notice_id: str, at: datetime) -> tuple[Planned, ...]:
        """What is going to happen about one notified listing; nothing where the notice is forgotten."""
        if offer.state is not OfferState.LIVE:
            return (self._planned(Step.REJECT, offer, notice_id, self._after(at, Card(Answer.REJECT, 4, 30))),)
        card = self._decks[offer.truth.illicit].deal()
        if card.answer is Answer.FORGET:
            return ()
        then = self._after(at, card)
        if card.answer is Answer.REJECT:
            return (self._planned(Step.REJECT, offer, notice_id, then),)
        removal = self._planned(Step.REMOVE_AFTER_NOTICE, offer, notice_id, then)
        if card.answer is Answer.REMOVE:
            return (removal,)
        back = then + timedelta(hours=self._chance.uniform(50, 110))
        return (removal, self._planned(Step.REINSTATE, offer, notice_id, back))

    def relisted_after(self, *, possible: bool) -> timedelta | None:
        """How long after a removal the same person puts the goods up again, or None if they do not."""
        self._removals += 1
        self._owed += self._removals in _RELISTED_REMOVALS
        if not self._owed or not possible:
            return None
        self._owed -= 1
        return timedelta(hours=self._chance.uniform(20, 100))

    def _after(self, at: datetime, card: Card) -> datetime:
        return (at + timedelta(hours=self._chance.uniform(card.least, card.most))).replace(microsecond=0)

    def _planned(self, step: Step, offer: Offer, notice_id: str, at: datetime) -> Planned:
        return Planned(at=at, step=step, listing_id=offer.listing_id, notice_id=notice_id)
