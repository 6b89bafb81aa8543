"""How sweeps and their runs are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from domain.sweep import RunKind, Sweep, SweepRun
from marketsweep.cli import exit_codes
from marketsweep.cli.output import print_json, print_table, say
from marketsweep.cron import next_times
from marketsweep.sweeping import RunReport
from storage.runs import list_runs, run_health
from storage.sweeps import load_sweep, sweep_content


def show_next_times(cron: str, timezone: str, now: datetime) -> None:
    """Tell the next five times, where the sweep is and in UTC: an hour that a clock change skips shows here."""
    say("It will run at:")
    for moment in next_times(cron, timezone, after=now):
        say(f"  {moment.astimezone(ZoneInfo(timezone)):%a %Y-%m-%d %H:%M %Z}   ({moment:%Y-%m-%d %H:%M} UTC)")


def tell_run(report: RunReport, *, as_json: bool) -> None:
    """Tell what a run came to; a run that cannot be trusted ends the command with exit code 3."""
    if as_json:
        print_json(
            {
                "run_id": report.run.run_id,
                "status": report.run.status,
                "listings": report.listings,
                "alerts": report.alerts,
                "withheld": report.withheld,
                "health": report.health.as_json(),
            }
        )
    else:
        withheld = f", {report.withheld} withheld for allowed sellers" if report.withheld else ""
        say(f"Run {report.run.run_id}: {report.listings} listings, {report.alerts} new alerts{withheld}.")
        say(report.health.sentence, style="green" if report.health.trusted else "yellow")
        say("Look at them: marketsweep cases list")
    if not report.health.trusted:
        raise typer.Exit(exit_codes.INCOMPLETE)


def sweep_as_json(sweep: Sweep) -> dict[str, Any]:
    """Return a sweep as a JSON value."""
    return sweep_content(sweep)


def sweep_line(sweep: Sweep, runs: Sequence[SweepRun], now: datetime) -> dict[str, Any]:
    """Return what a list shows of a sweep."""
    following = next_times(sweep.cron, sweep.timezone, after=now, count=1) if sweep.cron else ()
    newest = runs[-1] if runs else None
    return {
        "name": sweep.name,
        "marketplaces": ", ".join(sweep.marketplaces),
        "queries": len(sweep.queries),
        "lists": ", ".join(f"{list_id} {version}" for list_id, version in sweep.lists),
        "cron": f"{sweep.cron} {sweep.timezone}" if sweep.cron else "",
        "next": f"{following[0]:%Y-%m-%d %H:%M} UTC" if following else "",
        "newest run": f"{newest.run_id} {newest.status} {newest.started_at:%Y-%m-%d %H:%M}" if newest else "",
    }


def sweep_with_runs(connection: Connection, name: str) -> dict[str, Any]:
    """Return a sweep and its runs as a JSON value."""
    runs = [
        {
            "run_id": run.run_id,
            "due_at": run.due_at.isoformat(),
            "status": run.status.value,
            "fence": run.fence,
            "finished_at": run.finished_at.isoformat() if run.finished_at else None,
            "health": run_health(connection, run.run_id),
        }
        for run in list_runs(connection, name, kind=RunKind.SWEEP)
    ]
    return {**sweep_content(load_sweep(connection, name)), "runs": runs}


def print_sweep(whole: dict[str, Any]) -> None:
    """Print a sweep and its runs as tables."""
    queries = [(query["marketplace"], query["text"], query["language"]) for query in whole["queries"]]
    print_table(f"Sweep {whole['name']}: {len(queries)} queries", ("marketplace", "query", "language"), queries)
    runs = [(run["run_id"], run["due_at"], run["status"], run["health"].get("sentence", "")) for run in whole["runs"]]
    print_table("Runs", ("run", "due", "status", "health"), runs)
