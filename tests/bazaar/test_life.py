from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bazaar.errors import ClockBackwardsError, UnknownListingError, UnreadableNoticeError
from bazaar.market import Bazaar
from bazaar.offer import Offer, OfferState
from bazaar.spell import SpellKind
from bazaar.truth_log import TruthEvent, TruthKind
from domain.clock import NaiveTimeError
from tests.bazaar.visiting import live, make_incoming
from tests.factories import NOON, hours

FORTNIGHT = timedelta(days=14)


def test_the_clock_stands_still_until_it_is_told(bazaar: Bazaar) -> None:
    assert bazaar.now() == bazaar.now() == NOON
    bazaar.advance(hours(3))
    assert bazaar.now() == NOON + hours(3)


def test_the_clock_never_goes_back(bazaar: Bazaar) -> None:
    with pytest.raises(ClockBackwardsError, match="cannot go back"):
        bazaar.set_now(NOON - hours(1))
    with pytest.raises(ClockBackwardsError):
        bazaar.advance(-hours(1))


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(NaiveTimeError):
        Bazaar(1, NOON.replace(tzinfo=None), 60)


def test_what_happens_is_told_in_order_and_never_after_now(bazaar: Bazaar) -> None:
    happened = bazaar.advance(FORTNIGHT)
    times = [event.at for event in bazaar.truth()]
    assert times == sorted(times)
    assert happened
    assert all(NOON < event.at <= NOON + FORTNIGHT for event in happened)


# What each event does to a listing: kind -> the state after it.
_AFTER: Mapping[TruthKind, OfferState] = {
    TruthKind.LISTED: OfferState.LIVE,
    TruthKind.RELISTED: OfferState.LIVE,
    TruthKind.SOLD: OfferState.SOLD,
    TruthKind.ENDED: OfferState.ENDED,
    TruthKind.REMOVED: OfferState.REMOVED,
    TruthKind.REINSTATED: OfferState.LIVE,
}


def _replayed(events: tuple[TruthEvent, ...]) -> dict[str, OfferState]:
    states: dict[str, OfferState] = {}
    for event in events:
        if event.listing_id and event.kind in _AFTER:
            states[event.listing_id] = _AFTER[event.kind]
    return states


def test_the_truth_log_alone_tells_the_state_of_every_listing_at_every_time(bazaar: Bazaar) -> None:
    bazaar.receive(make_incoming(*(offer.listing_id for offer in live(bazaar, illicit=True))))
    for _ in range(60):
        bazaar.advance(hours(12))
        assert _replayed(bazaar.truth()) == {o.listing_id: o.state for o in bazaar.offers()}


def test_every_change_of_text_or_price_is_in_the_truth_log(bazaar: Bazaar) -> None:
    def face(offer: Offer) -> dict[str, str]:
        return {"title": offer.title, "description": offer.description, "price": str(offer.price)}

    seen = {offer.listing_id: face(offer) for offer in bazaar.offers()}
    edits = 0
    for _ in range(80):
        for event in bazaar.advance(hours(6)):
            if event.kind in (TruthKind.LISTED, TruthKind.RELISTED) and event.listing_id:
                seen[event.listing_id] = face(bazaar.offer(event.listing_id))
            if event.kind is TruthKind.EDITED and event.listing_id:
                edits += 1
                after = event.details["after"]
                assert isinstance(after, dict)
                seen[event.listing_id] |= after
        assert seen == {offer.listing_id: face(offer) for offer in bazaar.offers()}
    assert edits > 5


@pytest.mark.parametrize("seed", [1, 3, 4, 7, 11, 12, 20])
def test_a_fortnight_after_notices_holds_all_that_a_demo_must_show(seed: int) -> None:
    bazaar = Bazaar(seed, NOON, 200)
    bazaar.advance(hours(6))
    notified = [offer.listing_id for offer in live(bazaar, illicit=True)][:30]
    for number, listing_id in enumerate(notified):
        bazaar.receive(make_incoming(listing_id, notice_id=f"n-{number}"))
    happened = bazaar.advance(FORTNIGHT)
    kinds = Counter(event.kind for event in happened)
    removed = {
        e.listing_id: e.at - NOON - hours(6)
        for e in happened
        if e.kind is TruthKind.REMOVED and e.details["cause"] == "notice"
    }
    assert min(removed.values()) < hours(10)
    assert max(removed.values()) > timedelta(days=7)
    assert all(hours(2) <= delay <= timedelta(days=12) for delay in removed.values())
    assert 1 <= kinds[TruthKind.REINSTATED] <= 2
    assert 2 <= kinds[TruthKind.RELISTED] <= 4
    assert sum(e.details.get("decision") == "rejected" for e in happened) >= 2
    assert any(bazaar.offer(i).state in (OfferState.SOLD, OfferState.ENDED) for i in notified)
    assert sum(bazaar.offer(i).state is OfferState.LIVE for i in notified) >= 4
    own = [e for e in happened if e.kind is TruthKind.REMOVED and e.details["cause"] == "own_initiative"]
    assert own


