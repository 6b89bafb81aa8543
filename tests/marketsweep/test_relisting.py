"""A removed offer comes back under another id, by another seller, and is known again."""

from dataclasses import replace
from datetime import timedelta

from domain.case import Case
from domain.event import EventKind
from domain.listing import Listing, ListingKey
from domain.recheck import Outcome, OutcomeState
from domain.seller import Seller
from domain.sweep import RunKind
from marketsweep.cli.case_output import whole_case
from marketsweep.sweeping import assess_run
from storage.database import read, write
from storage.listings import append_observations, latest
from storage.outcomes import record_outcome
from storage.runs import start_run
from storage.sweeps import load_sweep
from storage.verify import verify
from tests.marketsweep.office import SWEEP, Office

OTHER = Seller(marketplace="bazaar", seller_id="somebody-else", name="Somebody Else")


def a_suspected_offer(office: Office) -> tuple[Case, Listing]:
    case = office.suspect_all()[0]
    with read(office.workspace.engine) as connection:
        listing = latest(connection, case.keys[0])
    assert listing is not None
    return case, listing


def removed(office: Office, listing: Listing) -> None:
    office.wait(days=2)
    outcome = Outcome(
        key=listing.key,
        state=OutcomeState.REMOVED,
        last_live=office.now - timedelta(days=1),
        first_gone=office.now - timedelta(hours=12),
        confirmed_at=office.now,
        detail="two looks found it gone",
    )
    with write(office.workspace.engine) as connection:
        record_outcome(connection, outcome, at=office.now)
    office.wait(days=1)


def seen_by_a_run(office: Office, *listings: Listing) -> None:
    office.wait(hours=1)
    with write(office.workspace.engine) as connection:
        run = start_run(connection, SWEEP, due_at=office.now, started_at=office.now, kind=RunKind.SWEEP)
        append_observations(connection, run.run_id, listings)
        sweep = load_sweep(connection, SWEEP)
    assess_run(office.workspace, sweep, run)


def again(office: Office, listing: Listing, listing_id: str = "back-1") -> Listing:
    return replace(
        listing,
        key=ListingKey(marketplace="bazaar", listing_id=listing_id),
        title=f"NEW {listing.title}",
        seller=OTHER,
        seen_at=office.now,
    )


def test_a_removed_offer_is_known_again_by_another_id_and_seller(swept: Office) -> None:
    case, listing = a_suspected_offer(swept)
    removed(swept, listing)
    seen_by_a_run(swept, again(swept, listing))
    (event,) = swept.events(EventKind.RELISTED)
    assert event.subject == "bazaar/back-1"
    assert event.body["again_of"]["key"] == str(listing.key)
    assert event.body["case_id"] == case.case_id
    assert not event.body["same_seller"]
    new_case = next(each for each in swept.cases() if each.seller_id == OTHER.seller_id)
    assert f"{listing.key} of case {case.case_id} again, by another seller" in " ".join(new_case.alerts[0].reasons)
    with read(swept.workspace.engine) as connection:
        line = next(line for line in whole_case(connection, case.case_id)["listings"] if line["url"] == listing.url)
    assert line["relisted_as"] == ["bazaar/back-1"]
    assert f"bazaar/back-1 of case {new_case.case_id}" in line["same_offer_as"]
    assert verify(swept.workspace.engine) == []


def test_it_is_recorded_once_however_often_it_is_seen(swept: Office) -> None:
    _, listing = a_suspected_offer(swept)
    removed(swept, listing)
    for _ in range(2):
        seen_by_a_run(swept, again(swept, listing))
    assert len(swept.events(EventKind.RELISTED)) == 1


def test_what_is_not_proven_removed_is_no_relisting_but_a_double(swept: Office) -> None:
    _, listing = a_suspected_offer(swept)
    swept.wait(days=1)
    seen_by_a_run(swept, again(swept, listing))
    assert swept.events(EventKind.RELISTED) == []
