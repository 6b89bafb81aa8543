"""Handing a run to a crawler process."""

from collections.abc import Sequence

from crawlers.browser import find_browser
from crawlers.crawl import run_crawl
from crawlers.job import CrawlJob, CrawlSummary, FrontierCounts
from crawlers.recipe import Recipe
from domain.sweep import RunStatus, SamplingPlan, SweepRun
from marketsweep.errors import IncompleteError
from marketsweep.workspace import Progress, Workspace
from storage.database import write
from storage.frontier import FrontierState
from storage.runs import finish_run


class StoppedRunError(IncompleteError):
    """A crawl was asked to stop before its end."""

    def __init__(self, run: SweepRun) -> None:
        super().__init__(
            f"Run {run.run_id} of {run.sweep!r} was stopped before its end; what it saw is kept. "
            f"Take it up with `marketsweep sweep resume {run.sweep}`."
        )


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
        with write(workspace.engine) as connection:
            finish_run(
                connection,
                run.run_id,
                run.fence,
                status=RunStatus.INTERRUPTED,
                health={"notes": list(summary.notes)},
                at=workspace.clock(),
            )
        raise StoppedRunError(run)
    return summary


def _done(counts: FrontierCounts) -> tuple[int, int]:
    waiting = counts[FrontierState.PENDING] + counts[FrontierState.CLAIMED]
    total = sum(counts.values())
    return total - waiting, total
