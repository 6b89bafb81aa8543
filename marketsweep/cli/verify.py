"""`marketsweep verify`: is what is kept whole and unaltered?"""

from typing import Annotated

import typer

from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, print_table, say

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep verify

  marketsweep verify --anchor 1042:5f2c…     (number and hash of an event that you wrote down elsewhere)

The last line tells the head of the log. Keep it outside: only an anchor shows that the newest events were cut off."""


@app.command(epilog=EPILOG)
def verify(
    anchor: Annotated[
        str | None, typer.Option(metavar="NUMBER:HASH", help="An event known from elsewhere, to find a cut tail.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check database, event chain, observations, evidence and cases; name what is wrong; exit code 1 then."""
    from marketsweep.cli.opening import opened
    from marketsweep.verification import verify_all

    checked = verify_all(opened(), anchor=anchor)
    if as_json:
        print_json(checked.as_json())
    else:
        rows = [(finding.where, finding.what) for finding in checked.findings]
        if rows:
            print_table("Not as it was written", ("where", "what"), rows)
        say("Everything is whole." if not rows else f"{len(rows)} faults.", style="green" if not rows else "red")
        say(f"Head of the event log: {checked.head}")
    if checked.findings:
        raise typer.Exit(exit_codes.FOUND)
