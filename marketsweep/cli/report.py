"""`marketsweep report`: the indicators, as a page and as figures."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from marketsweep.cli.output import JsonOption, print_json, say

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep report --out report.html

  marketsweep report --since 2026-01-01 --until 2026-04-01 --json

Computed from the event log alone: the same log gives the same figures."""


@app.command(epilog=EPILOG)
def report(
    out: Annotated[Path | None, typer.Option(help="Write the report there, as one HTML file.")] = None,
    since: Annotated[datetime | None, typer.Option(help="First day, UTC; by default the first event.")] = None,
    until: Annotated[datetime | None, typer.Option(help="First day after it, UTC; by default now.")] = None,
    title: Annotated[str, typer.Option(help="Heading of the report.")] = "Marketsweep report",
    as_json: JsonOption = False,
) -> None:
    """Compute the indicators, with bounds, numerators and denominators, down to the rows."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.report_output import print_figures
    from marketsweep.report.contents import gather, period_of
    from marketsweep.report.figures import as_json as report_as_json
    from marketsweep.report.page import write_report

    workspace = opened()
    contents = gather(workspace, period=period_of(workspace, since, until), title=title)
    if out is not None:
        write_report(contents, out)
        say(f"Report written to {out}")
    if as_json:
        print_json(report_as_json(contents))
    else:
        print_figures(contents)
