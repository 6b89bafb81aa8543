"""`marketsweep check`: judge one listing and explain."""

import sys
from typing import Annotated

import typer

from marketsweep.cli.options import FailOnOption, ListsOption, end_with
from marketsweep.cli.output import JsonOption, print_json

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep check "Rоlex 1:1 s.u.b.m.a.r.i.n.e.r, NO ivory" --explain

  marketsweep check --title "Antique ivory bangle" --price 20 --currency EUR

  echo '{"title": "R0lex replica", "price": 49.9, "currency": "EUR"}' | marketsweep check - --json

  xclip -o | marketsweep check -     (plain text: the first line is the title)

  marketsweep check --title "Ivory white dress" --lists my-list.yaml     (to try a list out)"""


@app.command(epilog=EPILOG)
def check(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TITLE|-]",
            help="Its title, as it stands; - reads a JSON object or plain text from standard input.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title, where it is not the argument.")] = None,
    description: Annotated[str | None, typer.Option(help="Its text, as it stands.")] = None,
    price: Annotated[str | None, typer.Option(help="A number.")] = None,
    currency: Annotated[str | None, typer.Option(help="ISO 4217 code, such as EUR.")] = None,
    lang: Annotated[str | None, typer.Option(help="ISO 639-1 code, such as de.")] = None,
    lists: ListsOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show each find letter by letter, too.")] = False,
    as_json: JsonOption = False,
    fail_on: FailOnOption = None,
) -> None:
    """Judge one listing and say why: what was found, what excused it, how the score adds up."""
    from domain.clock import system_clock
    from marketsweep.cli.explanation import console, explained_as_json, print_explanation
    from marketsweep.matchers import matcher_of_files
    from marketsweep.settings import load_settings
    from marketsweep.single_listing import NoListingError, listing_from_fields, listing_from_text

    if text is not None and title is not None:
        raise NoListingError("the title is given twice, as the argument and as --title")
    if text == "-":
        listing = listing_from_text(sys.stdin.buffer.read().decode("utf-8", "replace"), system_clock())
    else:
        fields = {
            "title": text or title,
            "description": description,
            "price": price,
            "currency": currency,
            "lang": lang,
        }
        listing = listing_from_fields(fields, system_clock())
    assessment = matcher_of_files(lists or [], load_settings()).assess(listing)
    if as_json:
        print_json(explained_as_json(assessment))
    else:
        print_explanation(console(), listing, assessment, in_detail=explain)
    found = fail_on is not None and assessment.level in fail_on.levels
    end_with(incomplete=False, found=found)
