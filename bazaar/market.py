"""The bazaar itself: listings, people and a moderator on a told clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import RLock

from bazaar.agenda import Agenda
from bazaar.desk import NoticeDesk
from bazaar.errors import ClockBackwardsError, UnknownListingError, UnreadableNoticeError
from bazaar.goods import read_talk
from bazaar.incoming import IncomingNotice, Receipt
from bazaar.moderator import Moderator
from bazaar.offer import Offer, OfferState
from bazaar.person import Account, Person
from bazaar.plan import Planned, Step
from bazaar.retelling import difference, listed_again, with_longer_text, with_lower_price, without_offending_word
from bazaar.seeded import stream
from bazaar.spell import Spell
from bazaar.truth_log import TruthEvent, TruthKind, TruthLog
from bazaar.world import fresh_ids, make_world
from domain.clock import require_utc

DEFAULT_SIZE = 200


class Bazaar:
    """A marketplace with known truth. Time moves only when it is told to."""

    def __init__(self, seed: int, start: datetime, size: int = DEFAULT_SIZE, *, truth_path: Path | None = None) -> None:
        self.seed = seed
        self.start = require_utc(start)
        self.truth_log = TruthLog(truth_path)
        world = make_world(seed, self.start, size)
        self._people: Mapping[str, Person] = {person.person_id: person for person in world.people}
        self._accounts = {a.seller_id: a for person in world.people for a in person.accounts}
        self._offers = {offer.listing_id: offer for offer in world.offers}
        self._spells = world.spells
        self._moderator = Moderator(seed)
        self._chance = stream(seed, "retelling")
        self._new_ids = fresh_ids(stream(seed, "new ids"))
        self._desk = NoticeDesk()
        self._contested: set[str] = set()
        self._lock = RLock()
        self._agenda = Agenda()
        self._steps = self._step_table()
        self._fill_the_calendar(world.plans)
        self._now = min(self.start, self._agenda.begins() or self.start)
        self.set_now(self.start)

    # What anybody may see.

    def now(self) -> datetime:
        """The told time."""
        with self._lock:
            return self._now

    def offers(self) -> tuple[Offer, ...]:
        """Every listing that has been offered so far, whatever became of it."""
        with self._lock:
            return tuple(o for o in self._offers.values() if o.state is not OfferState.UPCOMING)

    def offer(self, listing_id: str) -> Offer:
        """One listing, or `UnknownListingError` if it was never offered."""
        with self._lock:
            offer = self._offers.get(listing_id)
        if offer is None or offer.state is OfferState.UPCOMING:
            raise UnknownListingError(listing_id)
        return offer

    def account(self, seller_id: str) -> Account | None:
        """A seller's account."""
        return self._accounts.get(seller_id)

    def people(self) -> tuple[Person, ...]:
        """Who really stands behind the accounts."""
        return tuple(self._people.values())

    def spells(self) -> tuple[Spell, ...]:
        """The bad days, past and to come."""
        return self._spells

    def spell(self) -> Spell | None:
        """The bad day that it is now, if it is one."""
        now = self.now()
        return next((spell for spell in self._spells if spell.covers(now)), None)

    def truth(self) -> tuple[TruthEvent, ...]:
        """All that has really happened so far."""
        with self._lock:
            return tuple(self.truth_log)

    # What moves it.

    def advance(self, by: timedelta) -> tuple[TruthEvent, ...]:
        """Let so much time pass; return what happened in it."""
        with self._lock:
            return self.set_now(self._now + by)

    def set_now(self, moment: datetime) -> tuple[TruthEvent, ...]:
        """Let time pass until the moment, never back; return what happened until then."""
        with self._lock:
            told = require_utc(moment)
            if told < self._now:
                raise ClockBackwardsError(self._now, told)
            before = len(self.truth_log)
            for at, act in self._agenda.due_until(told):
                self._now = max(self._now, at)
                act()
            self._now = told
            return self.truth_log.since(before)

    def receive(self, notice: IncomingNotice) -> Receipt:
        """Take a notice; the same notice or message again changes nothing."""
        with self._lock:
            first = self._desk.first_receipt(notice)
            if first is not None:
                self._tell(TruthKind.NOTICE_REPEATED, notice_id=first.notice_id, channel=notice.channel.value)
                return replace(first, repeated=True)
            known = tuple(i for i in notice.listing_ids if self._is_offered(i))
            if not known:
                self._tell(TruthKind.NOTICE_UNREADABLE, notice_id=notice.notice_id)
                raise UnreadableNoticeError("names no listing of the bazaar")
            receipt = self._desk.file(notice, known, self._now)
            for listing_id in known:
                self._consider(self._offers[listing_id], notice)
            return receipt

    def receipt(self, notice_id: str) -> Receipt | None:
        """The receipt of a notice that came before."""
        with self._lock:
            return self._desk.receipt(notice_id)

    def mark_unreadable(self, reason: str) -> None:
        """Write down that something came into the inbox that is no notice."""
        with self._lock:
            self._tell(TruthKind.NOTICE_UNREADABLE, reason=reason)

    # How it goes on inside.

    def _is_offered(self, listing_id: str) -> bool:
        offer = self._offers.get(listing_id)
        return offer is not None and offer.state is not OfferState.UPCOMING

    def _consider(self, offer: Offer, notice: IncomingNotice) -> None:
        self._tell(
            TruthKind.NOTICE_RECEIVED,
            offer,
            notice_id=notice.notice_id,
            channel=notice.channel.value,
            message_id=notice.message_id,
            notifier=notice.notifier_email,
        )
        if self._desk.is_considered(offer.listing_id):
            self._desk.wait(offer.listing_id, notice.notice_id)
            return
        answers = self._moderator.answer(offer, notice.notice_id, self._now)
        if answers:
            self._desk.wait(offer.listing_id, notice.notice_id)
        for planned in answers:
            if planned.step is Step.REINSTATE:
                self._contested.add(offer.listing_id)
            self._put(planned)

    def _fill_the_calendar(self, plans: tuple[Planned, ...]) -> None:
        for planned in sorted(plans, key=lambda planned: planned.at):
            self._put(planned)
        for spell in self._spells:
            name = spell.kind.value
            self._agenda.put(spell.starts_at, partial(self._tell, TruthKind.SPELL_STARTED, spell=name))
            self._agenda.put(spell.ends_at, partial(self._tell, TruthKind.SPELL_ENDED, spell=name))

    def _put(self, planned: Planned) -> None:
        self._agenda.put(planned.at, partial(self._do, planned))

    def _do(self, planned: Planned) -> None:
        self._steps[planned.step](self._offers[planned.listing_id], planned)

    def _step_table(self) -> Mapping[Step, Callable[[Offer, Planned], None]]:
        return {
            Step.LIST: self._list,
            Step.SELL: partial(self._close, OfferState.SOLD, TruthKind.SOLD),
            Step.END: partial(self._close, OfferState.ENDED, TruthKind.ENDED),
            Step.EDIT_PRICE: self._edit,
            Step.EDIT_TEXT: self._edit,
            Step.EDIT_AWAY: self._edit,
            Step.REMOVE_ON_OWN_INITIATIVE: self._remove,
            Step.REMOVE_AFTER_NOTICE: self._remove,
            Step.REJECT: self._reject,
            Step.REINSTATE: self._reinstate,
            Step.RELIST: self._relist,
            Step.HIDE_HERE: partial(self._show, TruthKind.HIDDEN_HERE),
            Step.SHOW_HERE: partial(self._show, TruthKind.SHOWN_HERE),
        }

    def _list(self, offer: Offer, planned: Planned) -> None:
        del planned
        self._set(replace(offer, state=OfferState.LIVE, changed_at=self._now), TruthKind.LISTED)

    def _close(self, state: OfferState, kind: TruthKind, offer: Offer, planned: Planned) -> None:
        del planned
        if offer.state is OfferState.LIVE:
            self._set(replace(offer, state=state, changed_at=self._now), kind)

    def _show(self, kind: TruthKind, offer: Offer, planned: Planned) -> None:
        del planned
        if offer.state is OfferState.LIVE:
            self._set(replace(offer, not_here=kind is TruthKind.HIDDEN_HERE), kind)

    def _edit(self, offer: Offer, planned: Planned) -> None:
        if offer.state is not OfferState.LIVE:
            return
        if planned.step is Step.EDIT_PRICE:
            new = with_lower_price(offer, self._chance)
        elif planned.step is Step.EDIT_TEXT:
            new = with_longer_text(offer, read_talk()[offer.language], self._chance)
        else:
            new = without_offending_word(offer)
        before, after = difference(offer, new)
        if not after:
            return
        self._set(
            new,
            TruthKind.EDITED,
            before=before,
            after=after,
            offending_word_gone=planned.step is Step.EDIT_AWAY,
        )

    def _remove(self, offer: Offer, planned: Planned) -> None:
        after_notice = planned.step is Step.REMOVE_AFTER_NOTICE
        if offer.state is not OfferState.LIVE:
            if after_notice:
                self._decide(offer, "no_action", f"The listing is {offer.state.value} already.")
            return
        self._set(
            replace(offer, state=OfferState.REMOVED, changed_at=self._now, not_here=False),
            TruthKind.REMOVED,
            cause="notice" if after_notice else "own_initiative",
            notice_id=planned.notice_id,
        )
        self._decide(offer, "removed", "The listing breaks our rules and was removed.")
        self._plan_return(offer)

    def _plan_return(self, offer: Offer) -> None:
        if not offer.truth.illicit or offer.listing_id in self._contested or self._now < self.start:
            return
        names = self._people[offer.person_id].accounts
        wait = self._moderator.relisted_after(possible=len(names) > 1)
        if wait is not None:
            at = (self._now + wait).replace(microsecond=0)
            self._put(Planned(at=at, step=Step.RELIST, listing_id=offer.listing_id))

    def _reject(self, offer: Offer, planned: Planned) -> None:
        del planned
        if offer.state is OfferState.LIVE:
            self._decide(offer, "rejected", "We see no breach of our rules.")
        else:
            self._decide(offer, "no_action", f"The listing is {offer.state.value} already.")

    def _decide(self, offer: Offer, decision: str, text: str) -> None:
        for notice_id in self._desk.close(offer.listing_id):
            self._tell(TruthKind.DECISION, offer, notice_id=notice_id, decision=decision, text=text)

    def _reinstate(self, offer: Offer, planned: Planned) -> None:
        self._contested.discard(offer.listing_id)
        if offer.state is not OfferState.REMOVED:
            return
        back = replace(offer, state=OfferState.LIVE, changed_at=self._now)
        self._set(back, TruthKind.REINSTATED, notice_id=planned.notice_id)
        text = "The seller's complaint was well founded; the listing is back."
        self._tell(TruthKind.DECISION, offer, notice_id=planned.notice_id, decision="reinstated", text=text)

    def _relist(self, offer: Offer, planned: Planned) -> None:
        del planned
        names = [a for a in self._people[offer.person_id].accounts if a.seller_id != offer.seller_id]
        new_id = next(i for i in self._new_ids if i not in self._offers)
        again = listed_again(offer, self._chance.choice(names), new_id, self._now, self._chance)
        self._set(again, TruthKind.RELISTED, of=offer.listing_id)

    def _set(self, offer: Offer, kind: TruthKind, **details: object) -> None:
        self._offers[offer.listing_id] = offer
        self._tell(kind, offer, **details)

    def _tell(self, kind: TruthKind, offer: Offer | None = None, **details: object) -> None:
        self.truth_log.add(
            TruthEvent(
                at=self._now,
                kind=kind,
                listing_id=offer.listing_id if offer else None,
                seller_id=offer.seller_id if offer else None,
                details=details,
            )
        )
