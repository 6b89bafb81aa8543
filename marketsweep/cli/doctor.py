"""`marketsweep doctor`: is the installation well?"""

import typer

from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, print_table

app = typer.Typer()


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Look at database, lists, marketplaces, contact, browser and mail server; exit code 4 if one of them is ill."""
    from marketsweep.settings import load_settings
    from marketsweep.setup import State, diagnose

    findings = tuple(diagnose(load_settings()))
    if as_json:
        print_json([{"part": each.part, "state": each.state, "detail": each.detail} for each in findings])
    else:
        print_table(
            "Marketsweep on this machine",
            ("part", "state", "detail"),
            [(each.part, each.state, each.detail) for each in findings],
        )
    if any(each.state is State.ILL for each in findings):
        raise typer.Exit(exit_codes.MISSING)
