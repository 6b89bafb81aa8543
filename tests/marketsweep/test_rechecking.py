"""Looking again at a bazaar with bad days: gone is not removed, and a wall is not gone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bazaar.market import Bazaar
from bazaar.offer import Flavour, Offer, OfferState
from bazaar.spell import SpellKind
from crawlers.browser import find_browser
from domain.event import EventKind
from domain.listing import Listing, ListingKey
from domain.recheck import Look, Outcome, OutcomeState, Recheck
from domain.review import Verdict
from domain.sweep import RunStatus
from marketsweep.casework import review_listings
from marketsweep.rechecking import RoundReport, due_rechecks, recheck_listings, upcoming_rechecks
from marketsweep.sweeping import run_sweep
from storage.database import read
from storage.listings import latest
from tests.marketsweep.office import SWEEP, Office

WALLS = {
    SpellKind.CAPTCHA: Look.BLOCKED_FOR_US,
    SpellKind.BLOCK: Look.BLOCKED_FOR_US,
    SpellKind.LOGIN_WALL: Look.UNKNOWN,  # robots.txt forbids the login page, so that nobody has seen the wall
    SpellKind.SERVER_ERROR: Look.UNKNOWN,
    SpellKind.MAINTENANCE: Look.UNKNOWN,
}


def look(office: Office, *listings: Listing) -> RoundReport:
    targets = listings or [each.listing for each in upcoming_rechecks(office.workspace)]
    (report,) = recheck_listings(office.workspace, targets)
    return report


def looks_by_key(report: RoundReport) -> dict[ListingKey, Recheck]:
    return {each.key: each for each in report.rechecks}


def outcomes_by_key(report: RoundReport) -> dict[ListingKey, Outcome]:
    return {each.key: each for each in report.outcomes}


def seen_listings(office: Office) -> dict[str, Listing]:
    (run,) = office.runs()
    found = {}
    with read(office.workspace.engine) as connection:
        for listing_id in office.seen_in(run.run_id):
            listing = latest(connection, ListingKey(marketplace="bazaar", listing_id=listing_id))
            assert listing is not None
            found[listing_id] = listing
    return found


def fate(office: Office, wanted: Callable[[Bazaar, Offer], bool]) -> Listing:
    """Let time pass hour by hour until a listing that the sweep saw has met a certain fate, on a fair day."""
    listings = seen_listings(office)
    for _ in range(24 * 40):
        office.wait(hours=1)
        bazaar = office.market.bazaar
        for listing_id, listing in listings.items():
            if bazaar.spell() is None and wanted(bazaar, bazaar.offer(listing_id)):
                return listing
    pytest.fail("nothing of the kind happens in this bazaar; take another seed")


def fate_of_any(office: Office, state: OfferState) -> Offer:
    for _ in range(24 * 40):
        office.wait(hours=1)
        for offer in office.market.bazaar.offers():
            if office.market.bazaar.spell() is None and offer.state is state:
                return offer
    pytest.fail("nothing of the kind happens in this bazaar; take another seed")


def test_a_round_sees_known_live_listings_before_and_after_what_it_is_about(swept: Office) -> None:
    swept.wait(hours=1)
    report = look(swept)
    assert report.canary_live
    assert report.run.status is RunStatus.FINISHED
    assert {each.look for each in report.rechecks} == {Look.LIVE}
    assert {each.state for each in report.outcomes} == {OutcomeState.LIVE}
    assert all(each.canary_live and each.round_id == report.run.run_id for each in report.rechecks)
    assert len(swept.events(EventKind.RECHECKED)) == len(report.rechecks) >= 4


@pytest.mark.parametrize("kind", WALLS)
def test_of_a_bad_day_nothing_is_concluded(swept: Office, kind: SpellKind) -> None:
    spell = next(each for each in swept.market.bazaar.spells() if each.kind is kind)
    swept.wait_until(spell.starts_at + timedelta(minutes=5))
    first = look(swept)
    swept.wait(hours=2)
    second = look(swept)
    for report in (first, second):
        assert not report.canary_live
        assert report.run.status is RunStatus.UNTRUSTED
        assert {each.look for each in report.rechecks} == {WALLS[kind]}
        assert not {each.state for each in report.outcomes} & {OutcomeState.REMOVED, OutcomeState.SOLD_OR_ENDED}


def test_a_slow_day_hides_nothing(swept: Office) -> None:
    spell = next(each for each in swept.market.bazaar.spells() if each.kind is SpellKind.SLOW)
    swept.wait_until(spell.starts_at + timedelta(minutes=5))
    report = look(swept, *[each.listing for each in upcoming_rechecks(swept.workspace)][:2])
    assert report.canary_live
    assert Look.UNKNOWN not in {each.look for each in report.rechecks}


def test_a_removal_needs_two_rounds_and_lies_between_the_looks_around_it(swept: Office) -> None:
    target = fate(swept, lambda _, offer: offer.state is OfferState.REMOVED)
    first = look(swept, target)
    assert looks_by_key(first)[target.key].look is Look.GONE
    assert outcomes_by_key(first)[target.key].state is not OutcomeState.REMOVED
    swept.wait(minutes=59)
    assert outcomes_by_key(look(swept, target))[target.key].state is not OutcomeState.REMOVED, "an hour apart at least"
    swept.wait(minutes=2)
    outcome = outcomes_by_key(look(swept, target))[target.key]
    assert outcome.state is OutcomeState.REMOVED
    truth = next(
        event.at
        for event in swept.market.truth()
        if event.kind == "removed" and event.listing_id == target.key.listing_id
    )
    assert outcome.last_live is not None
    assert outcome.first_gone is not None
    assert outcome.last_live < truth <= outcome.first_gone


@pytest.mark.parametrize("state", [OfferState.SOLD, OfferState.ENDED])
def test_what_was_sold_or_ended_was_not_removed(swept: Office, state: OfferState) -> None:
    target = fate(swept, lambda _, offer: offer.state is state)
    look(swept, target)
    swept.wait(hours=2)
    assert outcomes_by_key(look(swept, target))[target.key].state is OutcomeState.SOLD_OR_ENDED


def test_an_edited_listing_is_changed_and_its_observation_added(swept: Office) -> None:
    listings = seen_listings(swept)

    def edited(_: Bazaar, offer: Offer) -> bool:
        listed = listings[offer.listing_id]
        return offer.state is OfferState.LIVE and (listed.title, listed.price) != (offer.title, offer.price)

    target = fate(swept, edited)
    report = look(swept, target)
    assert looks_by_key(report)[target.key].look is Look.CHANGED
    assert "changed in" in looks_by_key(report)[target.key].detail
    with read(swept.workspace.engine) as connection:
        newest = latest(connection, target.key)
    offer = swept.market.bazaar.offer(target.key.listing_id)
    assert newest is not None
    assert (newest.title, newest.price) == (offer.title, offer.price)


def test_a_known_removed_listing_alone_proves_nothing(office: Office) -> None:
    """Nothing that is known to be live was seen in the same rounds."""
    target = fate_of_any(office, OfferState.REMOVED)
    stranger = Listing(
        key=ListingKey(marketplace="bazaar", listing_id=target.listing_id),
        title=target.title,
        description="",
        url=f"{office.market.base_url}/item/{target.listing_id}",
        seen_at=office.now - timedelta(days=30),
    )
    office.see(stranger)
    for _ in range(2):
        office.wait(hours=2)
        report = look(office, stranger)
        assert not report.canary_live
        assert looks_by_key(report)[stranger.key].look is Look.GONE
        assert outcomes_by_key(report)[stranger.key].state is not OutcomeState.REMOVED


def test_the_first_look_is_due_an_hour_after_the_alert_and_never_at_what_was_cleared(swept: Office) -> None:
    watched = upcoming_rechecks(swept.workspace)
    assert {each.due_at - swept.now for each in watched} == {timedelta(hours=1)}
    assert due_rechecks(swept.workspace, now=swept.now) == ()
    assert due_rechecks(swept.workspace, now=swept.now + timedelta(hours=1)) == watched
    case = swept.cases()[0]
    review_listings(swept.workspace, case.case_id, Verdict.CLEARED, reviewer="R. Viewer", ground="", reason="")
    assert {each.listing.key for each in upcoming_rechecks(swept.workspace)}.isdisjoint(case.keys)


@pytest.mark.browser
def test_a_listing_that_only_a_script_shows_is_looked_at_in_the_browser(office: Office) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium here: `marketsweep browser install` gets one")
    office.add_sweep(queries=("Melanotan", "ivory"))
    assert run_sweep(office.workspace, SWEEP).health.trusted
    offer = office.market.bazaar.offer
    (listing,) = (each for key, each in seen_listings(office).items() if offer(key).flavour is Flavour.APP)
    office.wait(hours=1)
    report = look(office, listing)
    assert report.canary_live
    assert [each.look for each in report.rechecks] == [Look.LIVE]
