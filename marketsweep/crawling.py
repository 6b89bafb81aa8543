"""Handing a run to a crawler process."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from crawlers.browser import find_browser
from crawlers.crawl import run_crawl
from crawlers.job import CrawlJob, CrawlSummary, FrontierCounts
from crawlers.recipe import Recipe
from domain.sweep import RunKind, SamplingPlan, SweepRun
from marketsweep.errors import IncompleteError
from marketsweep.workspace import Progress, Workspace
from storage.frontier import FrontierState
from storage.locks import holding


class StoppedRunError(IncompleteError):
    """A crawl was asked to stop before its end."""

    def __init__(self, run: SweepRun) -> None:
        way_out = f"sweep resume {run.sweep}" if run.kind is RunKind.SWEEP else "recheck"
        super().__init__(
            f"Run {run.run_id} of {run.sweep!r} was stopped before its end; what it saw is kept. "
            f"Go on with `marketsweep {way_out}`."
        )


@contextmanager
def alone_at(workspace: Workspace, codes: Iterable[str]) -> Iterator[None]:
    """Be the only process that asks these marketplaces anything inside the block: one request at a time, overall."""
    with ExitStack() as held:
        for code in sorted(set(codes)):
            held.enter_context(holding(workspace.engine, f"marketplace/{code}"))
        yield


def crawl(
    workspace: Workspace, run: SweepRun, recipes: Sequence[Recipe], *, plan: SamplingPlan, progress: Progress
) -> CrawlSummary:
    """Fetch and read what a run's frontier holds, in another process; returns when nothing is left."""
    settings = workspace.settings
    job = CrawlJob(
        database_url=settings.database_url,
        evidence_root=str(settings.evidence_dir),
        run_id=run.run_id,
        fence=run.fence,
        recipes=tuple(recipes),
        contact=settings.require_contact(),
        plan=plan,
        allow=settings.allow_addresses,
        browser_path=find_browser(settings.browser_path or None),
        now=workspace.told,
    )
    run_it = run_crawl if workspace.crawler is None else workspace.crawler.crawl
    summary = run_it(job, lambda counts: progress(*_done(counts)))
    if not summary.complete:
        raise StoppedRunError(run)
    return summary


def _done(counts: FrontierCounts) -> tuple[int, int]:
    waiting = counts[FrontierState.PENDING] + counts[FrontierState.CLAIMED]
    total = sum(counts.values())
    return total - waiting, total
