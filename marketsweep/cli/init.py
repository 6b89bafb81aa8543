"""`marketsweep init`: settings file and database."""

from typing import Annotated

import typer

from domain.notice import NotifierCapacity
from marketsweep.cli.output import JsonOption, print_json, say

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep init --contact desk@authority.example --name "Ada Inspector" --email ada@authority.example

Safe to repeat: a settings file that is there is left as it is, a database is brought to this version's schema."""


@app.command(epilog=EPILOG)
def init(
    contact: Annotated[str, typer.Option(help="Mail address or web page that stands in the user agent.")] = "",
    name: Annotated[str, typer.Option(help="Name of the person who sends notices.")] = "",
    email: Annotated[str, typer.Option(help="Mail address of the person who sends notices.")] = "",
    capacity: Annotated[NotifierCapacity, typer.Option(help="In what capacity notices are sent.")] = (
        NotifierCapacity.USER
    ),
    as_json: JsonOption = False,
) -> None:
    """Create the settings file of this folder (marketsweep.toml) and the database, or upgrade the database."""
    from marketsweep.setup import set_up

    done = set_up(contact=contact, name=name, email=email, capacity=capacity)
    if as_json:
        print_json(done.as_json())
        return
    for sentence in done.sentences:
        say(sentence)
