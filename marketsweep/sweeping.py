"""Running a sweep: search, read, assess, and put what was found into cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from alerts.raising import RaisedAlerts, raise_alerts
from crawlers.health import Health, health_of
from domain.assessment import Level
from domain.errors import MarketsweepError
from domain.keyword_list import KeywordList, Strength
from domain.listing import Listing
from domain.sweep import Query, RunKind, RunStatus, SamplingPlan, Sweep, SweepRun
from marketsweep.crawling import StoppedRunError, alone_at, crawl
from marketsweep.cron import next_times
from marketsweep.learning import learn_words, learnt_words
from marketsweep.matchers import matcher_of
from marketsweep.relisting import RemovedOffers, keep_relistings
from marketsweep.workspace import Progress, Workspace, silent
from storage import frontier
from storage.alerts import record_alert, withhold_alert
from storage.database import read, write
from storage.frontier import FrontierKind, FrontierRequest
from storage.listings import count_observations, observations_of_run
from storage.pages import pages_of_run
from storage.runs import check_fence, finish_run, list_runs, resume_run, start_run
from storage.sellers import allowed_sellers
from storage.sweeps import load_sweep, save_sweep

SECONDS_A_PAGE = 0.5
"""What a page takes at least, for estimates."""
BATCH = 500
"""Listings that are assessed before their alerts are written, in one transaction."""


class EmptySweepError(MarketsweepError):
    """A sweep would ask nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The sweep {name!r} asks nothing. Give it queries (--query) or lists whose terms are in a language of its "
            "marketplaces."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPlan:
    """What a user says of a new sweep."""

    marketplaces: tuple[str, ...]
    list_ids: tuple[str, ...] = ()
    """Empty means all lists at hand."""
    queries: tuple[str, ...] = ()
    """Empty means the terms of the lists."""
    first_k: int = 100
    max_pages: int = 10
    owner: str = ""
    cron: str | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run of a sweep came to."""

    run: SweepRun
    listings: int
    alerts: int
    withheld: int
    health: Health


def add_sweep(workspace: Workspace, name: str, plan: SweepPlan) -> Sweep:
    """Define a sweep and keep it. Without queries it asks for the terms of its lists, in the languages spoken there."""
    now = workspace.clock()
    if plan.cron is not None:
        next_times(plan.cron, plan.timezone, after=now)
    lists = tuple(map(workspace.keyword_list, plan.list_ids)) or workspace.lists
    queries = tuple(query for code in plan.marketplaces for query in _queries(workspace, plan, lists, code))
    if not queries:
        raise EmptySweepError(name)
    sweep = Sweep(
        name=name,
        owner=plan.owner,
        queries=queries,
        lists=tuple((each.list_id, each.version) for each in lists),
        plan=SamplingPlan(first_k=plan.first_k, max_pages=plan.max_pages),
        created_at=now,
        cron=plan.cron,
        timezone=plan.timezone,
    )
    with write(workspace.engine) as connection:
        save_sweep(connection, sweep)
    return sweep


def _queries(workspace: Workspace, plan: SweepPlan, lists: Sequence[KeywordList], code: str) -> Iterator[Query]:
    marketplace = workspace.marketplace(code)
    if plan.queries:
        return (Query(marketplace=code, text=text) for text in plan.queries)
    return queries_from(lists, code, marketplace.languages)


def queries_from(lists: Sequence[KeywordList], marketplace: str, languages: Sequence[str]) -> Iterator[Query]:
    """Yield each term of the lists once, as a query, where its language is spoken on the marketplace."""
    asked: set[str] = set()
    for keyword_list in lists:
        for term in keyword_list.terms:
            spoken = term.language == "und" or not languages or term.language in languages
            if spoken and term.strength is not Strength.NEGATIVE and term.text.casefold() not in asked:
                asked.add(term.text.casefold())
                yield Query(marketplace=marketplace, text=term.text, language=term.language)


def remarks_on(workspace: Workspace, sweep: Sweep, *, asked: bool) -> Iterator[str]:
    """Yield what a user should know of a new sweep before it runs; `asked` says that the queries are the user's own."""
    lists = workspace.lists_of(sweep.lists)
    for code in sweep.marketplaces:
        recipe = workspace.recipe(code)
        queries = sum(query.marketplace == code for query in sweep.queries)
        minutes = queries * max(recipe.politeness.delay_seconds, SECONDS_A_PAGE) / 60
        yield f"{code}: {queries} queries, {minutes:,.0f} minutes at the polite rate for their first pages alone."
        spoken = {term.language for each in lists for term in each.terms} & set(recipe.marketplace.languages)
        if not asked and recipe.marketplace.languages and not spoken:
            languages = ", ".join(recipe.marketplace.languages)
            yield f"{code}: no list has terms in {languages}; only names that are the same everywhere are asked for."
        if recipe.untested:
            yield f"{code}: its file is untested. Try one query with --first 5, and read what `sweep show` says of it."


