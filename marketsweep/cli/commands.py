"""Every command of the program, in the order of the work."""

import typer

from marketsweep.cli import (
    browser,
    cases,
    check,
    demo,
    doctor,
    init,
    lists,
    notice,
    read_page,
    recheck,
    report,
    scan,
    sellers,
    serve,
    sweep,
    verify,
)

COMMANDS: tuple[typer.Typer, ...] = (
    init.app,
    doctor.app,
    demo.app,
    sweep.app,
    scan.app,
    check.app,
    lists.app,
    cases.cases,
    cases.app,
    notice.app,
    recheck.app,
    report.app,
    serve.app,
    verify.app,
    sellers.app,
    read_page.app,
    browser.app,
)
"""Read it as a table of contents. A group with a name has subcommands; one without adds its commands as they are."""


def register(app: typer.Typer) -> None:
    """Hang every command into the application; once more changes nothing."""
    if not app.registered_groups:
        for command in COMMANDS:
            app.add_typer(command)
