"""`marketsweep read-page`: what is read from saved pages."""

from pathlib import Path
from typing import Annotated

import typer

from marketsweep.cli.options import end_with
from marketsweep.cli.output import progress

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep read-page saved.html --url https://shop.example/item/1

  marketsweep read-page pages/ --out pages.jsonl

  marketsweep read-page pages/ebay/ --table

  curl -s ADDRESS | marketsweep read-page - --url ADDRESS

[bold]Output[/]: one JSON object per page: page (its path without the ending), kind, and for an offer its fields (title,
price, currency, seller_name …), for a page of results "listings". Nothing is read from a wall, an error or a riddle:
kind and reasons say what it is.

A page that cannot be read gives a line of kind "unknown" with the reason, and exit code 3 with --strict."""


@app.command("read-page", epilog=EPILOG)
def read_page(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Saved pages (.html, .htm, .mhtml, .gz or not), folders, or -."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the JSON lines there instead of stdout.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="The address that the page is from; only for one page.", show_default=False)
    ] = None,
    as_lines: Annotated[
        bool, typer.Option("--json/--table", help="JSON lines on stdout, or a table for people.")
    ] = True,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 3 if any page could not be read.")
    ] = False,
) -> None:
    """Read saved pages as the crawler would: what kind of page each is, and the offers on it."""
    from marketsweep.cli.pages_output import lines_to, print_pages, say_unreadable
    from marketsweep.cli.scan_output import source_of
    from marketsweep.page_files import find_pages, read_pages, require_one_page

    pages = find_pages([source_of(path) for path in paths])
    if url is not None:
        require_one_page(pages)
    with progress("Reading pages", len(pages)) as tell, lines_to(out, to_stdout=as_lines) as write:
        summaries = read_pages(pages, write, tell, url)
    if not as_lines:
        print_pages(summaries)
    say_unreadable(summaries, out)
    end_with(incomplete=strict and any(summary.fault for summary in summaries), found=False)