def run_sweep(
    workspace: Workspace, name: str, *, due_at: datetime | None = None, progress: Progress = silent
) -> RunReport:
    """Start the run of a sweep for a moment (now, unless told) and carry it through."""
    now = workspace.clock()
    workspace.settings.require_contact()
    sweep = _load(workspace, name)
    workspace.lists_of(sweep.lists)
    with alone_at(workspace, sweep.marketplaces):
        with write(workspace.engine) as connection:
            run = start_run(connection, name, due_at=due_at or now, started_at=now)
            frontier.add(connection, run.run_id, _first_requests(workspace, sweep))
        return _carry_through(workspace, sweep, run, progress)


def resume_sweep(
    workspace: Workspace, name: str, *, due_at: datetime | None = None, progress: Progress = silent
) -> RunReport | None:
    """Take up the newest run of a sweep that did not end (or the one that was due then) from where it was left.

    None if there is none.
    """
    workspace.settings.require_contact()
    sweep = _load(workspace, name)
    with alone_at(workspace, sweep.marketplaces):
        with write(workspace.engine) as connection:
            unended = (RunStatus.RUNNING, RunStatus.INTERRUPTED)
            open_runs = list_runs(connection, name, kind=RunKind.SWEEP, statuses=unended)
            chosen = [run for run in open_runs if due_at in (None, run.due_at)]
            if not chosen:
                return None
            run = resume_run(connection, chosen[-1].run_id, workspace.clock())
            frontier.add(connection, run.run_id, _first_requests(workspace, sweep))
        return _carry_through(workspace, sweep, run, progress)


def _load(workspace: Workspace, name: str) -> Sweep:
    with read(workspace.engine) as connection:
        return load_sweep(connection, name)


def _first_requests(workspace: Workspace, sweep: Sweep) -> Iterator[FrontierRequest]:
    for query in sweep.queries:
        recipe = workspace.recipe(query.marketplace)
        yield FrontierRequest(
            url=recipe.search_address(query.text),
            kind=FrontierKind.SEARCH,
            marketplace=query.marketplace,
            query=query.text,
            page_number=1,
            needs_browser=recipe.search.needs_browser,
        )


def _carry_through(workspace: Workspace, sweep: Sweep, run: SweepRun, progress: Progress) -> RunReport:
    recipes = tuple(workspace.recipe(code) for code in sweep.marketplaces)
    try:
        crawl(workspace, run, recipes, plan=sweep.plan, progress=progress)
    except StoppedRunError as stopped:
        _interrupt(workspace, run, stopped)
        raise
    alerts, withheld = assess_run(workspace, sweep, run, progress=progress)
    learn_words(workspace)
    with write(workspace.engine) as connection:
        health = health_of(pages_of_run(connection, run.run_id), frontier.rows_of_run(connection, run.run_id))
        run = finish_run(
            connection,
            run.run_id,
            run.fence,
            status=RunStatus.FINISHED if health.trusted else RunStatus.UNTRUSTED,
            health=health.as_json(),
            at=workspace.clock(),
        )
        listings = count_observations(connection, run.run_id)
    return RunReport(run=run, listings=listings, alerts=alerts, withheld=withheld, health=health)


def _interrupt(workspace: Workspace, run: SweepRun, stopped: StoppedRunError) -> None:
    health = {"sentence": str(stopped)}
    with write(workspace.engine) as connection:
        finish_run(connection, run.run_id, run.fence, status=RunStatus.INTERRUPTED, health=health, at=workspace.clock())


def assess_run(workspace: Workspace, sweep: Sweep, run: SweepRun, *, progress: Progress = silent) -> tuple[int, int]:
    """Assess every listing that a run saw; return how many alerts are new, and how many newly withheld."""
    lists = workspace.lists_of(sweep.lists)
    matcher = matcher_of(lists, workspace.settings, ordinary=learnt_words(workspace, lists))
    with read(workspace.engine) as connection:
        total = count_observations(connection, run.run_id)
        removed = RemovedOffers(connection)
    raised = withheld = judged = after = 0
    while True:
        with read(workspace.engine) as connection:
            seen = observations_of_run(connection, run.run_id, after_id=after, limit=BATCH)
        if not seen:
            return raised, withheld
        after = seen[-1][0]
        judged += len(seen)
        progress(judged, total)
        assessed = removed.recognise(workspace, [(listing, matcher.assess(listing)) for _, listing in seen])
        suspects = [pair for pair in assessed if pair[1].level is not Level.NONE]
        with write(workspace.engine) as connection:
            check_fence(connection, run.run_id, run.fence)
            allowed = allowed_sellers(connection, at=workspace.clock())
            for listing, assessment in suspects:
                keep_relistings(connection, removed.again(connection, listing), at=workspace.clock())
                result = raise_alerts(assessment, listing, allowed=allowed, at=workspace.clock())
                new_alerts, new_withheld = _keep(connection, run, listing, result)
                raised += new_alerts
                withheld += new_withheld


def _keep(connection: Connection, run: SweepRun, listing: Listing, result: RaisedAlerts) -> tuple[int, int]:
    """Keep what was raised and what was withheld; return how many of each no run had said before."""
    raised = [record_alert(connection, alert, listing, run_id=run.run_id).is_new for alert in result.alerts]
    withheld = [
        withhold_alert(connection, held.alert, listing, reason=held.reason, run_id=run.run_id)
        for held in result.withheld
    ]
    return sum(raised), sum(withheld)
