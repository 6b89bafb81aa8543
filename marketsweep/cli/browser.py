"""`marketsweep browser`: what pages that need JavaScript are read with."""

from typing import Annotated

import typer

from marketsweep.cli.output import JsonOption, print_json, say

app = typer.Typer(name="browser", help="Find or install the browser for JavaScript pages.", no_args_is_help=True)


@app.command()
def install(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing if one is there already.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Find a Chromium, or install one where that is possible. Without one, JavaScript pages are skipped and counted."""
    from crawlers.browser import install_browser

    report = install_browser(say=say)
    if as_json:
        print_json({"browser": report.path, "tried": report.tried, "way_out": report.way_out})
    elif report.path is None:
        say("No browser: JavaScript pages step aside, everything else works.", style="yellow")
        say(f"To have them too: {report.way_out}")
    elif not quiet or report.tried:
        say(f"Browser: {report.path}")
