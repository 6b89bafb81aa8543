"""`marketsweep serve`: do what is due, when it is due."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from marketsweep.cli.output import JsonLinesOption, print_json_line, say

app = typer.Typer()

EPILOG = """[bold]Example[/]

  marketsweep serve --every 30

Several may run on one database: each due moment is a row that only one of them can claim. SIGTERM ends it after the
work in hand; a killed one is taken over by another when its lease runs out."""


@app.command(epilog=EPILOG)
def serve(
    every: Annotated[int, typer.Option(min=1, help="Seconds between two looks at what is due.")] = 30,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end; for use by cron.")] = False,
    as_json: JsonLinesOption = False,
) -> None:
    """Run due sweeps and rechecks until told to end."""
    from marketsweep.cli.opening import opened
    from marketsweep.scheduling import Done, holder_name, serve_until_told, tick

    def tell(done: Done) -> None:
        if as_json:
            print_json_line(asdict(done))
        else:
            say(f"{done.due_at:%Y-%m-%d %H:%M} UTC  {done.job}: {done.state}. {done.detail}")

    workspace = opened()
    if once:
        for done in tick(workspace, holder_name()):
            tell(done)
        return
    say(f"Looking every {every} s for what is due. End with Ctrl-C.")
    serve_until_told(workspace, every=timedelta(seconds=every), tell=tell)