def test_relisted_goods_stand_under_another_name_of_the_same_person_with_nearly_the_same_text(
    bazaar: Bazaar,
) -> None:
    bazaar.receive(make_incoming(*(offer.listing_id for offer in live(bazaar, illicit=True))))
    relisted = [e for e in bazaar.advance(timedelta(days=20)) if e.kind is TruthKind.RELISTED]
    assert relisted
    for event in relisted:
        assert event.listing_id is not None
        again, first = bazaar.offer(event.listing_id), bazaar.offer(str(event.details["of"]))
        assert again.listing_id != first.listing_id
        assert again.seller_id != first.seller_id
        assert again.person_id == first.person_id
        assert again.truth.near_duplicate_of == first.listing_id
        assert first.state is OfferState.REMOVED


def test_a_notice_about_an_offer_that_is_over_removes_nothing(bazaar: Bazaar) -> None:
    over = next(offer for offer in bazaar.offers() if offer.state is OfferState.SOLD)
    bazaar.receive(make_incoming(over.listing_id))
    happened = bazaar.advance(FORTNIGHT)
    decisions = [e.details["decision"] for e in happened if e.kind is TruthKind.DECISION]
    assert decisions == ["no_action"]
    assert bazaar.offer(over.listing_id).state is OfferState.SOLD


def test_a_second_notice_waits_for_the_decision_on_the_first(bazaar: Bazaar) -> None:
    offers = live(bazaar, illicit=True)
    for notice_id in ("n-1", "n-2"):
        bazaar.receive(make_incoming(*(o.listing_id for o in offers), notice_id=notice_id))
    removed = Counter(e.listing_id for e in bazaar.advance(timedelta(days=13)) if e.kind is TruthKind.REMOVED)
    assert removed
    assert max(removed.values()) == 1


def test_the_moderator_is_seldom_wrong_about_innocent_listings(bazaar: Bazaar) -> None:
    innocent = [offer.listing_id for offer in live(bazaar, illicit=False)][:40]
    bazaar.receive(make_incoming(*innocent))
    bazaar.advance(timedelta(days=20))
    assert not [i for i in innocent if bazaar.offer(i).state is OfferState.REMOVED]


def test_a_notice_that_names_nothing_known_is_unreadable(bazaar: Bazaar) -> None:
    with pytest.raises(UnreadableNoticeError, match="names no listing"):
        bazaar.receive(make_incoming("123"))
    assert bazaar.truth()[-1].kind is TruthKind.NOTICE_UNREADABLE


def test_a_listing_to_come_is_not_known_yet(bazaar: Bazaar) -> None:
    before = {offer.listing_id for offer in bazaar.offers()}
    later = Bazaar(bazaar.seed, NOON, 200)
    later.advance(FORTNIGHT)
    to_come = next(o.listing_id for o in later.offers() if o.listing_id not in before)
    with pytest.raises(UnknownListingError):
        bazaar.offer(to_come)


def test_spells_of_each_kind_come_in_a_fortnight_with_fair_days_between(bazaar: Bazaar) -> None:
    first = [spell for spell in bazaar.spells() if spell.starts_at < NOON + FORTNIGHT]
    assert {spell.kind for spell in first} == set(SpellKind)
    for day in (0, 1, 3, 10, 14):
        assert not any(spell.covers(NOON + timedelta(days=day)) for spell in first)
    edges: dict[str, list[datetime]] = defaultdict(list)
    for event in bazaar.advance(FORTNIGHT):
        if event.kind in (TruthKind.SPELL_STARTED, TruthKind.SPELL_ENDED):
            edges[str(event.details["spell"])].append(event.at)
    assert edges == {s.kind.value: [s.starts_at, s.ends_at] for s in first}


def test_quiet_listings_stay_as_they_are_unless_notified(bazaar: Bazaar) -> None:
    quiet = {o.listing_id: o for o in bazaar.offers() if o.quiet and o.state is OfferState.LIVE}
    bazaar.advance(timedelta(days=40))
    assert quiet
    assert {i: bazaar.offer(i) for i in quiet} == quiet
