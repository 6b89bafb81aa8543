"""`marketsweep recheck`: look again at what was found."""

from typing import Annotated

import typer

from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, print_table, progress, say

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep recheck               (everything that is due)

  marketsweep recheck --upcoming    (what is due when; fetches nothing)

Each round looks at known live listings before and after: without them, a missing page proves nothing."""


@app.command(epilog=EPILOG)
def recheck(
    everything: Annotated[bool, typer.Option("--all", help="Look at every watched listing now, due or not.")] = False,
    upcoming: Annotated[bool, typer.Option("--upcoming", help="Only tell what is due when.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Look again at notified and suspected listings that are due, and record what became of them."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.recheck_output import due_line, round_as_json, tell_round
    from marketsweep.rechecking import due_rechecks, recheck_listings, upcoming_rechecks

    workspace = opened()
    waiting = upcoming_rechecks(workspace)
    if upcoming:
        lines = [due_line(due) for due in waiting]
        if as_json:
            print_json(lines)
        else:
            rows = [(line["due_at"], line["listing"], line["title"]) for line in lines]
            print_table(f"{len(rows)} watched listings", ("due", "listing", "title"), rows)
        return
    due = waiting if everything else due_rechecks(workspace, now=workspace.clock())
    with progress("Recheck") as tell:
        rounds = recheck_listings(workspace, [each.listing for each in due], progress=tell)
    if as_json:
        print_json([round_as_json(each) for each in rounds])
    else:
        for each in rounds:
            tell_round(each)
        if not rounds:
            say("Nothing is due. `marketsweep recheck --upcoming` tells what is due when.")
    if not all(each.canary_live for each in rounds):
        raise typer.Exit(exit_codes.INCOMPLETE)
