"""`marketsweep browser`: what pages that need JavaScript are read with."""

from typing import Annotated

import typer

from marketsweep.cli.output import JsonOption, print_json, words

app = typer.Typer(name="browser", help="Find or install the browser for JavaScript pages.", no_args_is_help=True)


@app.command()
def install(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing if one is there already.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Find a Chromium, or install one where that is possible. Without one, JavaScript pages are skipped and counted."""
    from crawlers.browser import install_browser

    found = install_browser(say=words.print)
    if as_json:
        print_json({"browser": found})
    elif found is None:
        words.print("No browser: JavaScript pages step aside, everything else works.")
    elif not quiet:
        words.print(f"Browser: {found}")
