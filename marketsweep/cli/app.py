"""The commands, by name; each imports what it needs only when it runs, so that `--help` is quick."""

import sys
from typing import Annotated

import typer

from domain.errors import MarketsweepError
from marketsweep.cli import exit_codes

app = typer.Typer(
    name="marketsweep",
    help="Sweep, match, review, notice, prove: watch marketplaces for counterfeit goods, unsafe products and "
    "protected wildlife, and prove what became of a notice.",
    epilog=exit_codes.EPILOG,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("marketsweep"))
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and end.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line: the rim, where an error becomes a sentence and an exit code."""
    from marketsweep.cli import commands
    from marketsweep.cli.output import printable

    commands.register(app)
    try:
        app()
    except MarketsweepError as error:
        typer.secho(printable(str(error)), fg="red", err=True)
        sys.exit(exit_codes.of(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(exit_codes.DONE)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        typer.secho(
            f"The system refused{where}: {error.strerror or error}. Mend that and run it again.", fg="red", err=True
        )
        sys.exit(exit_codes.INCOMPLETE)
