"""Looking again: rounds of canaries, known listings, canaries; and what became of each listing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from alerts.looks import judge_look
from alerts.outcomes import history_of, outcome_of
from alerts.rechecks import next_recheck
from alerts.working_days import WorkingCalendar, calendar_of
from crawlers.recipe import Recipe
from domain.errors import MarketsweepError
from domain.listing import Listing, ListingKey
from domain.page_kind import PageKind
from domain.recheck import Outcome, Recheck
from domain.sweep import RunKind, RunStatus, SamplingPlan, SweepRun
from marketsweep.crawling import alone_at, crawl
from marketsweep.errors import IncompleteError
from marketsweep.workspace import Progress, Workspace, silent
from storage import frontier
from storage.database import read, write
from storage.frontier import FrontierKind, FrontierRequest
from storage.listings import canary_candidates, count_observations, first_seen, observations_of_run
from storage.outcomes import record_outcome
from storage.pages import FetchedPage, pages_of_run
from storage.rechecks import rechecks_of, record_rechecks
from storage.runs import check_fence, finish_run, start_run
from storage.watch import watched_listings

WORKING_DAYS = (2, 3)
"""Deadlines that indicators ask about: a look stands before and after each."""
CANARIES = 3
"""Known live listings that are looked at before and again after the targets of a round."""


class RoundsFailedError(IncompleteError):
    """At some marketplaces no round could be taken; those at the others are done and kept."""

    def __init__(self, done: int, failures: Sequence[MarketsweepError]) -> None:
        told = "\n".join(f"  {failure}" for failure in failures)
        super().__init__(f"{done} rounds were taken, {len(failures)} could not be:\n{told}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A listing that is to be looked at again, and when."""

    listing: Listing
    """As it was when it was found."""
    due_at: datetime
    confirms: bool
    """Whether the last look found it gone, so that this one may prove a removal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReport:
    """What one round at one marketplace came to."""

    run: SweepRun
    canary_live: bool
    rechecks: tuple[Recheck, ...]
    outcomes: tuple[Outcome, ...]


def due_rechecks(workspace: Workspace, *, now: datetime, marketplace: str | None = None) -> tuple[Due, ...]:
    """Return the watched listings whose next look is due by `now`, of one marketplace or all, the earliest first."""
    return tuple(
        due
        for due in upcoming_rechecks(workspace)
        if due.due_at <= now and marketplace in (None, due.listing.key.marketplace)
    )


def upcoming_rechecks(workspace: Workspace) -> tuple[Due, ...]:
    """Return every watched listing that is to be looked at again, the earliest first."""
    with read(workspace.engine) as connection:
        due = list(_upcoming(connection, calendar_of(workspace.settings.calendar)))
    return tuple(sorted(due, key=lambda each: (each.due_at, each.listing.key)))


def _upcoming(connection: Connection, calendar: WorkingCalendar) -> Iterator[Due]:
    for watched in watched_listings(connection):
        key = watched.listing.key
        looks = rechecks_of(connection, key)
        asked_about = [calendar.deadline(watched.since, days) for days in WORKING_DAYS] if watched.notified else []
        moment = next_recheck(watched.since, looks, deadlines=asked_about)
        if moment is not None:
            pending = looks and history_of(key, looks, found_at=looks[0].checked_at).pending is not None
            yield Due(listing=watched.listing, due_at=moment, confirms=bool(pending))


def recheck_listings(
    workspace: Workspace, listings: Sequence[Listing], *, progress: Progress = silent
) -> tuple[RoundReport, ...]:
    """Look at listings again, one round per marketplace, and record what was seen and what follows from it."""
    by_marketplace: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        by_marketplace[listing.key.marketplace].append(listing)
    rounds: list[RoundReport] = []
    failures: list[MarketsweepError] = []
    for code, targets in by_marketplace.items():
        try:
            with alone_at(workspace, (code,)):
                rounds.append(_round(workspace, code, targets, progress))
        except MarketsweepError as error:
            failures.append(error)
    if failures:
        raise RoundsFailedError(len(rounds), failures)
    return tuple(rounds)


def _round(workspace: Workspace, code: str, targets: Sequence[Listing], progress: Progress) -> RoundReport:
    now = workspace.clock()
    recipe = workspace.recipe(code)
    workspace.settings.require_contact()
    with write(workspace.engine) as connection:
        run = start_run(connection, code, due_at=now, started_at=now, kind=RunKind.RECHECK)
        canaries = [*recipe.canary_addresses(), *_canaries(connection, code)]
        requests = (
            *(_request(recipe.code, url, "before") for url in canaries),
            *(_request(recipe.code, listing.url, "target", listing.key) for listing in targets),
            *(_request(recipe.code, url, "after") for url in canaries),
        )
        frontier.add(connection, run.run_id, requests)
    try:
        crawl(workspace, run, (recipe,), plan=SamplingPlan(), progress=progress)
    except MarketsweepError as error:
        _end(workspace, run, RunStatus.UNTRUSTED, {"sentence": f"Nothing is concluded: {error}"})
        raise
    return _conclude(workspace, run, {listing.key: listing for listing in targets})


def _end(workspace: Workspace, run: SweepRun, status: RunStatus, health: dict[str, Any]) -> SweepRun:
    with write(workspace.engine) as connection:
        return finish_run(connection, run.run_id, run.fence, status=status, health=health, at=workspace.clock())


def _canaries(connection: Connection, code: str) -> list[str]:
    return [listing.url for listing in canary_candidates(connection, code, limit=CANARIES)]


def _request(code: str, url: str, part: str, key: ListingKey | None = None) -> FrontierRequest:
    return FrontierRequest(
        url=url,
        kind=FrontierKind.LOOK,
        marketplace=code,
        url_key=f"{part} {key or url}",
        meta={"part": part, "listing_id": key.listing_id if key else ""},
    )


def _conclude(workspace: Workspace, run: SweepRun, targets: Mapping[ListingKey, Listing]) -> RoundReport:
    with write(workspace.engine) as connection:
        check_fence(connection, run.run_id, run.fence)
        looked = _looked_at(connection, run.run_id)
        canary_live = all(
            any(_is_live(page) for request, page, _ in looked if request.meta["part"] == part)
            for part in ("before", "after")
        )
        seen = {listing.key: listing for _, listing in _observed(connection, run.run_id)}
        recipe = workspace.recipe(run.sweep)
        rechecks = tuple(
            _recheck(run, recipe, targets[key], page, failure, seen.get(key), canary_live=canary_live)
            for request, page, failure in looked
            if (key := ListingKey(marketplace=run.sweep, listing_id=request.meta["listing_id"])) in targets
        )
        record_rechecks(connection, rechecks)
        outcomes = tuple(_outcome(connection, key) for key in targets)
        for outcome in outcomes:
            record_outcome(connection, outcome, at=workspace.clock())
        health = {"canary_live": canary_live, "looks": len(rechecks)}
        status = RunStatus.FINISHED if canary_live else RunStatus.UNTRUSTED
        run = finish_run(connection, run.run_id, run.fence, status=status, health=health, at=workspace.clock())
    return RoundReport(run=run, canary_live=canary_live, rechecks=rechecks, outcomes=outcomes)


def _observed(connection: Connection, run_id: int) -> list[tuple[int, Listing]]:
    return observations_of_run(connection, run_id, limit=count_observations(connection, run_id))


def _looked_at(connection: Connection, run_id: int) -> list[tuple[FrontierRequest, FetchedPage | None, str]]:
    """Return each address of a round with the last page that came from it, and why there is none."""
    last = {page.row_id: page.page for page in pages_of_run(connection, run_id)}
    return [(row.request, last.get(row.row_id), row.detail) for row in frontier.rows_of_run(connection, run_id)]


def _is_live(page: FetchedPage | None) -> bool:
    return page is not None and page.page_kind is PageKind.ITEM and page.http_status is not None


def _recheck(
    run: SweepRun,
    recipe: Recipe,
    then: Listing,
    page: FetchedPage | None,
    failure: str,
    now: Listing | None,
    *,
    canary_live: bool,
) -> Recheck:
    judged = judge_look(
        kind=page.page_kind if page else PageKind.UNKNOWN,
        status=page.http_status if page else None,
        redirected_away=page is not None and recipe.listing_id_of(page.url) != then.key.listing_id,
        then=then,
        now=now,
        failure=failure or (page.reason if page else ""),
    )
    return Recheck(
        key=then.key,
        round_id=run.run_id,
        look=judged.look,
        detail=judged.detail,
        canary_live=canary_live,
        checked_at=page.fetched_at if page else run.started_at,
    )


def _outcome(connection: Connection, key: ListingKey) -> Outcome:
    found_at = first_seen(connection, key)
    assert found_at is not None, f"{key} was looked at again without having been seen"
    return outcome_of(key, rechecks_of(connection, key), found_at=found_at)
