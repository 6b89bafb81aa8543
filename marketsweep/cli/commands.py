"""Every command of the program, in the order of the work."""

import typer

from marketsweep.cli import browser, check, lists, scan

COMMANDS: tuple[typer.Typer, ...] = (scan.app, check.app, lists.app, browser.app)
"""Read it as a table of contents. A group with a name has subcommands; one without adds its commands as they are."""


def register(app: typer.Typer) -> None:
    """Hang every command into the application."""
    for command in COMMANDS:
        app.add_typer(command)
