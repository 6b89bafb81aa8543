"""Removed offers are recognised when they come back, and doubles are shown together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from alerts.relisting import is_relisting, relisting_of, with_relistings
from domain.assessment import Assessment
from domain.case import Case
from domain.listing import Listing, ListingKey
from domain.recheck import OutcomeState
from domain.relisting import Relisting, RemovedOffer
from marketsweep.workspace import Workspace
from matching.near_duplicates import NearDuplicates, fingerprint
from storage.cases import list_cases
from storage.database import read
from storage.listings import first_seen, latest
from storage.outcomes import latest_outcome
from storage.relistings import record_relisting

MOST_CASES = 1000
"""The latest cases among which doubles are looked for."""

Assessed = tuple[Listing, Assessment]


class RemovedOffers:
    """The suspected offers whose removal is proven, by their fingerprints."""

    def __init__(self, connection: Connection) -> None:
        self._index = NearDuplicates()
        self._offers: dict[ListingKey, list[RemovedOffer]] = defaultdict(list)
        for case in list_cases(connection):
            for key in case.suspected:
                outcome = latest_outcome(connection, key)
                listing = latest(connection, key)
                if outcome is None or outcome.state is not OutcomeState.REMOVED or listing is None:
                    continue
                if outcome.last_live is None or outcome.first_gone is None:
                    continue
                self._index.add(fingerprint(listing))
                offer = RemovedOffer(
                    key=key,
                    case_id=case.case_id,
                    concern=case.concern,
                    seller_id=case.seller_id,
                    last_live=outcome.last_live,
                    first_gone=outcome.first_gone,
                )
                self._offers[key].append(offer)

    def recognise(self, workspace: Workspace, assessed: Sequence[Assessed]) -> list[Assessed]:
        """Return the assessments, those of removed offers that are back with it counted and told."""
        if not self._offers:
            return list(assessed)
        with read(workspace.engine) as connection:
            return [
                (listing, with_relistings(assessment, self.again(connection, listing)))
                for listing, assessment in assessed
            ]

    def again(self, connection: Connection, listing: Listing) -> tuple[Relisting, ...]:
        """Return the removed offers that a listing is again."""
        if not self._offers:
            return ()
        alike = self._index.find(fingerprint(listing))
        since = (first_seen(connection, listing.key) or listing.seen_at) if alike else listing.seen_at
        return tuple(
            relisting_of(
                listing,
                removed,
                similarity=each.likeness.similarity,
                likeness=each.likeness.reason,
                first_seen=since,
            )
            for each in alike
            for removed in self._offers[each.key]
            if is_relisting(listing, removed, first_seen=since)
        )


def keep_relistings(connection: Connection, relistings: Iterable[Relisting], *, at: datetime) -> int:
    """Record removed offers that are back; return how many are new."""
    return sum(record_relisting(connection, relisting, at=at) for relisting in relistings)


def doubles_of(connection: Connection, case: Case) -> dict[ListingKey, list[str]]:
    """Return the listings of a case that are one offer with others, of it or of a case of the same concern."""
    cases = [each for each in list_cases(connection, concern=case.concern) if each.case_id != case.case_id]
    others = {key: each.case_id for each in cases[-MOST_CASES:] for key in each.keys if key not in case.keys}
    index = NearDuplicates()
    for key in (*case.keys, *others):
        if (listing := latest(connection, key)) is not None:
            index.add(fingerprint(listing))
    return {
        key: [
            str(other) if other in case.keys else f"{other} of case {others[other]}" for other in group if other != key
        ]
        for group in index.groups()
        for key in group
        if key in case.keys
    }
